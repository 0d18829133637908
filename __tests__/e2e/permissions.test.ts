import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { workflow } from '../support/workflow.ts';

const nobody = 65534;
// Root may write anywhere, so that this can only be seen as somebody else, and only root can become that.
const asNobody = process.getuid?.() === 0 ? test : test.skip;
const modules = [{ path: 'example.com/alpha', version: 'v1.0.0' }];

asNobody('a module cache that cannot be written to is an error of the disk', async () => {
  await using flow = await workflow({ modules });
  const gomodcache = path.join(flow.dir, 'read-only');
  await mkdir(gomodcache, { mode: 0o555 });
  const job = await flow.job({ uid: nobody, gomodcache });
  expect(job.code).toBe(1);
  expect(job.report?.errors).toMatchObject([{ class: 'disk', hint: expect.stringMatching(/GOMODCACHE/) }]);
  expect(job.log).toMatch(/^::error title=Disk error::.*permission denied/m);
});

asNobody(
  'a module cache that cannot be written to is an error of the disk also when there is an entry',
  async () => {
    await using flow = await workflow({ modules });
    await flow.job();
    const gomodcache = path.join(flow.dir, 'read-only');
    await mkdir(gomodcache, { mode: 0o555 });
    const job = await flow.job({ uid: nobody, gomodcache });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([{ class: 'disk', hint: expect.stringMatching(/GOMODCACHE/) }]);
  },
);

asNobody('a cache directory that cannot be written to costs one line', async () => {
  await using flow = await workflow({ modules });
  const locked = path.join(flow.dir, 'locked');
  await mkdir(locked, { mode: 0o555 });
  const inputs = { cache: 'directory', 'cache-directory': path.join(locked, 'entries') };
  const job = await flow.job({ uid: nobody, inputs });
  expect(job.code).toBe(0);
  expect(job.outputs).toMatchObject({ 'modules-downloaded': '1', 'cache-saved': 'false' });
  const lines = job.log.split('\n').filter((line) => line.includes('EACCES'));
  expect(lines).toEqual([expect.stringMatching(/^Cache: not saved: /)]);
});

asNobody('a module cache of another user is filled by one who may write there', async () => {
  await using flow = await workflow({ modules });
  await flow.job();
  const job = await flow.job({ uid: nobody, env: { GOPROXY: 'off' } });
  expect(job.code).toBe(0);
  expect(job.outputs['modules-restored']).toBe('1');
});

asNobody.each<{ patterns: string; complaints: number }>([
  { patterns: '', complaints: 1 },
  { patterns: '**/go.mod', complaints: 1 },
  { patterns: 'svc/go.mod', complaints: 0 },
])(
  'a folder that may not be read is passed over with the patterns "$patterns"',
  async ({ patterns, complaints }) => {
    await using flow = await workflow({ modules });
    const checkout = path.join(flow.dir, 'checkout');
    const data = path.join(checkout, 'data');
    await mkdir(path.join(checkout, 'svc'), { recursive: true });
    await mkdir(data, { mode: 0o700 });
    for (const [name, text] of Object.entries(flow.proxy.project())) {
      await writeFile(path.join(checkout, 'svc', name), text);
    }
    const inputs = { 'working-directory': checkout, 'go-mod-files': patterns };
    const job = await flow.job({ uid: nobody, inputs });
    expect(job.code).toBe(0);
    expect(job.outputs['modules-downloaded']).toBe('1');
    const lines = job.log.split('\n').filter((line) => line.includes(`No permission to read ${data}`));
    expect(lines).toHaveLength(complaints);
  },
);
