import { describe, expect, test } from '@jest/globals';
import { AdaptiveTimeout } from '../../src/resilience/adaptive-timeout.ts';

const options = { least: 1000, unmeasured: 3000, most: 30_000 };

function measured(...samples: number[]): AdaptiveTimeout {
  const timeout = new AdaptiveTimeout(options);
  for (const ms of samples) timeout.measured(ms);
  return timeout;
}

describe('the timeout for a first byte', () => {
  test.each([
    { name: 'is its own before anything was measured', samples: [], bound: 3000 },
    { name: 'is four times what is normal', samples: [400], bound: 1600 },
    { name: 'is never less than its least', samples: [5, 6, 7], bound: 1000 },
    { name: 'is never more than its most', samples: [20_000], bound: 30_000 },
    {
      name: 'follows the 95th percentile',
      samples: [...Array(95).fill(500), ...Array(5).fill(9000)],
      bound: 2000,
    },
    {
      name: 'follows the slow ones if they are many',
      samples: [...Array(94).fill(500), ...Array(6).fill(2000)],
      bound: 8000,
    },
    {
      name: 'follows the last two hundred',
      samples: [...Array(200).fill(5000), ...Array(200).fill(300)],
      bound: 1200,
    },
  ])('$name', ({ samples, bound }) => {
    expect(measured(...samples).forFirstByte(0)).toBe(bound);
  });

  test('doubles each time the same request was abandoned, up to its most', () => {
    const timeout = measured();
    expect([0, 1, 2, 3, 4].map((abandoned) => timeout.forFirstByte(abandoned))).toEqual([
      3000, 6000, 12_000, 24_000, 30_000,
    ]);
  });
});

test('the timeout within a body needs no measurement', () => {
  expect(measured().forBody(0)).toBe(1000);
  expect(measured(400).forBody(0)).toBe(1600);
  expect(measured(400).forBody(1)).toBe(3200);
});
