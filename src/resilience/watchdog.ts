import type { Clock } from '../ports/clock.ts';
import { sleepUnlessAborted } from './sleep.ts';

/** Stalled is the reason of a signal that aborted because there was no progress for too long. */
export class Stalled extends Error {
  override readonly name: string = 'Stalled';
  /** How long there had been no progress, in ms. */
  readonly silence: number;

  constructor(silence: number) {
    super(`no progress for ${Math.round(silence / 1000)} s`);
    this.silence = silence;
  }
}

/** WatchdogOptions says what counts as a stall. */
export interface WatchdogOptions {
  /** How long there may be no progress, in ms. */
  readonly stallTimeout: number;
  readonly clock: Clock;
  /** When it aborts, so does the body's signal, for the same reason. */
  readonly parent?: AbortSignal;
  /**
   * Looks for progress that is not reported: a value that differs from the last one. It is given the time
   * without progress so far, in ms, so that it can look harder as time runs out. Must not reject.
   */
  readonly probe?: (silence: number) => Promise<string>;
}

/** Watched is what the body under a watchdog is given. */
export interface Watched {
  /** Aborts with Stalled, or with the reason of `parent`. */
  readonly signal: AbortSignal;
  /** To be called at any progress. */
  readonly progress: () => void;
}

const looksPerTimeout = 8;

/** The reason to stop a timer. Without one, each stop would create a DOMException with a stack. */
const over = new Error('the body is done');

/**
 * withWatchdog runs `body`, and aborts its signal when for `stallTimeout` neither `progress` was called nor
 * the probe's value changed; it looks eight times in that span. Settles as `body` does, and leaves no timer
 * behind.
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
  while (await sleepUnlessAborted(clock, stallTimeout / looksPerTimeout, done)) {
    const found = await probe?.(clock.now() - life.last);
    if (found !== seen) life.last = clock.now();
    seen = found;
    const silence = clock.now() - life.last;
    if (silence >= stallTimeout) return stalled.abort(new Stalled(silence));
  }
}
