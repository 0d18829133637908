import { describe, expect, test } from '@jest/globals';
import { withRestoreBudget } from '../../src/cache/restore-budget.ts';
import type { Restored } from '../../src/cache/restored.ts';
import { manualClock } from '../support/manual-clock.ts';

const minute = 60_000;

/** A restore that goes on until it is stopped, and says why as restore does. */
function untilStopped(signal: AbortSignal): Promise<Restored> {
  return new Promise((resolve) => {
    const stop = () => resolve({ kind: 'unavailable', reason: String(signal.reason) });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

describe('a restore', () => {
  test('that has not ended after half of the time of its run is stopped', async () => {
    const clock = manualClock();
    const signal = new AbortController().signal;
    const restoring = withRestoreBudget({ timeout: 30 * minute, clock, signal }, untilStopped);
    await clock.advance(15 * minute + 2000);
    expect(await restoring).toEqual({
      kind: 'unavailable',
      reason: 'the restore took longer than 15 min 0 s, half of `timeout`',
    });
    expect(signal.aborted).toBe(false);
  });

  test('that ends in time is what it is', async () => {
    const clock = manualClock();
    const signal = new AbortController().signal;
    for (const restored of [{ kind: 'miss' }, { kind: 'unavailable', reason: 'no service' }] as const) {
      expect(await withRestoreBudget({ timeout: minute, clock, signal }, async () => restored)).toEqual(
        restored,
      );
    }
  });

  test('that ends with its run says why the run ended', async () => {
    const run = new AbortController();
    const restoring = withRestoreBudget(
      { timeout: minute, clock: manualClock(), signal: run.signal },
      untilStopped,
    );
    run.abort('interrupted');
    expect(await restoring).toEqual({ kind: 'unavailable', reason: 'interrupted' });
  });
});
