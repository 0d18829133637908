import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { workflow } from '../support/workflow.ts';

const modules = [
  { path: 'example.com/alpha', version: 'v1.0.0' },
  { path: 'example.com/beta', version: 'v1.2.0' },
];

/** An Enterprise Server names the address of its results service, and has no cache service behind it. */
const enterprise = { GITHUB_SERVER_URL: 'https://git.example.com' };

describe('a server without a cache service', () => {
  test('is one line in the log, and the modules are downloaded', async () => {
    await using flow = await workflow({ modules });
    const job = await flow.job({ env: enterprise });
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs).toMatchObject({ 'cache-hit': 'false', 'cache-saved': 'false', modules: '2' });
    expect(job.log).toContain('this runner has no cache service; set `cache: directory` to use its disk');
    expect(flow.service.requests).toEqual([]);
  });

  test('leaves the directory cache, which containers with another home share', async () => {
    await using flow = await workflow({ modules });
    const inputs = { cache: 'directory', 'cache-directory': path.join(flow.dir, 'volume') };
    const home = (name: string) => ({ HOME: path.join(flow.dir, name), XDG_CACHE_HOME: '' });
    const first = await flow.job({ inputs, env: { ...enterprise, ...home('root') } });
    expect(first.outputs['cache-saved']).toBe('true');
    const second = await flow.job({ inputs, env: { ...enterprise, ...home('github/home'), GOPROXY: 'off' } });
    expect(second.report?.errors).toEqual([]);
    expect(second.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '2' });
    expect(flow.service.requests).toEqual([]);
  });
});

test('another checkout on the machine finds the modules of its persistent module cache', async () => {
  await using flow = await workflow({ modules });
  const inputs = { cache: 'off' };
  const first = await flow.job({ inputs });
  const files = flow.proxy.project('example.com/another');
  const job = await flow.job({ inputs, gomodcache: first.gomodcache, files, env: { GOPROXY: 'off' } });
  expect(job.report?.errors).toEqual([]);
  expect(job.outputs).toMatchObject({ 'modules-on-disk': '2', 'modules-downloaded': '0' });
});
