import { expect, test } from '@jest/globals';
import { roundOrder } from '../../../bench/measure/round-order.ts';

test.each([1, 2, 3, 4, 5, 6, 7])('%i contestants follow each other equally often', (count) => {
  const contestants = Array.from({ length: count }, (_, index) => `c${index}`);
  const rounds = count % 2 === 0 ? count : 2 * count;
  const followed = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const order = roundOrder(contestants, round);
    expect(order.toSorted()).toEqual(contestants);
    for (const [index, name] of order.slice(1).entries()) {
      const pair = `${order[index]} ${name}`;
      followed.set(pair, (followed.get(pair) ?? 0) + 1);
    }
  }
  expect(followed.size).toBe(count * (count - 1));
  expect(new Set(followed.values()).size).toBeLessThanOrEqual(1);
});
