import type { Clock } from '../ports/clock.ts';

/** Longer timers fire at once, because Node's delays are signed 32-bit numbers. */
const longestTimer = 2 ** 31 - 1;

/**
 * systemClock is real time. It never goes backwards or jumps when the system's clock is set, so measured
 * durations are right. A sleep keeps the process alive until it ends or is aborted.
 */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  async sleep(ms, signal) {
    for (let left = ms; left > 0; left -= longestTimer) await pause(Math.min(left, longestTimer), signal);
    signal?.throwIfAborted();
  },
};

/**
 * Like that of node:timers/promises, but rejects with the signal's own reason: creating AbortErrors costs too
 * much.
 */
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
