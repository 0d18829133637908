import { describe, expect, test } from '@jest/globals';
import { retry } from '../../src/resilience/retry.ts';
import { manualClock } from '../support/manual-clock.ts';

const never = new AbortController().signal;

describe('retry', () => {
  test('tries again after each pause, and settles as the last attempt does', async () => {
    const clock = manualClock();
    const start = clock.now();
    const attempts: number[] = [];
    const outcome = retry(
      { attempts: 5, pauseAfter: (_, failures) => failures * 100, clock, signal: never },
      async (number) => {
        attempts.push(clock.now() - start);
        if (number < 3) throw new Error(`attempt ${number}`);
        return `attempt ${number}`;
      },
    );
    await clock.advance(1000);
    await expect(outcome).resolves.toBe('attempt 3');
    expect(attempts).toEqual([0, 100, 300]);
  });

  test('does not ask for a pause after the last attempt', async () => {
    const asked: number[] = [];
    const pauseAfter = (_: unknown, failures: number) => {
      asked.push(failures);
      return 0;
    };
    const clock = manualClock();
    const outcome = retry({ attempts: 3, pauseAfter, clock, signal: never }, async (number) => {
      throw new Error(`attempt ${number}`);
    });
    await Promise.all([expect(outcome).rejects.toThrow('attempt 3'), clock.advance(1)]);
    expect(asked).toEqual([1, 2]);
  });

  test('gives up when there is to be no pause', async () => {
    const outcome = retry(
      { attempts: 9, pauseAfter: () => undefined, clock: manualClock(), signal: never },
      async (number) => {
        throw new Error(`attempt ${number}`);
      },
    );
    await expect(outcome).rejects.toThrow('attempt 1');
  });

  test('ends with the reason of its signal, in a pause or in an attempt', async () => {
    const clock = manualClock();
    const aborting = new AbortController();
    const options = { attempts: 9, pauseAfter: () => 1000, clock, signal: aborting.signal };
    const pausing = retry(options, async () => {
      throw new Error('broken');
    });
    const trying = retry(options, async () => {
      await clock.sleep(500);
      throw new Error('broken, after the end');
    });
    const both = Promise.all([
      expect(pausing).rejects.toThrow('enough'),
      expect(trying).rejects.toThrow('enough'),
    ]);
    await clock.advance(1);
    aborting.abort(new Error('enough'));
    await clock.advance(500);
    await both;
    expect(clock.sleepers()).toBe(0);
  });
});
