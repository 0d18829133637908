import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { jsonReport, writeReport } from '../../src/report/json-report.ts';
import { outputDefinitions, outputsOf } from '../../src/report/outputs.ts';
import { recordingGuard } from '../support/recording-guard.ts';
import { failureRecord, runRecord } from '../support/run-record.ts';
import { tempDir } from '../support/temp-dir.ts';

const rejected = [{ module: 'example.com/alpha@v1.0.0', reason: 'h1 differs' }];

test('the outputs are the record in text', () => {
  expect(outputsOf(runRecord({ rejected, durationMs: 4200.7 }), '/tmp/report.json')).toEqual({
    'cache-hit': 'true',
    'cache-key': 'go-mod-v1-scope-digest',
    'cache-matched-key': 'go-mod-v1-scope-digest-1',
    'cache-saved': 'false',
    'go-version': '1.26.8',
    gomodcache: '/home/user/go/pkg/mod',
    modules: '3',
    'modules-on-disk': '1',
    'modules-restored': '1',
    'modules-downloaded': '1',
    'modules-rejected': '1',
    'bytes-restored': '2500000',
    'bytes-downloaded': '12300',
    'bytes-saved': '0',
    retries: '1',
    'duration-ms': '4201',
    report: '/tmp/report.json',
  });
});

test('every output is defined, in the same order', () => {
  expect(Object.keys(outputsOf(runRecord(), ''))).toEqual(outputDefinitions.map(({ name }) => name));
});

test('the report holds the outputs as what they are, and all of the record', () => {
  const place = { file: 'go.mod', line: 3 };
  const failure = failureRecord({ module: 'example.com/gamma@v1.0.0' });
  const record = runRecord({ rejected, errors: [failure, { ...failure, location: place }] });
  const report = JSON.parse(jsonReport(record, outputsOf(record, 'r.json')));
  expect(report).toMatchObject({
    schema: 1,
    verdict: 'done',
    sentence: record.sentence,
    outputs: { 'cache-hit': true, 'cache-saved': false, modules: 3, 'duration-ms': 4200, report: 'r.json' },
    cacheNotes: record.cacheNotes,
    keyIngredients: record.keyIngredients,
    steps: record.steps,
    modules: record.modules,
    rejected,
    errors: [failure, { ...failure, place }],
  });
  expect(Object.keys(report.errors[1])).not.toContain('location');
  expect(Object.keys(report.outputs)).toEqual(outputDefinitions.map(({ name }) => name));
});

describe('writing the report', () => {
  test('makes the folders it needs, replaces what was there and leaves nothing else', async () => {
    await using dir = await tempDir({ 'a/b/report.json': 'old' });
    const file = path.join(dir.path, 'a/b/report.json');
    const guard = recordingGuard();
    await writeReport(file, 'new', guard);
    await writeReport(path.join(dir.path, 'c d/e/report.json'), 'also new', guard);
    expect(await readFile(file, 'utf8')).toBe('new');
    expect(await readFile(path.join(dir.path, 'c d/e/report.json'), 'utf8')).toBe('also new');
    expect(await readdir(path.dirname(file))).toEqual(['report.json']);
    expect(guard.told).toEqual([
      expect.stringContaining('/report.json.'),
      expect.stringContaining('/e/report.json.'),
    ]);
    expect(guard.held.size).toBe(0);
  });

  test.each([
    ['a folder is in its place', 'taken'],
    ['a file is in the place of its folder', 'file/report.json'],
  ])('says so when %s, and leaves nothing', async (_name, target) => {
    await using dir = await tempDir({ file: '' });
    await mkdir(path.join(dir.path, 'taken'));
    const guard = recordingGuard();
    await expect(writeReport(path.join(dir.path, target), 'x', guard)).rejects.toMatchObject({
      code: 'report-not-written',
      class: 'disk',
      message: expect.stringContaining(target),
    });
    expect((await readdir(dir.path)).sort()).toEqual(['file', 'taken']);
    expect(guard.held.size).toBe(0);
  });
});
