import { describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/adapters/system-clock.ts';

describe('systemClock', () => {
  test('tells the time of day and never goes back', () => {
    const [first, second] = [systemClock.now(), systemClock.now()];
    expect(Math.abs(first - Date.now())).toBeLessThan(60_000);
    expect(second).toBeGreaterThanOrEqual(first);
  });

  test('sleeps for the requested time', async () => {
    const start = systemClock.now();
    await systemClock.sleep(20);
    expect(systemClock.now() - start).toBeGreaterThanOrEqual(19);
  });

  test.each([
    { name: 'a sleep that ends soon', ms: 1000 },
    { name: 'a sleep longer than a timer of Node can be', ms: 2 ** 40 },
  ])('ends $name with the reason of the signal as soon as it aborts', async ({ ms }) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const sleeping = systemClock.sleep(ms, controller.signal);
    setImmediate(() => controller.abort(reason));
    await expect(sleeping).rejects.toBe(reason);
  });

  test('does not begin to sleep when the signal has aborted already', async () => {
    await expect(systemClock.sleep(1000, AbortSignal.abort('before'))).rejects.toBe('before');
    await expect(systemClock.sleep(0, AbortSignal.abort('before'))).rejects.toBe('before');
  });
});
