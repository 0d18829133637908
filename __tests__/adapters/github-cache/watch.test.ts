import { describe, expect, test } from '@jest/globals';
import { watchCacheOperation } from '../../../src/adapters/github-cache/watch.ts';

const limits = {
  lookupTimeout: 10_000,
  stallTimeout: 30_000,
  deadline: 100_000,
  sizeLimit: 1000,
};

type Event = readonly [now: number, seen: number | string];

function watched(events: readonly Event[], overrides: Partial<typeof limits> = {}) {
  const watch = watchCacheOperation({ ...limits, ...overrides }, 0);
  watch.sawLine('::debug::Cache service version: v2', 0);
  for (const [now, seen] of events) {
    if (typeof seen === 'number') watch.sawBytes(seen, now);
    else watch.sawLine(seen, now);
  }
  return watch;
}

const failedAttempt = 'Attempt 1 of 5 failed with error: Failed request: (503) Service Unavailable. Retrying';

describe('watchCacheOperation', () => {
  test.each<[name: string, events: readonly Event[], lastGoodMs: number, reason: string]>([
    ['nothing happens at all', [], 30_000, 'the cache service was silent for 30 s'],
    ['an empty file appears', [[9000, 0]], 30_000, 'the cache service was silent for 30 s'],
    ['bytes came', [[9000, 1]], 39_000, 'the cache service was silent for 30 s'],
    [
      'bytes came twice',
      [
        [9000, 1],
        [20_000, 2],
      ],
      50_000,
      'the cache service was silent for 30 s',
    ],
    [
      'bytes stay the same',
      [
        [9000, 1],
        [20_000, 1],
      ],
      39_000,
      'the cache service was silent for 30 s',
    ],
    [
      'a transfer has begun',
      [[1000, 'Sent 0 of 20 (0.0%), 0.0 MBs/sec']],
      31_000,
      'the cache service was silent for 30 s',
    ],
    [
      'the same count is printed again',
      [
        [1000, 'Sent 4 of 20 (20.0%), 0.0 MBs/sec'],
        [9000, 'Sent 4 of 20 (20.0%), 0.0 MBs/sec'],
      ],
      31_000,
      'the cache service was silent for 30 s',
    ],
    [
      'the count grows',
      [
        [1000, 'Sent 4 of 20 (20.0%), 0.0 MBs/sec'],
        [9000, 'Sent 5 of 20 (25.0%), 0.0 MBs/sec'],
      ],
      39_000,
      'the cache service was silent for 30 s',
    ],
    [
      'the library retries before any byte',
      [
        [1000, failedAttempt],
        [4000, failedAttempt],
      ],
      11_000,
      'the cache service did not answer within 10 s',
    ],
    [
      'the library retries after bytes',
      [
        [5000, 1],
        [6000, failedAttempt],
        [9000, failedAttempt],
      ],
      16_000,
      'the cache service did not answer within 10 s',
    ],
  ])('gives up in time when %s', (_name, events, lastGoodMs, reason) => {
    const watch = watched(events);
    expect(watch.reasonToStop(lastGoodMs)).toBeUndefined();
    expect(watch.reasonToStop(lastGoodMs + 1)).toBe(reason);
  });

  test('counts the time of the service from the first line of the process', () => {
    const watch = watchCacheOperation(limits, 0);
    expect(watch.reasonToStop(10_000)).toBeUndefined();
    watch.sawLine('::debug::Cache service version: v2', 9000);
    watch.sawLine('::debug::Resolved Keys:', 9500);
    expect(watch.reasonToStop(39_000)).toBeUndefined();
    expect(watch.reasonToStop(39_001)).toBe('the cache service was silent for 30 s');
  });

  test('gives up a process that never starts', () => {
    const watch = watchCacheOperation({ ...limits, stallTimeout: 1, lookupTimeout: 1 }, 0);
    expect(watch.reasonToStop(10_000)).toBeUndefined();
    expect(watch.reasonToStop(10_001)).toBe('the cache process did not start within 10 s');
  });

  test('ends an operation that lives but takes too long', () => {
    const watch = watched([[99_000, 5]]);
    expect(watch.reasonToStop(100_000)).toBeUndefined();
    expect(watch.reasonToStop(100_001)).toBe('the cache service took longer than 100 s');
  });

  test('ends an entry that grows beyond the limit', () => {
    expect(watched([[1, 1000]]).reasonToStop(1)).toBeUndefined();
    expect(watched([[1, 1001]]).reasonToStop(1)).toBe('the entry is larger than 1000 bytes');
  });
});
