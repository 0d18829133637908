import type { Clock } from '../ports/clock.ts';

/** sleepUnlessAborted resolves with true after `ms`, or with false as soon as the signal aborts. */
export async function sleepUnlessAborted(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
