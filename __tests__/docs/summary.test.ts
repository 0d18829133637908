import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { summaryMarkdown } from '../../src/report/summary.ts';
import { failureRecord, moduleRecord, runRecord } from '../support/run-record.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/summary.md'), 'utf8');

const slowest = [
  ['github.com/cenkalti/backoff/v4', 80, 2700],
  ['github.com/spf13/cobra', 310, 2800],
  ['gopkg.in/yaml.v3', 340, 2600],
  ['github.com/cyberphone/json-canonicalization', 430, 2600],
  ['github.com/go-openapi/loads', 520, 3400],
  ['github.com/klauspost/compress', 640, 3300],
  ['go.mongodb.org/mongo-driver', 920, 2900],
  ['golang.org/x/tools', 940, 2800],
] as const;

/** A run that was measured on a network that drops one request in fifty. */
const firstRun = runRecord({
  sentence: '158 modules ready: 158 downloaded in 8.7 s.',
  cacheHit: false,
  cacheKey: 'go-mod-v1-a0734f5ccf6c-845a74aaeec7967a1aed982ce2873481c69a3a4f',
  cacheMatchedKey: undefined,
  cacheSaved: true,
  cacheNotes: [
    'Cache: no entry for this key, and no older entry of this project',
    'Cache: saved 158 modules (97.7 MB) as go-mod-v1-a0734f5ccf6c-845a74aaeec7967a1aed982ce2873481c69a3a4f-1',
  ],
  modules: [
    ...slowest.map(([name, startMs, durationMs]) =>
      moduleRecord({ path: name, source: 'download', transfer: { startMs, durationMs } }),
    ),
    ...Array.from({ length: 150 }, () => moduleRecord({ source: 'download' })),
  ],
  bytesRestored: 0,
  bytesDownloaded: 127_300_000,
  bytesSaved: 97_700_000,
  retries: 13,
  hosts: [
    {
      host: 'proxy.example.com',
      attempts: 559,
      bytes: 127_300_000,
      firstByte: 100,
      retries: 13,
      resumes: 4,
      failovers: 0,
      breakerChanges: 0,
    },
  ],
  durationMs: 8700,
  steps: [
    { name: 'plan', startMs: 0, durationMs: 57 },
    { name: 'restore', startMs: 57, durationMs: 2 },
    { name: 'download', startMs: 59, durationMs: 4100 },
    { name: 'save', startMs: 4160, durationMs: 4500 },
  ],
  keyIngredients: ['main modules: example.com/service', 'checksums: 559 lines of go.sum and go.work.sum'],
});

const mistyped = 'githb.com/mattn/go-isatty';
const failedRun = runRecord({
  verdict: 'failed',
  sentence: `1 of 33 modules could not be downloaded: ${mistyped}@v0.0.20: 404 Not Found (from proxy.example.com).`,
  cacheHit: false,
  cacheKey: undefined,
  cacheMatchedKey: undefined,
  cacheNotes: ['Cache: not restored: `cache` is off'],
  modules: [],
  retries: 0,
  durationMs: 2400,
  steps: [
    { name: 'plan', startMs: 0, durationMs: 72 },
    { name: 'restore', startMs: 72, durationMs: 1 },
    { name: 'download', startMs: 73, durationMs: 2300 },
  ],
  errors: [
    failureRecord({
      class: 'not-found',
      code: 'module-not-found',
      fault: 'go.mod',
      module: `${mistyped}@v0.0.20`,
      location: { file: 'go.mod', line: 12 },
      message: `${mistyped}@v0.0.20: 404 Not Found (from proxy.example.com)`,
      hint: `${mistyped} was not found. Did you mean \`github.com/mattn/go-isatty\`? If ${mistyped} is private, set \`goprivate: githb.com/mattn/*\`: it is then fetched from its repository, without a proxy or the checksum database. If not, check the path and the version for mistakes.`,
      original: `go: ${mistyped}@v0.0.20: reading https://proxy.example.com/${mistyped}/@v/v0.0.20.mod: 404 Not Found`,
    }),
  ],
});

test.each([
  { name: 'a first run', record: firstRun },
  { name: 'a failed run', record: failedRun },
])('the page of the summary shows $name as it is written today', ({ record }) => {
  expect(page).toContain(`<!-- example -->\n\n${summaryMarkdown(record)}\n<!-- end of the example -->\n`);
});
