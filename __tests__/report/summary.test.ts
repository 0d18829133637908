import { expect, test } from '@jest/globals';
import { summaryMarkdown } from '../../src/report/summary.ts';
import { failureRecord, moduleRecord, runRecord } from '../support/run-record.ts';

test('a good run is one screen', () => {
  expect(summaryMarkdown(runRecord({ cacheSaved: true, bytesSaved: 2_000_000 }))).toBe(`### Go modules

**3 modules ready: 1 already on disk, 1 restored, 1 downloaded in 4.2 s.**

|  | Modules | Bytes | Time |
| --- | --: | --: | --: |
| On disk | 1 |  |  |
| Restored | 1 | 2.5 MB |  |
| Downloaded | 1 | 12.3 kB | 4.0 s |
| Rejected | 0 |  |  |
| Saved | 3 | 2.0 MB |  |

Total 4.2 s, Go 1.26.8: plan 200 ms · download 4.0 s; 1 retry

\`\`\`mermaid
gantt
  dateFormat YYYY-MM-DD HH:mm:ss.SSS
  axisFormat %-S s
  tickInterval 1second
  todayMarker off
  section Steps
  plan 200 ms :2026-01-01 00:00:00.000, 200ms
  download 4.0 s :2026-01-01 00:00:00.200, 4000ms
\`\`\`

- An entry of this key was restored.

<details><summary>Cache key and its ingredients</summary>

- Key: <code>go-mod-v1-scope-digest</code>
- Entry found: <code>go-mod-v1-scope-digest-1</code>
- <code>go.sum: 3 lines</code>

</details>
`);
});

test('what the cache was worth stands beside the verdict', () => {
  const record = runRecord({
    sentence: '1 module ready: 1 restored in 1.0 s.',
    modules: [moduleRecord()],
    entryDownloadMs: 9000,
    steps: [{ name: 'restore', startMs: 0, durationMs: 1000 }],
  });
  expect(summaryMarkdown(record)).toContain(
    '**1 module ready: 1 restored in 1.0 s.** The cache saved 8.0 s: restoring took 1.0 s, downloading took 9.0 s',
  );
});

test('only servers that made trouble are listed', () => {
  const calm = {
    host: 'calm.example.com',
    attempts: 9,
    bytes: 1,
    firstByte: 3,
    retries: 0,
    resumes: 0,
    failovers: 0,
    breakerChanges: 0,
  };
  const shaky = { ...calm, host: 'shaky.example.com', retries: 4, resumes: 1, failovers: 2 };
  const summary = summaryMarkdown(runRecord({ hosts: [calm, shaky] }));
  expect(summary).toContain('| <code>shaky.example.com</code> | 9 | 4 | 1 | 2 | 3 ms |');
  expect(summary).not.toContain('calm.example.com');
});

test('a run that had nothing to do says only that', () => {
  const record = runRecord({
    verdict: 'nothing-to-do',
    sentence: 'Nothing to download: the module has no dependencies.',
    modules: [],
    steps: [],
    cacheNotes: [],
    cacheKey: undefined,
  });
  expect(summaryMarkdown(record)).toBe(
    '### Go modules\n\n**Nothing to download: the module has no dependencies.**\n',
  );
});

test('an error stands with its module, its line, its class, what to do and what the command said', () => {
  const error = failureRecord({
    module: 'example.com/alpha@v1.0.0',
    location: { file: 'go.mod', line: 3 },
    attempts: 6,
    original: 'go: example.com/alpha@v1.0.0: <reset>\n\tby peer',
  });
  expect(summaryMarkdown(runRecord({ errors: [error] }))).toContain(
    `- <code>example.com/alpha@<!-- -->v1.0.0</code> · <code>go.mod:3</code> · the connection was reset (network)<br>Cause: infrastructure (not your go.mod), 6 attempts<br>What to do: Run it again.

<details><summary>Output of the command</summary>

<pre>go: example.com/alpha@v1.0.0: &lt;reset&gt;
	by peer</pre>

</details>
`,
  );
});

test('of many errors, rejections and ingredients only the first are shown, and how many there are more', () => {
  const numbers = Array.from({ length: 25 }, (_, index) => index);
  const summary = summaryMarkdown(
    runRecord({
      errors: numbers.map((n) => failureRecord({ message: `error ${n};` })),
      rejected: numbers.map((n) => ({ module: `example.com/m${n}@v1.0.0`, reason: 'differs' })),
      keyIngredients: numbers.map((n) => `ingredient ${n};`),
    }),
  );
  expect(summary.match(/and 5 more, in the JSON report/g)).toHaveLength(2);
  expect(summary).toContain('- and 20 more, in the JSON report');
  for (const shown of ['error 4;', 'example.com/m19@', 'ingredient 19;']) expect(summary).toContain(shown);
  for (const hidden of ['error 5;', 'example.com/m20@', 'ingredient 20;'])
    expect(summary).not.toContain(hidden);
});

test('text from outside stays text', () => {
  const evil = 'x|y</details><script>\n# `title`';
  const summary = summaryMarkdown(
    runRecord({
      sentence: evil,
      goVersion: evil,
      cacheKey: evil,
      cacheMatchedKey: evil,
      cacheNotes: [evil],
      keyIngredients: [evil],
      rejected: [{ module: evil, reason: evil }],
      errors: [failureRecord({ message: evil, hint: evil, module: evil, location: { file: evil } })],
    }),
  );
  expect(summary).not.toContain('<script>');
  expect(summary.match(/<\/details>/g)).toHaveLength(1);
  expect(summary.match(/^# /gm)).toBeNull();
  expect(summary).toContain('x&#124;y&lt;/details&gt;&lt;script&gt; # &#96;title&#96;');
});

test('the largest summary that can come out stays far below the 1 MiB that GitHub takes', () => {
  const huge = '<'.repeat(100_000);
  const many = Array.from({ length: 5000 });
  const summary = summaryMarkdown(
    runRecord({
      sentence: huge,
      cacheNotes: many.map(() => huge),
      keyIngredients: many.map(() => huge),
      rejected: many.map(() => ({ module: huge, reason: huge })),
      errors: many.map(() => failureRecord({ message: huge, hint: huge, module: huge, original: huge })),
    }),
  );
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
});
