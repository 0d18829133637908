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
    for (let left = ms; left > 0; left -= longestTimer) await pause(Math.min(left, longestTimer), signal);
    signal?.throwIfAborted();
  },
};

/** As that of node:timers/promises, but rejects with the signal's own reason: an AbortError for each costs too much. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
