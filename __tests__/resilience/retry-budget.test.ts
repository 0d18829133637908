import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RetryBudget } from '../../src/resilience/retry-budget.ts';
import { manualClock } from '../support/manual-clock.ts';

test('a burst is free, and then retries wait their turn', () => {
  const budget = new RetryBudget({ burst: 3, perSecond: 2, clock: manualClock() });
  expect([budget.take(), budget.take(), budget.take()]).toEqual([0, 0, 0]);
  expect([budget.take(), budget.take()]).toEqual([500, 1000]);
});

test('a request that does not wait gets a token only if there is one', async () => {
  const clock = manualClock();
  const budget = new RetryBudget({ burst: 1, perSecond: 2, clock });
  expect([budget.tryTake(), budget.tryTake()]).toEqual([true, false]);
  await clock.advance(499);
  expect(budget.tryTake()).toBe(false);
  await clock.advance(1);
  expect(budget.tryTake()).toBe(true);
});

test('a success gives a token back, but never more than the burst', () => {
  const budget = new RetryBudget({ burst: 2, perSecond: 0, clock: manualClock() });
  for (let success = 0; success < 10; success++) budget.succeeded();
  expect([budget.tryTake(), budget.tryTake(), budget.tryTake()]).toEqual([true, true, false]);
  budget.succeeded();
  expect(budget.tryTake()).toBe(true);
});

test('without successes no more retries are due within a span than the burst and what it brings', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.integer({ min: 1, max: 20 }), fc.nat(200), (burst, perSecond, wanted) => {
      const budget = new RetryBudget({ burst, perSecond, clock: manualClock() });
      const due = Array.from({ length: wanted }, () => budget.take());
      const within = due.filter((ms) => ms <= 10_000).length;
      expect(within).toBeLessThanOrEqual(burst + perSecond * 10);
    }),
  );
});
