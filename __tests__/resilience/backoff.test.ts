import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fullJitter } from '../../src/resilience/backoff.ts';

const backoff = { base: 1000, cap: 30_000 };
const almostOne = 1 - Number.EPSILON;

describe('fullJitter', () => {
  test.each([
    { failures: 1, bound: 1000 },
    { failures: 2, bound: 2000 },
    { failures: 5, bound: 16_000 },
    { failures: 6, bound: 30_000 },
    { failures: 5000, bound: 30_000 },
  ])('after failure $failures pauses for up to $bound ms', ({ failures, bound }) => {
    expect(fullJitter(failures, backoff, () => almostOne)).toBeCloseTo(bound, 3);
    expect(fullJitter(failures, backoff, () => 0.5)).toBeCloseTo(bound / 2, 3);
  });

  test('may not pause at all, which is what spreads those that failed together', () => {
    expect(fullJitter(4, backoff, () => 0)).toBe(0);
  });

  test('a base of nothing stays nothing, however often it failed', () => {
    expect(fullJitter(5000, { base: 0, cap: 30_000 }, () => 0.5)).toBe(0);
  });

  test('stays between nothing and the cap whatever the figures are', () => {
    const ms = fc.integer({ min: 0, max: 1e9 });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), ms, ms, random, (failures, base, cap, drawn) => {
        const pause = fullJitter(failures, { base, cap }, () => drawn);
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual(cap);
      }),
    );
  });

  test('grows by the factor it is given', () => {
    const bounds = [1, 2, 3, 4].map((failures) =>
      fullJitter(failures, { base: 400, factor: 3, cap: 10_000 }, () => 1),
    );
    expect(bounds).toEqual([400, 1200, 3600, 10_000]);
  });
});
