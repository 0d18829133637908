import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

/** Longer timers fire at once (Node takes the delay for a signed 32-bit number). */
const longestTimer = 2 ** 31 - 1;

/**
 * systemClock is real time. It never goes backwards or jumps when the system's clock is set, so that spans measured
 * with it are true. A sleep keeps the process alive until it is over or aborted.
 */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  async sleep(ms, signal) {
    try {
      for (let left = ms; left > 0; left -= longestTimer) {
        await pause(Math.min(left, longestTimer), undefined, signal === undefined ? {} : { signal });
      }
      signal?.throwIfAborted();
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
