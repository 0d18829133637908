import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { fingerprintOf, goOffline } from '../support/corpus.ts';
import { fakeCacheService, gzipVersion, packVersion } from '../support/fake-cache-service.ts';
import { workflow } from '../support/workflow.ts';

const modules = [
  { path: 'example.com/alpha', version: 'v1.0.0' },
  { path: 'example.com/beta', version: 'v1.2.0' },
];

test('an entry restores into another module cache, from another depth, as the go command left it', async () => {
  await using flow = await workflow({ modules });
  const first = await flow.job({ checkout: 'project' });
  expect(first.outputs).toMatchObject({ 'cache-saved': 'true', 'modules-downloaded': '2' });

  flow.proxy.requests.length = 0;
  const second = await flow.job({
    checkout: 'a/deeper/place',
    gomodcache: path.join(flow.dir, 'elsewhere', 'mod cache'),
  });
  expect(second.outputs).toMatchObject({
    'cache-hit': 'true',
    'cache-key': first.outputs['cache-key'],
    'cache-matched-key': `${first.outputs['cache-key']}-1`,
    'modules-restored': '2',
  });
  expect(flow.proxy.requests).toEqual([]);
  expect(goOffline(['mod', 'verify'], second.workspace, second.gomodcache)).toContain('all modules verified');
  expect(await fingerprintOf(second.workspace)).toBe(await fingerprintOf(first.workspace));
  const versions = flow.service.requests.map(({ body }) => body['version']).filter((v) => v !== undefined);
  expect(new Set(versions)).toEqual(new Set([packVersion, gzipVersion]));
});

test('a service of the operators is read and written if the workflow allows its host, and gets nothing if not', async () => {
  await using flow = await workflow({ modules });
  await using custom = await fakeCacheService();
  const env = { CUSTOM_ACTIONS_RESULTS_URL: custom.url };
  const refused = await flow.job({ env });
  expect(refused.log).toContain('Cache: CUSTOM_ACTIONS_RESULTS_URL is not used');
  expect(refused.outputs).toMatchObject({ 'cache-saved': 'true' });
  expect(custom.requests).toEqual([]);
  const asked = flow.service.requests.length;

  const inputs = { 'cache-service-hosts': new URL(custom.url).host };
  const saved = await flow.job({ env: { ...env, ACTIONS_RUNTIME_TOKEN: custom.token }, inputs });
  expect(saved.log).toContain(`Cache: the cache service is ${new URL(custom.url).origin}`);
  expect(saved.log).toContain(`::add-mask::${custom.token}`);
  expect(saved.outputs).toMatchObject({ 'cache-hit': 'false', 'cache-saved': 'true' });
  const restored = await flow.job({ env: { ...env, ACTIONS_RUNTIME_TOKEN: custom.token }, inputs });
  expect(restored.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '2' });
  expect(flow.service.requests).toHaveLength(asked);
});

test('a machine that has everything transfers nothing', async () => {
  await using flow = await workflow({ modules });
  const first = await flow.job();
  flow.proxy.requests.length = 0;
  const before = flow.service.requests.length;

  const second = await flow.job({ on: first });
  expect(second.outputs).toMatchObject({
    'cache-hit': 'true',
    'modules-on-disk': '2',
    'bytes-restored': '0',
    'bytes-downloaded': '0',
  });
  expect(flow.proxy.requests).toEqual([]);
  expect(flow.service.requests.slice(before).map(({ method }) => method)).toEqual([
    'GetCacheEntryDownloadURL',
  ]);
});

test('of two jobs that save the same key at once both succeed and one saves', async () => {
  await using flow = await workflow({ modules });
  const jobs = await Promise.all([flow.job(), flow.job()]);
  for (const job of jobs) {
    expect(job.code).toBe(0);
    expect(job.outputs['modules']).toBe('2');
    expect(job.log).not.toMatch(/^::(?:error|warning)/m);
  }
  const stored = flow.service.entries.filter(({ done }) => done);
  expect(stored.map(({ key }) => key)).toEqual([`${jobs[0]?.outputs['cache-key']}-1`]);
  expect(jobs.filter(({ outputs }) => outputs['cache-saved'] === 'true')).toHaveLength(1);
});

test('a job leaves nothing but its report behind', async () => {
  await using flow = await workflow({ modules });
  const saving = await flow.job();
  const restoring = await flow.job();
  for (const { machine, outputs, gomodcache } of [saving, restoring]) {
    expect((await readdir(path.join(machine, 'temp'))).sort()).toEqual(
      ['env', path.basename(outputs['report'] ?? ''), 'output', 'summary'].sort(),
    );
    expect((await readdir(gomodcache)).sort()).toEqual(['cache', 'example.com']);
    expect(await readdir(path.join(gomodcache, 'cache', 'download'))).toEqual(['example.com']);
  }
  expect(await readdir(path.join(restoring.gomodcache, 'cache', 'go-mod-download'))).toEqual([]);
});
