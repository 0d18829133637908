import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/ports/clock.ts';

/** ManualClock is a clock whose time passes only when a test says so. */
export interface ManualClock extends Clock {
  /** Lets `ms` pass, waking sleepers in their order and letting each do its work before the next. */
  advance(ms: number): Promise<void>;
  /** How many are asleep right now. */
  sleepers(): number;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** manualClock starts at `start` ms since the epoch. */
export function manualClock(start = 1_700_000_000_000): ManualClock {
  let time = start;
  const sleeping = new Set<Sleeper>();
  return {
    now: () => time,
    sleepers: () => sleeping.size,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          sleeping.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = () => {
          sleeping.delete(sleeper);
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const sleeper = { due: time + ms, wake };
        sleeping.add(sleeper);
        signal?.addEventListener('abort', stop, { once: true });
      }),
    async advance(ms) {
      const end = time + ms;
      for (
        let next = await earliest(sleeping, end);
        next !== undefined;
        next = await earliest(sleeping, end)
      ) {
        time = Math.max(time, next.due);
        next.wake();
      }
      time = end;
    },
  };
}

/** The next sleeper due by `end`, once everybody awake has done what can be done at this time. */
async function earliest(sleeping: ReadonlySet<Sleeper>, end: number): Promise<Sleeper | undefined> {
  for (let turns = 0; turns < 5; turns++) await turn();
  return [...sleeping].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
}
