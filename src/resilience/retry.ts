import type { Clock } from '../ports/clock.ts';

/** RetryOptions says when a failure is not the end. */
export interface RetryOptions {
  /** How many attempts there are in all. */
  readonly attempts: number;
  /**
   * Tells after the `failures`-th failure (1 for the first) how long to pause in ms before trying again, or undefined
   * to give up. It is not asked after the last attempt.
   */
  readonly pauseAfter: (error: unknown, failures: number) => number | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** retry settles as the last attempt does, or rejects with the signal's reason when it aborts in between. */
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
