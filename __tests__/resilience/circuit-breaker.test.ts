import { describe, expect, test } from '@jest/globals';
import { type BreakerState, CircuitBreaker } from '../../src/resilience/circuit-breaker.ts';
import { manualClock } from '../support/manual-clock.ts';

function breakerOf() {
  const clock = manualClock();
  const changes: BreakerState[] = [];
  const breaker = new CircuitBreaker({
    failures: 3,
    window: 1000,
    openFor: 500,
    clock,
    onChange: (state) => changes.push(state),
  });
  const fail = (times: number) => {
    for (let failure = 0; failure < times; failure++) breaker.failed();
  };
  return { clock, changes, breaker, fail };
}

describe('a closed breaker', () => {
  test('opens at the last failure that it takes', () => {
    const { breaker, fail, changes } = breakerOf();
    fail(2);
    expect(breaker.allows()).toBe(true);
    fail(1);
    expect(breaker.allows()).toBe(false);
    expect(changes).toEqual(['open']);
  });

  test('stays closed while more succeeds than fails', () => {
    const { breaker, fail } = breakerOf();
    for (let success = 0; success < 5; success++) breaker.succeeded();
    fail(4);
    expect(breaker.allows()).toBe(true);
    fail(1);
    expect(breaker.allows()).toBe(false);
  });

  test('forgets failures that are long past', async () => {
    const { breaker, fail, clock } = breakerOf();
    fail(2);
    await clock.advance(1000);
    fail(2);
    expect(breaker.allows()).toBe(true);
  });
});

describe('an open breaker', () => {
  test('lets one trial through when its time is over, and closes when that succeeds', async () => {
    const { breaker, fail, clock, changes } = breakerOf();
    fail(3);
    await clock.advance(499);
    expect(breaker.allows()).toBe(false);
    await clock.advance(1);
    expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
    breaker.succeeded();
    expect(breaker.allows()).toBe(true);
    expect(changes).toEqual(['open', 'half-open', 'closed']);
  });

  test('can be looked at without taking the trial', async () => {
    const { breaker, fail, clock } = breakerOf();
    expect(breaker.refuses).toBe(false);
    fail(3);
    expect(breaker.refuses).toBe(true);
    await clock.advance(500);
    expect([breaker.refuses, breaker.allows(), breaker.refuses]).toEqual([false, true, true]);
  });

  test('opens again at once when the trial fails', async () => {
    const { breaker, fail, clock, changes } = breakerOf();
    fail(3);
    await clock.advance(500);
    breaker.allows();
    breaker.failed();
    await clock.advance(499);
    expect(breaker.allows()).toBe(false);
    expect(changes).toEqual(['open', 'half-open', 'open']);
  });

  test('lets another trial through when the first one never ends', async () => {
    const { breaker, fail, clock } = breakerOf();
    fail(3);
    await clock.advance(500);
    breaker.allows();
    await clock.advance(500);
    expect(breaker.allows()).toBe(true);
  });

  test('once closed, has forgotten what made it open', async () => {
    const { breaker, fail, clock } = breakerOf();
    fail(3);
    await clock.advance(500);
    breaker.allows();
    breaker.succeeded();
    fail(2);
    expect(breaker.allows()).toBe(true);
  });
});
