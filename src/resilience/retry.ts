import type { Clock } from '../ports/clock.ts';

/** RetryOptions says how often to retry, and after which pauses. */
export interface RetryOptions {
  /** The most attempts, the first one included. */
  readonly attempts: number;
  /**
   * Returns the pause in ms after the `failures`-th failure (1 for the first), or undefined to stop. It is
   * not called after the last attempt.
   */
  readonly pauseAfter: (error: unknown, failures: number) => number | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * retry settles as its last attempt does, or rejects with the signal's reason if that aborts between
 * attempts.
 */
export async function retry<T>(options: RetryOptions, attempt: (number: number) => Promise<T>): Promise<T> {
  const { attempts, pauseAfter, clock, signal } = options;
  for (let number = 1; ; number++) {
    try {
      return await attempt(number);
    } catch (error) {
      signal.throwIfAborted();
      const pause = number < attempts ? pauseAfter(error, number) : undefined;
      if (pause === undefined) throw error;
      await clock.sleep(pause, signal);
    }
  }
}
