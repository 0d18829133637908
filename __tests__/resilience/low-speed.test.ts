import { expect, test } from '@jest/globals';
import { lowSpeed } from '../../src/resilience/low-speed.ts';

test('only enough bytes are a sign of life', () => {
  let signs = 0;
  const received = lowSpeed(10, () => signs++);
  const after = [4, 5, 1, 9, 1, 25, 9].map((bytes) => {
    received(bytes);
    return signs;
  });
  expect(after).toEqual([0, 0, 1, 1, 2, 3, 3]);
});
