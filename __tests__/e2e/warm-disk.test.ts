import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { goThat } from '../support/go-that.ts';
import { waitUntil } from '../support/processes.ts';
import { type Job, type Workflow, workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const beta = { path: 'example.com/beta', version: 'v1.2.0' };

/** Runs one more job on the machine of `first`, without a module proxy, and returns what it asked the cache service. */
async function again(flow: Workflow, first: Job, layout: string) {
  const before = flow.service.requests.length;
  const job = await flow.job({ on: first, inputs: { layout }, env: { GOPROXY: 'off' } });
  expect(job.report?.errors).toEqual([]);
  return { job, asked: flow.service.requests.slice(before).map(({ method }) => method) };
}

describe.each(['full', 'tree', 'zip'])('with layout: %s, a module cache', (layout) => {
  test('that holds everything costs one question, and nothing is transferred', async () => {
    await using flow = await workflow({ modules: [alpha, beta] });
    const first = await flow.job({ inputs: { layout } });
    const { job, asked } = await again(flow, first, layout);
    expect(job.outputs).toMatchObject({
      'modules-on-disk': '2',
      'modules-restored': '0',
      'cache-saved': 'false',
    });
    expect(asked).toEqual(['GetCacheEntryDownloadURL']);
  });

  test('is checked while the cache is asked', async () => {
    await using flow = await workflow({ modules: [alpha, beta] });
    const on = await flow.job({ inputs: { layout } });
    const before = flow.service.requests.length;
    const asked = path.join(flow.dir, 'asked');
    const wait = `while [ ! -e '${asked}' ]; do sleep 0.05; done`;
    const PATH = await goThat(flow.dir, '"mod download"|"mod graph"', wait);
    const job = flow.job({ on, inputs: { layout }, env: { PATH, GOPROXY: 'off' } });
    await waitUntil(() => flow.service.requests.length > before);
    await writeFile(asked, '');
    expect((await job).outputs).toMatchObject({ 'modules-on-disk': '2', 'cache-hit': 'true' });
  });

  test('that lacks a module gets that one from the entry', async () => {
    await using flow = await workflow({ modules: [alpha, beta] });
    const first = await flow.job({ inputs: { layout } });
    const { tree, zip, ziphash } = modcachePaths(first.gomodcache, beta);
    for (const name of [tree, zip, ziphash]) await rm(name, { recursive: true, force: true });
    const { job, asked } = await again(flow, first, layout);
    expect(job.outputs).toMatchObject({
      'cache-hit': 'true',
      'modules-restored': '1',
      'modules-downloaded': '0',
    });
    expect(asked).toContain('GET');
  });
});
