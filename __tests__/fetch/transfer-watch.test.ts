import { describe, expect, test } from '@jest/globals';
import { TransferWatch } from '../../src/fetch/transfer-watch.ts';
import { manualClock } from '../support/manual-clock.ts';

const never = new Promise<never>(() => undefined);
const limits = { stallTimeout: 10_000, speedFloor: 1000 };

/** Lets a wait of `ms` go by, after which bytes come; returns how it ended. */
async function waiting(
  watch: TransferWatch,
  clock: ReturnType<typeof manualClock>,
  ms: number,
): Promise<string> {
  const bytes = Promise.withResolvers<string>();
  const ended = watch.wait(bytes.promise).catch((error: Error) => error.message);
  await clock.advance(ms);
  bytes.resolve('came');
  return ended;
}

describe('a transfer', () => {
  test('that is silent is given up', async () => {
    const clock = manualClock();
    const ended = new TransferWatch({ ...limits, clock }).wait(never).catch((error: unknown) => error);
    await clock.advance(9999);
    expect(clock.sleepers()).toBe(1);
    await clock.advance(1);
    expect(await ended).toMatchObject({ kind: 'stalled', message: 'stalled: almost no data for 10 s' });
  });

  test('that trickles is given up, over many waits', async () => {
    const clock = manualClock();
    const watch = new TransferWatch({ ...limits, clock });
    for (let second = 0; second < 9; second++) {
      expect(await waiting(watch, clock, 1000)).toBe('came');
      watch.received(999);
    }
    expect(await waiting(watch, clock, 1001)).toBe('stalled: less than 0.001 MB/s for 10 s');
  });

  test('that is fast enough goes on', async () => {
    const clock = manualClock();
    const watch = new TransferWatch({ ...limits, clock });
    for (let second = 0; second < 60; second++) {
      expect(await waiting(watch, clock, 1000)).toBe('came');
      watch.received(1200);
    }
  });

  test('that has brought enough during a wait has all the time again', async () => {
    const clock = manualClock();
    const watch = new TransferWatch({ ...limits, clock });
    const ended = watch.wait(never).catch((error: Error) => error.message);
    await clock.advance(9000);
    watch.received(10_000);
    await clock.advance(9000);
    expect(clock.sleepers()).toBe(1);
    await clock.advance(1000);
    expect(await ended).toBe('stalled: almost no data for 10 s');
  });

  test('that the reader is too slow for is not given up', async () => {
    const clock = manualClock();
    const watch = new TransferWatch({ ...limits, clock });
    for (let wait = 0; wait < 5; wait++) {
      expect(await waiting(watch, clock, 1000)).toBe('came');
      await clock.advance(60_000);
    }
  });

  test('leaves no timer behind', async () => {
    const clock = manualClock();
    const watch = new TransferWatch({ ...limits, clock });
    await watch.wait(Promise.resolve());
    await expect(watch.wait(Promise.reject(new Error('broke')))).rejects.toThrow('broke');
    expect(clock.sleepers()).toBe(0);
  });
});
