import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Breakage, brokenDist } from '../support/broken-dist.ts';
import type { Fault, GoproxyRequest } from '../support/fake-goproxy.ts';
import { type Job, workflow } from '../support/workflow.ts';

const modules = [
  { path: 'example.com/alpha', version: 'v1.0.0' },
  { path: 'example.com/beta', version: 'v1.2.0' },
];

async function verified(job: Job): Promise<void> {
  for (const { path: name, version } of modules)
    expect(existsSync(path.join(job.gomodcache, `${name}@${version}`))).toBe(true);
  const env = { ...process.env, GOMODCACHE: job.gomodcache, GOPROXY: 'off', GOSUMDB: 'off', GOFLAGS: '' };
  execFileSync('go', ['mod', 'verify'], { cwd: job.workspace, env });
}

describe('a fault of ours does not fail a job that the go command passes', () => {
  test.each<{ name: string; breakage: Breakage; names: RegExp; part?: string }>([
    {
      name: 'in the plan',
      breakage: { function: 'makePlan', in: 'run.' },
      names: /The plan failed/,
      part: 'plan',
    },
    {
      name: 'in reading go.mod',
      breakage: { function: 'parseGoMod', in: 'run.' },
      names: /The plan failed/,
      part: 'plan',
    },
    {
      name: 'in the cache key',
      breakage: { function: 'makeCacheKey', in: 'run.' },
      names: /The plan failed/,
      part: 'plan',
    },
    {
      name: 'in looking at the disk',
      breakage: { function: 'inspectDisk', in: 'run.' },
      names: /The restore failed/,
      part: 'restore',
    },
    {
      name: 'in the restore',
      breakage: { file: 'cache.restore.mjs' },
      names: /The restore failed/,
      part: 'restore',
    },
    {
      name: 'in the module proxy',
      breakage: { function: 'startModuleProxy', in: 'proxy.' },
      names: /The module proxy failed/,
      part: 'module proxy',
    },
    {
      name: 'in placing modules',
      breakage: { function: 'openPlacement', in: 'proxy.' },
      names: /The module proxy failed/,
      part: 'module proxy',
    },
    {
      name: 'in the HTTP client',
      breakage: { file: 'adapters.network.open-client.mjs' },
      names: /The module proxy failed/,
      part: 'module proxy',
    },
    {
      name: 'in what hashes zips',
      breakage: { file: 'hash-worker.mjs' },
      names: /without our module proxy|module proxy failed/,
      part: 'module proxy',
    },
    {
      name: 'in choosing what is saved',
      breakage: { function: 'cacheableOf', in: 'run.' },
      names: /The save failed/,
      part: 'save',
    },
    { name: 'in the save', breakage: { file: 'cache.save.mjs' }, names: /The save failed/, part: 'save' },
    { name: 'in what packs', breakage: { file: 'pack-worker.mjs' }, names: /The save failed|not saved/ },
    {
      name: "in GitHub's cache client",
      breakage: { file: 'cache-child.mjs' },
      names: /the cache process ended without an answer/,
    },
  ])('$name', async ({ breakage, names, part }) => {
    await using flow = await workflow({ modules });
    await using dist = await brokenDist(breakage);
    const job = await flow.job({ dist: dist.path });
    expect({ code: job.code, log: job.log }).toMatchObject({ code: 0, log: expect.stringMatching(names) });
    if (part !== undefined)
      expect(job.report?.fallbacks).toContainEqual({ part, reason: expect.stringMatching(/./) });
    await verified(job);
    expect(await readFile(path.join(job.workspace, 'go.sum'), 'utf8')).toBe(flow.proxy.goSum());
  });

  test('in the guard, which a run has after a second', async () => {
    await using flow = await workflow({
      modules,
      script: ({ kind }) => (kind === 'zip' ? { kind: 'delay', ms: 1500 } : undefined),
    });
    await using dist = await brokenDist({ file: 'guard-worker.mjs' });
    const job = await flow.job({ dist: dist.path });
    expect(job.code).toBe(0);
    expect(job.log).toMatch(/no guard outside the event loop/);
    await verified(job);
    expect(await readFile(path.join(job.workspace, 'go.sum'), 'utf8')).toBe(flow.proxy.goSum());
  });

  test('in unpacking what was saved', async () => {
    await using flow = await workflow({ modules });
    await flow.job();
    await using dist = await brokenDist({ file: 'pack-worker.mjs' });
    const job = await flow.job({ dist: dist.path });
    expect(job.code).toBe(0);
    await verified(job);
  });

  test('but what the go command refuses as well is reported as it was', async () => {
    await using flow = await workflow({
      modules,
      files: () => ({ 'go.mod': 'module example.com/main\n<<<<<<< ours\n' }),
    });
    const job = await flow.job();
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([{ code: 'go-mod-malformed' }]);
    expect(job.report?.fallbacks).toEqual([]);
  });
});

describe('what the module proxy cannot get, the go command tries once', () => {
  /** As often as the module proxy asks: ahead of the go command, and for it. */
  const twice = (fault: Fault) => {
    return ({ kind, module, attempt }: GoproxyRequest) =>
      kind === 'zip' && module?.startsWith('example.com/beta') && attempt <= 2 ? fault : undefined;
  };

  test.each<{ name: string; fault: Fault }>([
    { name: 'an error of the server', fault: { kind: 'status', status: 500 } },
    { name: 'a connection that breaks', fault: { kind: 'reset' } },
    { name: 'a body that is not a zip', fault: { kind: 'body', body: 'an error page' } },
  ])('$name', async ({ fault }) => {
    await using flow = await workflow({ modules, script: twice(fault) });
    const job = await flow.job({ inputs: { attempts: '1' } });
    expect(job.code).toBe(0);
    expect(
      job.log.match(/^Running the go command once more, without our module proxy.*beta@v1\.2\.0/gm),
    ).toHaveLength(1);
    expect(job.report?.fallbacks).toMatchObject([{ part: 'module proxy' }]);
    await verified(job);
  });

  test.each<{ name: string; fault: Fault }>([
    {
      name: 'a clear refusal',
      fault: { kind: 'status', status: 403, body: 'no', contentType: 'text/plain' },
    },
    { name: 'a module that does not exist', fault: { kind: 'status', status: 404 } },
  ])('but not $name', async ({ fault }) => {
    await using flow = await workflow({
      modules,
      script: ({ kind }) => (kind === 'zip' ? fault : undefined),
    });
    const job = await flow.job({ inputs: { attempts: '1' } });
    expect(job.code).toBe(1);
    expect(job.log).not.toMatch(/Trying the go command without/);
    expect(job.report?.fallbacks).toEqual([]);
  });

  test('but not wrong bytes, which stay a security error', async () => {
    await using flow = await workflow({ modules });
    await using other = await workflow({
      modules: modules.map((module) => ({ ...module, files: { 'evil.go': 'package evil\n' } })),
    });
    const job = await flow.job({ env: other.proxy.env() });
    expect(job.code).toBe(1);
    expect(job.report?.errors[0]).toMatchObject({ class: 'checksum' });
    expect(job.log).not.toMatch(/Trying the go command without/);
  });
});
