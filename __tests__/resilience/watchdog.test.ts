import { describe, expect, test } from '@jest/globals';
import { Stalled, type Watched, withWatchdog } from '../../src/resilience/watchdog.ts';
import { manualClock } from '../support/manual-clock.ts';

const stallTimeout = 8000;

const untilAborted = ({ signal }: Watched) =>
  new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)));

describe('withWatchdog', () => {
  test('aborts a body that shows no sign of life, and says how long it was silent', async () => {
    const clock = manualClock();
    const ended = withWatchdog({ stallTimeout, clock }, untilAborted);
    await clock.advance(stallTimeout - 1);
    expect(clock.sleepers()).toBe(1);
    await clock.advance(1);
    const reason = await ended;
    expect(reason).toBeInstanceOf(Stalled);
    expect(reason).toMatchObject({ silence: 8000, message: 'no progress for 8 s' });
  });

  test('lets a body run for as long as it makes progress', async () => {
    const clock = manualClock();
    let watched: Watched | undefined;
    const ended = withWatchdog({ stallTimeout, clock }, (given) => {
      watched = given;
      return untilAborted(given);
    });
    for (let round = 0; round < 5; round++) {
      await clock.advance(stallTimeout - 1);
      watched?.progress();
    }
    expect(watched?.signal.aborted).toBe(false);
    await clock.advance(2 * stallTimeout);
    expect(await ended).toBeInstanceOf(Stalled);
  });

  test('takes a change of what the probe finds for progress, and the same finding for none', async () => {
    const clock = manualClock();
    let bytes = 0;
    const ended = withWatchdog({ stallTimeout, clock, probe: async () => `${bytes}` }, untilAborted);
    const start = clock.now();
    const endedAt = ended.then(() => clock.now());
    await clock.advance(6000);
    bytes = 100;
    await clock.advance(20_000);
    expect((await endedAt) - start).toBe(6000 + 1000 + stallTimeout);
  });

  test('tells the probe how long it has been silent', async () => {
    const clock = manualClock();
    const told: number[] = [];
    const probe = async (silence: number) => {
      told.push(silence);
      return 'the same';
    };
    const ended = withWatchdog({ stallTimeout, clock, probe }, untilAborted);
    await clock.advance(3000);
    expect(told).toEqual([0, 1000, 2000, 3000]);
    await clock.advance(stallTimeout);
    await ended;
  });

  test('hands on the reason of the wider scope', async () => {
    const clock = manualClock();
    const parent = new AbortController();
    const ended = withWatchdog({ stallTimeout, clock, parent: parent.signal }, untilAborted);
    parent.abort('deadline');
    expect(await ended).toBe('deadline');
    expect(clock.sleepers()).toBe(0);
  });

  test('settles as the body does and leaves no timer behind', async () => {
    const clock = manualClock();
    expect(await withWatchdog({ stallTimeout, clock }, async () => 7)).toBe(7);
    const failing = withWatchdog({ stallTimeout, clock }, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(clock.sleepers()).toBe(0);
  });
});
