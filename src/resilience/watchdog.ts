import type { Clock } from '../ports/clock.ts';

/** Stalled is the reason of a signal that aborted because nothing had happened for too long. */
export class Stalled extends Error {
  override readonly name: string = 'Stalled';
  /** How long there had been no sign of life, in ms. */
  readonly silence: number;

  constructor(silence: number) {
    super(`no progress for ${Math.round(silence / 1000)} s`);
    this.silence = silence;
  }
}

/** WatchdogOptions says what counts as silence. */
export interface WatchdogOptions {
  /** How long there may be no sign of life, in ms. */
  readonly stallTimeout: number;
  readonly clock: Clock;
  /** A wider scope: when it aborts, so does the body, for the wider scope's reason. */
  readonly parent?: AbortSignal;
  /**
   * Looks for signs of life that do not come by themselves; a value other than the last one is one. Gets the silence
   * so far in ms, so that it can look harder as time runs out. Must not reject.
   */
  readonly probe?: (silence: number) => Promise<string>;
}

/** Watched is what a body under a watchdog works with. */
export interface Watched {
  /** Aborts with a Stalled, or with the reason of the wider scope. */
  readonly signal: AbortSignal;
  /** To be called at every sign of life. */
  readonly progress: () => void;
}

const looksPerTimeout = 8;

/** The reason to stop a timer; without one each stop would cost a DOMException with a stack. */
const over = new Error('the body is done');

/**
 * withWatchdog runs `body` and aborts its signal once neither `progress` was called nor the probe's value changed
 * for `stallTimeout`; it looks eight times in that span. Settles as `body` does, and leaves no timer behind.
 */
export async function withWatchdog<T>(
  options: WatchdogOptions,
  body: (watched: Watched) => Promise<T>,
): Promise<T> {
  const stalled = new AbortController();
  const done = new AbortController();
  const life = { last: options.clock.now() };
  const signal =
    options.parent === undefined ? stalled.signal : AbortSignal.any([options.parent, stalled.signal]);
  const watch = keepWatch(options, life, stalled, done.signal);
  try {
    return await body({ signal, progress: () => (life.last = options.clock.now()) });
  } finally {
    done.abort(over);
    await watch;
  }
}

async function keepWatch(
  { stallTimeout, clock, probe }: WatchdogOptions,
  life: { last: number },
  stalled: AbortController,
  done: AbortSignal,
): Promise<void> {
  let seen = await probe?.(0);
  while (await slept(clock, stallTimeout / looksPerTimeout, done)) {
    const found = await probe?.(clock.now() - life.last);
    if (found !== seen) life.last = clock.now();
    seen = found;
    const silence = clock.now() - life.last;
    if (silence >= stallTimeout) return stalled.abort(new Stalled(silence));
  }
}

/** False when the body was done before the time was over. */
async function slept(clock: Clock, ms: number, done: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, done);
    return true;
  } catch (error) {
    if (error === done.reason) return false;
    throw error;
  }
}
