import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sentenceOf, type VerdictFacts } from '../../src/report/verdict.ts';
import { formatBytes, formatCount, formatDuration } from '../../src/text/format.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [12_345_678, '12.3 MB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [1_234_567_890, '1.2 GB'],
  [5e12, '5.0 TB'],
  [5e15, '5000.0 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('sizes below the largest unit never have four digits before the point', () => {
  fc.assert(
    fc.property(fc.nat({ max: 900_000_000_000_000 }), (bytes) => {
      expect(formatBytes(bytes)).toMatch(/^\d{1,3}(?:\.\d [kMGT]B| B)$/);
    }),
  );
});

test.each([
  [0, '0 ms'],
  [340.4, '340 ms'],
  [999.6, '1.0 s'],
  [4210, '4.2 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 0 s'],
  [125_000, '2 min 5 s'],
  [3_599_600, '1 h 0 min'],
  [3_720_000, '1 h 2 min'],
])('%d ms are %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('counts agree with their noun', () => {
  expect([0, 1, 2].map((count) => formatCount(count, 'module'))).toEqual([
    '0 modules',
    '1 module',
    '2 modules',
  ]);
  expect(formatCount(2, 'retry', 'retries')).toBe('2 retries');
});

describe('the verdict', () => {
  test.each<[string, VerdictFacts]>([
    [
      'Nothing to download: the module has no dependencies.',
      { kind: 'nothing-to-do', because: 'the module has no dependencies' },
    ],
    [
      'The cache has an entry for this key (go-mod-v1-a-b); nothing was transferred.',
      { kind: 'looked-up', key: 'go-mod-v1-a-b' },
    ],
    [
      '249 modules ready: 240 restored, 9 downloaded in 4.2 s.',
      { kind: 'done', tally: { disk: 0, cache: 240, download: 9 }, rejected: 0, durationMs: 4200 },
    ],
    [
      '1 module ready: 1 already on disk in 12 ms.',
      { kind: 'done', tally: { disk: 1, cache: 0, download: 0 }, rejected: 0, durationMs: 12 },
    ],
    [
      '3 modules ready: 2 restored, 1 downloaded in 1.0 s; 1 cached module failed verification and was downloaded again.',
      { kind: 'done', tally: { disk: 0, cache: 2, download: 1 }, rejected: 1, durationMs: 1000 },
    ],
    [
      '0 modules ready in 10 ms.',
      { kind: 'done', tally: { disk: 0, cache: 0, download: 0 }, rejected: 0, durationMs: 10 },
    ],
    [
      '3 of 249 modules could not be downloaded: the connection was reset.',
      { kind: 'failed', failed: 3, total: 249, reason: 'the connection was reset\nmore' },
    ],
    ['1 module could not be downloaded: gone.', { kind: 'failed', failed: 1, total: 0, reason: 'gone.' }],
    [
      'Modules could not be downloaded: go.mod:3: unknown directive.',
      { kind: 'failed', failed: 0, total: 0, reason: 'go.mod:3: unknown directive' },
    ],
  ])('%s', (sentence, facts) => {
    expect(sentenceOf(facts)).toBe(sentence);
  });
});
