import type { Clock } from '../ports/clock.ts';

/** DeadlineExceeded is the reason of a signal that aborted because its time was up. */
export class DeadlineExceeded extends Error {
  override readonly name: string = 'DeadlineExceeded';
  /** How long it had been allowed to take. */
  readonly ms: number;

  constructor(ms: number) {
    super(`not done within ${ms / 1000} s`);
    this.ms = ms;
  }
}

/** The reason to stop a timer; without one each stop would cost a DOMException with a stack. */
const over = new Error('the body is done');

/** DeadlineOptions says how long something may take. */
export interface DeadlineOptions {
  /** A function is asked again every second: what counts as too long can become clear in the meantime. */
  readonly ms: number | (() => number);
  readonly clock: Clock;
  /** A wider scope: when it aborts, so does the body, for the wider scope's reason. */
  readonly parent?: AbortSignal;
}

/**
 * withDeadline runs `body` with a signal that aborts with a DeadlineExceeded after `ms`, and settles as `body`
 * does: it is `body` that has to end when the signal fires. Its timer is gone when `body` is done, so it never
 * keeps a process alive.
 */
export async function withDeadline<T>(
  { ms, clock, parent }: DeadlineOptions,
  body: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const done = new AbortController();
  const timer = expire(deadline, ms, clock, done.signal);
  try {
    return await body(parent === undefined ? deadline.signal : AbortSignal.any([parent, deadline.signal]));
  } finally {
    done.abort(over);
    await timer;
  }
}

const lookEveryMs = 1000;

async function expire(
  deadline: AbortController,
  ms: number | (() => number),
  clock: Clock,
  done: AbortSignal,
): Promise<void> {
  const since = clock.now();
  const allowed = typeof ms === 'function' ? ms : () => ms;
  const step = typeof ms === 'function' ? lookEveryMs : Number.POSITIVE_INFINITY;
  try {
    for (let left = allowed(); left > 0; left = allowed() - (clock.now() - since)) {
      await clock.sleep(Math.min(left, step), done);
    }
  } catch (error) {
    if (error === done.reason) return;
    throw error;
  }
  deadline.abort(new DeadlineExceeded(allowed()));
}
