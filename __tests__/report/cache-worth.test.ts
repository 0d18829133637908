import { expect, test } from '@jest/globals';
import type { RunRecord, StepName } from '../../src/record.ts';
import { cacheWorth } from '../../src/report/cache-worth.ts';
import { moduleRecord, runRecord } from '../support/run-record.ts';

const restored = [moduleRecord({ source: 'cache' })];
const downloaded = [moduleRecord({ source: 'download' })];
const taking = (name: StepName, durationMs: number) => ({ name, startMs: 0, durationMs });

test.each<[string, Partial<RunRecord>, string | undefined]>([
  [
    'a restore that was quicker than the download had been',
    { modules: restored, steps: [taking('restore', 2000)], entryDownloadMs: 23_000 },
    'The cache saved 21.0 s: restoring took 2.0 s, downloading took 23.0 s when the entry was saved.',
  ],
  [
    'a restore that was slower',
    { modules: restored, steps: [taking('restore', 5000)], entryDownloadMs: 1000 },
    'The cache was 4.0 s slower than downloading: restoring took 5.0 s, downloading took 1.0 s when the entry was saved. Consider cache: off, layout: tree, or a nearby module proxy.',
  ],
  [
    'a difference that is noise',
    { modules: restored, steps: [taking('restore', 1000)], entryDownloadMs: 1300 },
    'The cache made no difference: restoring took 1.0 s, downloading took 1.3 s when the entry was saved.',
  ],
  ['an entry that does not say', { modules: restored, steps: [taking('restore', 2000)] }, undefined],
  [
    'a restore that had to be completed by downloading',
    { modules: [...restored, ...downloaded], steps: [taking('restore', 2000)], entryDownloadMs: 23_000 },
    undefined,
  ],
  [
    'a run that downloads and stores',
    { modules: downloaded, cacheSaved: true, steps: [taking('download', 7000), taking('save', 1500)] },
    'Saving took 1.5 s and saves the next run about 7.0 s of downloading.',
  ],
  ['a download without a cache', { modules: downloaded, steps: [taking('download', 7000)] }, undefined],
  [
    'a failed run',
    { verdict: 'failed', modules: restored, steps: [taking('restore', 2000)], entryDownloadMs: 23_000 },
    undefined,
  ],
])('%s', (_, overrides, expected) => {
  expect(cacheWorth(runRecord(overrides))).toBe(expected);
});
