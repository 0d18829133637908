import { rm } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { modcachePaths } from '../../src/modcache/modcache.ts';
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
