import { existsSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { goOffline } from '../support/corpus.ts';
import { silence } from '../support/fake-cache-service.ts';
import { goSumOf } from '../support/goproxy-module.ts';
import { type Workflow, type WorkflowOptions, workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const beta = { path: 'example.com/beta', version: 'v1.2.0' };
const newBeta = { path: 'example.com/beta', version: 'v1.3.0' };

describe('what a job may do with the cache', () => {
  let flow: Workflow;
  let stored: string;
  beforeAll(async () => {
    flow = await workflow({ modules: [alpha, beta, newBeta], files: before });
    stored = path.join(flow.dir, 'entries');
    await flow.job({ inputs: { cache: 'directory', 'cache-directory': stored } });
  });
  afterAll(async () => {
    await flow[Symbol.asyncDispose]();
  });

  test.each<{
    name: string;
    inputs?: Record<string, string>;
    env?: Record<string, string>;
    restores: boolean;
    saves: boolean;
    says?: RegExp;
  }>([
    { name: 'by default', restores: true, saves: true },
    { name: 'with cache-mode read', inputs: { 'cache-mode': 'read' }, restores: true, saves: false },
    {
      name: 'with cache-mode write-only',
      inputs: { 'cache-mode': 'write-only' },
      restores: false,
      saves: true,
    },
    { name: 'with cache-mode none', inputs: { 'cache-mode': 'none' }, restores: false, saves: false },
    {
      name: 'with a lower ceiling',
      env: { ACTIONS_CACHE_MODE: 'read' },
      restores: true,
      saves: false,
      says: /lowered by ACTIONS_CACHE_MODE=read/,
    },
    {
      name: 'with a ceiling that leaves nothing',
      inputs: { 'cache-mode': 'write-only' },
      env: { ACTIONS_CACHE_MODE: 'read' },
      restores: false,
      saves: false,
      says: /lowered by ACTIONS_CACHE_MODE=read/,
    },
    {
      name: 'on a tag',
      env: { GITHUB_REF_TYPE: 'tag' },
      restores: true,
      saves: false,
      says: /the default on a tag/,
    },
    {
      name: 'in a merge queue',
      env: { GITHUB_EVENT_NAME: 'merge_group' },
      restores: true,
      saves: false,
      says: /the default in a merge queue/,
    },
  ])('$name', async ({ name, inputs = {}, env = {}, restores, saves, says }) => {
    const entries = path.join(flow.dir, `entries of a job ${name}`);
    await cp(stored, entries, { recursive: true });
    const files = (await readdir(entries, { recursive: true })).length;

    // A bump: an older entry to restore from, and a new one to save.
    const directory = { cache: 'directory', 'cache-directory': entries };
    const job = await flow.job({ files: after(flow.proxy), inputs: { ...directory, ...inputs }, env });
    expect(job.code).toBe(0);
    expect(job.outputs).toMatchObject({
      'modules-restored': restores ? '1' : '0',
      'cache-saved': String(saves),
    });
    expect((await readdir(entries, { recursive: true })).length > files).toBe(saves);
    if (says !== undefined) expect(job.log).toMatch(says);
    expect(job.log).not.toMatch(/^::(?:error|warning)/m);
  });
});

const before: NonNullable<WorkflowOptions['files']> = (proxy) => ({
  'go.mod': goMod(beta.version),
  'go.sum': goSumOf([proxy.module(alpha.path), proxy.module(beta.path, beta.version)]),
});
const after: typeof before = (proxy) => ({
  'go.mod': goMod(newBeta.version),
  'go.sum': goSumOf([proxy.module(alpha.path), proxy.module(beta.path, newBeta.version)]),
});

function goMod(betaVersion: string): string {
  return `module example.com/main\n\ngo 1.21\n\nrequire (\n\t${alpha.path} ${alpha.version}\n\t${beta.path} ${betaVersion}\n)\n`;
}

test('after a bump the older entry is used, and only the new module downloaded', async () => {
  await using flow = await workflow({ modules: [alpha, beta, newBeta], files: before });
  const old = await flow.job();
  flow.proxy.requests.length = 0;

  const job = await flow.job({ files: after(flow.proxy) });
  expect(job.outputs).toMatchObject({
    'cache-hit': 'false',
    'cache-matched-key': `${old.outputs['cache-key']}-1`,
    'modules-restored': '1',
    'modules-downloaded': '1',
  });
  expect(flow.proxy.asked('zip')).toEqual(['/example.com/beta/@v/v1.3.0.zip']);
  expect(existsSync(path.join(job.gomodcache, 'example.com/beta@v1.2.0'))).toBe(false);
});

describe('lookup-only', () => {
  test('ends a hit without transferring anything', async () => {
    await using flow = await workflow({ modules: [alpha] });
    const stored = await flow.job();
    const before = flow.service.requests.length;
    flow.proxy.requests.length = 0;

    const job = await flow.job({ inputs: { 'lookup-only': 'true' } });
    expect(job.code).toBe(0);
    expect(job.outputs).toMatchObject({
      'cache-hit': 'true',
      'cache-matched-key': `${stored.outputs['cache-key']}-1`,
      modules: '0',
      'bytes-restored': '0',
    });
    expect(flow.service.requests.slice(before).map(({ method }) => method)).toEqual([
      'GetCacheEntryDownloadURL',
    ]);
    expect(flow.proxy.requests).toEqual([]);
    expect(existsSync(job.gomodcache)).toBe(false);
  });

  test('downloads and saves after a miss', async () => {
    await using flow = await workflow({ modules: [alpha] });
    const job = await flow.job({ inputs: { 'lookup-only': 'true' } });
    expect(job.outputs).toMatchObject({
      'cache-hit': 'false',
      'cache-saved': 'true',
      'modules-downloaded': '1',
    });
  });
});

describe('fail-on-cache-miss', () => {
  const inputs = { 'fail-on-cache-miss': 'true' };

  test('fails the job when nothing matched at all', async () => {
    await using flow = await workflow({ modules: [alpha] });
    const job = await flow.job({ inputs });
    expect(job.code).toBe(1);
    expect(job.log).toMatch(
      /^::error title=Cache error%3A see fail-on-cache-miss::no cache entry for go-mod-v1-.*%0ARun the job that fills/m,
    );
    expect(job.report?.errors).toMatchObject([{ code: 'cache-miss', class: 'cache' }]);
    expect(flow.proxy.requests).toEqual([]);
  });

  test('does not fail it because the service is down', async () => {
    await using flow = await workflow({ modules: [alpha], service: { faults: { lookup: silence } } });
    const job = await flow.job({ inputs: { ...inputs, 'stall-timeout': '1s' } });
    expect(job.code).toBe(0);
    expect(job.outputs['modules-downloaded']).toBe('1');
  });
});

test('clean empties the module cache, ignores what is stored, and replaces it', async () => {
  await using flow = await workflow({ modules: [alpha] });
  const first = await flow.job();
  flow.proxy.requests.length = 0;

  const job = await flow.job({ on: first, inputs: { clean: 'true' } });
  expect(job.outputs).toMatchObject({
    'modules-on-disk': '0',
    'modules-restored': '0',
    'modules-downloaded': '1',
    'cache-saved': 'true',
  });
  expect(flow.proxy.asked('zip')).toHaveLength(1);
  const key = first.outputs['cache-key'];
  expect(flow.service.entries.map((entry) => entry.key)).toEqual([`${key}-1`, `${key}-2`]);
});

test('layout zip places no trees, and the go command builds from what it places', async () => {
  await using flow = await workflow({ modules: [alpha] });
  await flow.job();

  const job = await flow.job({ inputs: { layout: 'zip' }, env: { GOPROXY: 'off' } });
  expect(job.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '1' });
  expect(existsSync(path.join(job.gomodcache, 'cache/download/example.com/alpha/@v/v1.0.0.zip'))).toBe(true);
  expect(existsSync(path.join(job.gomodcache, 'example.com'))).toBe(false);
  goOffline(['build', '.'], job.workspace, job.gomodcache);
});
