import { describe, expect, test } from '@jest/globals';
import { DeadlineExceeded, withDeadline } from '../../src/resilience/deadline.ts';
import { manualClock } from '../support/manual-clock.ts';

/** A body that runs until it is told to stop, and says why it was. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)));

describe('withDeadline', () => {
  test('aborts the body when the time is up, with the reason and how long it was', async () => {
    const clock = manualClock();
    const ended = withDeadline({ ms: 1500, clock }, untilAborted);
    await clock.advance(1499);
    expect(clock.sleepers()).toBe(1);
    await clock.advance(1);
    const reason = await ended;
    expect(reason).toBeInstanceOf(DeadlineExceeded);
    expect(reason).toMatchObject({ ms: 1500, message: 'not done within 1.5 s' });
  });

  test('looks every second whether less time has come to be enough', async () => {
    const clock = manualClock();
    let ms = 60_000;
    const ended = withDeadline({ ms: () => ms, clock }, untilAborted);
    await clock.advance(4500);
    expect(clock.sleepers()).toBe(1);
    ms = 5000;
    await clock.advance(500);
    expect(await ended).toMatchObject({ ms: 5000 });
    expect(clock.sleepers()).toBe(0);
  });

  test('ends at the next look when the time that is enough has passed already', async () => {
    const clock = manualClock();
    let ms = 60_000;
    const ended = withDeadline({ ms: () => ms, clock }, untilAborted);
    await clock.advance(4500);
    ms = 2000;
    await clock.advance(500);
    expect(await ended).toMatchObject({ ms: 2000 });
  });

  test('returns what the body returns and leaves no timer behind', async () => {
    const clock = manualClock();
    expect(await withDeadline({ ms: 1000, clock }, async () => 'done')).toBe('done');
    expect(clock.sleepers()).toBe(0);
  });

  test('passes on what the body throws and leaves no timer behind', async () => {
    const clock = manualClock();
    const failing = withDeadline({ ms: 1000, clock }, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(clock.sleepers()).toBe(0);
  });

  test('aborts earlier when the wider scope does, for its reason', async () => {
    const clock = manualClock();
    const parent = new AbortController();
    const ended = withDeadline({ ms: 1000, clock, parent: parent.signal }, untilAborted);
    parent.abort('interrupted');
    expect(await ended).toBe('interrupted');
    expect(clock.sleepers()).toBe(0);
  });

  test('lets a body that has ended in time be, even when the deadline passes later', async () => {
    const clock = manualClock();
    const signal = await withDeadline({ ms: 1000, clock }, async (given) => given);
    await clock.advance(2000);
    expect(signal.aborted).toBe(false);
  });
});
