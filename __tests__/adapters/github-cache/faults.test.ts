import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { GithubCacheOptions } from '../../../src/adapters/github-cache/github-cache.ts';
import { witnessedChild } from '../../support/cache-child.ts';
import {
  type CacheServiceFaults,
  denial,
  fakeCacheService,
  refusal,
  silence,
} from '../../support/fake-cache-service.ts';
import { openGithubCache } from '../../support/github-cache.ts';
import { isRunning, waitUntil } from '../../support/processes.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;
const adapter = new URL('../../../src/adapters/github-cache/github-cache.ts', import.meta.url);

const lookupTimeout = 3000;
const stallTimeout = 2000;
// Starting a Node process and loading the library on a busy machine.
const startAndEndMs = 20_000;

/** A service without entries, a client of it, and the means to see that nothing of it is left. */
async function scene(options: { azure?: boolean } = {}, settings: Partial<GithubCacheOptions> = {}) {
  const service = await fakeCacheService(options);
  const dir = await tempDir({ 'in.pack': 'x'.repeat(1e6) });
  const { child, pid, gone } = await witnessedChild(dir.path);
  const scratchDir = path.join(dir.path, 'scratch');
  const env = { PATH: process.env['PATH'], ...service.env() };
  return {
    service,
    dir: dir.path,
    scratchDir,
    pack: path.join(dir.path, 'in.pack'),
    child,
    pid,
    gone,
    cache: openGithubCache({ env, scratchDir, lookupTimeout, stallTimeout, child, ...settings }),
    async nothingLeft() {
      await gone();
      expect(await readdir(scratchDir)).toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

type Outcome = readonly [name: string, faults: CacheServiceFaults, outcome: object, limitMs: number];

const unavailable = (reason: RegExp) => ({ kind: 'unavailable', reason: expect.stringMatching(reason) });
const denied = (reason: RegExp) => ({ kind: 'denied', reason: expect.stringMatching(reason) });

const stores: readonly Outcome[] = [
  ['401', { reserve: refusal(401) }, unavailable(/answered 401/), lookupTimeout],
  ['403', { reserve: refusal(403) }, denied(/answered 403/), lookupTimeout],
  ['429', { reserve: refusal(429) }, unavailable(/answered 429/), lookupTimeout],
  ['500', { reserve: refusal(500) }, unavailable(/answered 500/), stallTimeout + lookupTimeout],
  [
    'a denied write',
    { reserve: denial('untrusted event') },
    denied(/denies writing: untrusted event$/),
    lookupTimeout,
  ],
  ['silence at the reservation', { reserve: silence }, unavailable(/was silent for 2 s$/), 2 * stallTimeout],
  ['silence at the end', { finalize: silence }, unavailable(/was silent for 2 s$/), 3 * stallTimeout],
  [
    '500 at the end',
    { finalize: refusal(500) },
    unavailable(/answered 500/),
    2 * stallTimeout + lookupTimeout,
  ],
  ['storage that refuses', { blobStatus: 403 }, unavailable(/refused the transfer$/), lookupTimeout],
];

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const start = performance.now();
  const outcome = await work;
  expect(performance.now() - start).toBeLessThan(limitMs + startAndEndMs);
  return outcome;
}

describe('a cache service that does not store as it should', () => {
  test.each(stores)('costs a store little time: %s', async (_name, faults, outcome, limitMs) => {
    await using at = await scene();
    Object.assign(at.service.faults, faults);
    expect(await within(limitMs, at.cache.store('k-2', at.pack, never))).toEqual(outcome);
    await at.nothingLeft();
  });

  test('is named when nothing listens there', async () => {
    const gone = await fakeCacheService();
    const env = { PATH: process.env['PATH'], ...gone.env() };
    await gone[Symbol.asyncDispose]();
    await using at = await scene({}, { env });
    expect(await at.cache.store('k-2', at.pack, never)).toEqual(unavailable(/ECONNREFUSED/));
  });

  test('never shows its token', async () => {
    await using at = await scene();
    at.service.faults.reserve = denial(`bad token ${at.service.token}`);
    const answer = await at.cache.store('k-2', at.pack, never);
    expect(JSON.stringify(answer)).not.toContain(at.service.token);
  });
});

describe('the process of an operation', () => {
  test('ends at once when the caller gives up', async () => {
    await using at = await scene({}, { lookupTimeout: 60_000, stallTimeout: 60_000 });
    at.service.faults.reserve = silence;
    const caller = new AbortController();
    const answer = at.cache.store('k-2', at.pack, caller.signal);
    await waitUntil(() => at.service.requests.length > 0);
    caller.abort(new Error('the deadline of 30 m has passed'));
    expect(await within(0, answer)).toEqual({
      kind: 'unavailable',
      reason: 'the deadline of 30 m has passed',
    });
    await at.nothingLeft();
  });

  test('is not even started for a caller who has given up', async () => {
    await using at = await scene();
    const answer = await at.cache.store('k-2', at.pack, AbortSignal.abort(new Error('too late')));
    expect(answer).toEqual({ kind: 'unavailable', reason: 'too late' });
    expect(at.service.requests).toEqual([]);
  });

  test('is started when a store is expected, and stores', async () => {
    await using at = await scene();
    at.cache.expectStore?.();
    const pid = await at.pid();
    expect(await at.cache.store('k-1', at.pack, never)).toEqual({ kind: 'stored', bytes: 1e6 });
    expect(await at.pid()).toBe(pid);
    await at.nothingLeft();
    expect(await at.cache.store('k-2', at.pack, never)).toEqual({ kind: 'stored', bytes: 1e6 });
    await at.nothingLeft();
  });

  test.each(['SIGKILL', undefined] as const)(
    'that was expected in vain is ended (%s before)',
    async (signal) => {
      await using at = await scene();
      at.cache.expectStore?.();
      const pid = await at.pid();
      if (signal !== undefined) process.kill(pid, signal);
      await at.cache.close();
      await at.nothingLeft();
      expect(at.service.requests).toEqual([]);
    },
  );

  test('says so when it died before it was asked', async () => {
    await using at = await scene();
    at.cache.expectStore?.();
    process.kill(await at.pid(), 'SIGKILL');
    await at.gone();
    expect(await at.cache.store('k-1', at.pack, never)).toEqual(
      unavailable(/ended without an answer \(status SIGKILL\)$/),
    );
    await at.nothingLeft();
  });

  test('takes its tar along when it is ended', async () => {
    await using bin = await tempDir();
    await writeFile(path.join(bin.path, 'tar'), `#!/bin/sh\necho $$ > '${bin.path}/pid'\nexec sleep 1000\n`);
    await chmod(path.join(bin.path, 'tar'), 0o755);
    await using service = await fakeCacheService();
    const env = { ...service.env(), PATH: `${bin.path}:${process.env['PATH']}` };
    await using at = await scene({}, { env });
    expect(await at.cache.store('k-2', at.pack, never)).toEqual(unavailable(/was silent for 2 s$/));
    const tar = Number(await readFile(path.join(bin.path, 'pid'), 'utf8'));
    await waitUntil(async () => !(await isRunning(tar)));
    await at.nothingLeft();
  });

  test('says so when it dies without an answer', async () => {
    await using at = await scene({}, { stallTimeout: 60_000, lookupTimeout: 60_000 });
    at.service.faults.reserve = silence;
    const answer = at.cache.store('k-2', at.pack, never);
    await waitUntil(() => at.service.requests.length > 0);
    process.kill(await at.pid(), 'SIGKILL');
    expect(await answer).toEqual(unavailable(/ended without an answer \(status SIGKILL\)$/));
    await at.nothingLeft();
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)('ends when its parent ends by %s', async (signal) => {
    await using at = await scene();
    at.service.faults.reserve = silence;
    const scratchDir = path.join(at.dir, 'other');
    await mkdir(scratchDir);
    const parentFile = path.join(at.dir, 'parent.mjs');
    await writeFile(
      parentFile,
      `import { githubCache } from ${JSON.stringify(adapter.href)};
       const options = { env: process.env, scratchDir: ${JSON.stringify(scratchDir)}, stallTimeout: 60_000 };
       const child = new URL(${JSON.stringify(at.child.href)});
       const cache = githubCache({ ...options, child, random: Math.random });
       await cache.store('k-2', ${JSON.stringify(at.pack)}, new AbortController().signal);`,
    );
    const parent = spawn(process.execPath, [parentFile], {
      env: { PATH: process.env['PATH'], ...at.service.env() },
      stdio: 'ignore',
    });
    await waitUntil(() => at.service.requests.length > 0);
    parent.kill(signal);
    await once(parent, 'exit');
    await at.gone();
  });
});
