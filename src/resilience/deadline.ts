import type { Clock } from '../ports/clock.ts';

/** DeadlineExceeded is the reason of a signal that aborted at its deadline. */
export class DeadlineExceeded extends Error {
  override readonly name: string = 'DeadlineExceeded';
  /** The time allowed, in ms. */
  readonly ms: number;

  constructor(ms: number) {
    super(`not done within ${ms / 1000} s`);
    this.ms = ms;
  }
}

/** The reason to stop a timer. Without one, each stop would create a DOMException with a stack. */
const over = new Error('the body is done');

/** DeadlineOptions says how long something may take. */
export interface DeadlineOptions {
  /** A function is called again every second, because the limit can change meanwhile. */
  readonly ms: number | (() => number);
  readonly clock: Clock;
  /** When it aborts, so does the body's signal, for the same reason. */
  readonly parent?: AbortSignal;
}

/**
 * withDeadline runs `body` with a signal that aborts with DeadlineExceeded after `ms`, and settles as `body`
 * does: `body` has to end when the signal aborts. No timer is left when `body` has ended.
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
