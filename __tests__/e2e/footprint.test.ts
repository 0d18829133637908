import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { distDir } from '../support/dist.ts';
import { type Job, type JobOptions, type Workflow, workflow } from '../support/workflow.ts';

const recorder = pathToFileURL(path.resolve(import.meta.dirname, '../support/module-recorder.mjs')).href;
const bundles = `${pathToFileURL(distDir).href}/`;
const modules = [{ path: 'example.com/alpha', version: 'v1.0.0' }];

interface Footprint {
  /** The names of the files of dist/ that were loaded, in all threads. */
  readonly loaded: readonly string[];
  readonly loadedBytes: number;
  /** The names of the programs that were started. */
  readonly started: readonly string[];
}

async function recorded(flow: Workflow, options: JobOptions): Promise<{ job: Job; footprint: Footprint }> {
  const file = path.join(flow.dir, 'recorded');
  const env = { NODE_OPTIONS: `--import ${recorder}`, RECORD_LOADED: file, ...options.env };
  const job = await flow.job({ ...options, env });
  const lines: { loaded?: string; started?: string }[] = (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const files = lines.flatMap(({ loaded = '' }) =>
    loaded.startsWith(bundles) ? [fileURLToPath(loaded)] : [],
  );
  const sizes = await Promise.all(files.map(async (name) => (await stat(name)).size));
  return {
    job,
    footprint: {
      loaded: files.map((name) => path.basename(name)),
      loadedBytes: sizes.reduce((sum, size) => sum + size, 0),
      started: lines.flatMap(({ started }) => (started === undefined ? [] : [path.basename(started)])),
    },
  };
}

describe('nothing heavy is loaded or started', () => {
  test('when nothing has to be there', async () => {
    await using flow = await workflow({ modules, files: () => ({ 'go.mod': 'module example.com/main\n' }) });
    const { job, footprint } = await recorded(flow, {});
    expect(job.report?.verdict).toBe('nothing-to-do');
    expect(footprint.loaded).toContain('main.mjs');
    expect(footprint.loadedBytes).toBeLessThan(500_000);
    expect(new Set(footprint.started)).toEqual(new Set(['go']));
  });

  test('when everything is there and the cache is off', async () => {
    await using flow = await workflow({ modules });
    const inputs = { cache: 'off' };
    const first = await flow.job({ inputs });
    const { job, footprint } = await recorded(flow, { on: first, inputs });
    expect(job.outputs['modules-on-disk']).toBe('1');
    expect(footprint.loadedBytes).toBeLessThan(500_000);
    expect(new Set(footprint.started)).toEqual(new Set(['go']));
  });
});

test.each([
  ['local', ['go', 'go']],
  // `go env GOTOOLCHAIN` besides.
  ['', ['go', 'go', 'go']],
])(
  'a step that finds everything on disk asks the cache once, with GOTOOLCHAIN=%s',
  async (GOTOOLCHAIN, started) => {
    await using flow = await workflow({ modules });
    const on = await flow.job();
    const before = flow.service.requests.length;
    const { job, footprint } = await recorded(flow, { on, env: { GOTOOLCHAIN } });
    expect(job.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-on-disk': '1' });
    expect(footprint.started).toEqual(started);
    expect(flow.service.requests.slice(before)).toMatchObject([{ method: 'GetCacheEntryDownloadURL' }]);
  },
);

test('what a step loads at its start is in few files, of which one has nearly all', async () => {
  await using flow = await workflow({ modules, files: () => ({ 'go.mod': 'module example.com/main\n' }) });
  const { footprint } = await recorded(flow, {});
  expect(footprint.loaded).toContain('run.mjs');
  expect(new Set(footprint.loaded).size).toBeLessThan(12);
});

test('a look-up and a restore start no program besides go, and load nothing of GitHub’s client', async () => {
  await using flow = await workflow({ modules });
  const first = await flow.job();
  for (const options of [{ on: first }, {}]) {
    const { job, footprint } = await recorded(flow, options);
    expect(job.outputs['cache-hit']).toBe('true');
    expect(new Set(footprint.started)).toEqual(new Set(['go']));
    expect(footprint.loaded).not.toContain('cache-child.mjs');
    expect(footprint.loaded.includes('pack-worker.mjs')).toBe(!('on' in options));
  }
});

test('what restores and saves is loaded when it is needed', async () => {
  await using flow = await workflow({ modules });
  const { footprint } = await recorded(flow, {});
  expect(footprint.loaded).toContain('pack-worker.mjs');
  expect(footprint.started).toContain('cache-child.mjs');
});
