import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { GithubCacheOptions } from '../../../src/adapters/github-cache/github-cache.ts';
import { cacheBackendContract } from '../../support/cache-backend-contract.ts';
import { cacheChildAfter } from '../../support/cache-child.ts';
import { contentsOf } from '../../support/entry-contents.ts';
import {
  type FakeCacheService,
  fakeCacheService,
  gzipVersion,
  packVersion,
} from '../../support/fake-cache-service.ts';
import { openGithubCache } from '../../support/github-cache.ts';
import { outerArchive } from '../../support/outer-archive.ts';
import { findProgram } from '../../support/processes.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;

function cacheIn(dir: string, service: FakeCacheService, options: Partial<GithubCacheOptions> = {}) {
  return openGithubCache({
    env: { PATH: process.env['PATH'], ...service.env() },
    scratchDir: path.join(dir, 'scratch'),
    ...options,
  });
}

cacheBackendContract("GitHub's cache service", async () => {
  const service = await fakeCacheService();
  const dir = await tempDir();
  const backend = cacheIn(dir.path, service);
  return {
    backend,
    dir: dir.path,
    // The service numbers its entries.
    pass: async () => undefined,
    async [Symbol.asyncDispose]() {
      await backend.close();
      await dir[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
    },
  };
});

function archiveOf(contents: string): Promise<Buffer> {
  return outerArchive([{ name: 'go-mod-download.pack', contents }]);
}

async function gzipArchiveOf(contents: string): Promise<Buffer> {
  return gzipSync(zstdDecompressSync(await archiveOf(contents)));
}

describe('githubCache', () => {
  test.each([
    ['a plain download', false],
    ['blob storage', true],
  ])('brings back from %s what the library stored', async (_name, azure) => {
    await using service = await fakeCacheService({ azure });
    await using dir = await tempDir();
    const file = path.join(dir.path, 'in.pack');
    const contents = randomBytes(20e6);
    await writeFile(file, contents);
    await using cache = cacheIn(dir.path, service);

    expect(await cache.lookup(['go-mod-v1-a-1'], never)).toEqual({ kind: 'none' });
    expect(await cache.fetch(['go-mod-v1-a-1'], never)).toEqual({ kind: 'none' });
    expect(await cache.store('go-mod-v1-a-1', file, never)).toEqual({ kind: 'stored', bytes: 20e6 });
    expect(await cache.lookup(['go-mod-v1-a-1'], never)).toEqual({ kind: 'found', key: 'go-mod-v1-a-1' });

    const told: string[] = [];
    const fetched = await cache.fetch(['go-mod-v1-b-', 'go-mod-v1-a-'], never, (key) => told.push(key));
    expect(told).toEqual(['go-mod-v1-a-1']);
    expect(fetched).toMatchObject({ kind: 'found', key: 'go-mod-v1-a-1', bytes: 20e6 });
    expect((await contentsOf(fetched)).equals(contents)).toBe(true);
    expect(await readdir(path.join(dir.path, 'scratch'))).toEqual([]);
  });

  test('reads without tar, zstd or a folder to write to', async () => {
    await using service = await fakeCacheService();
    await service.putEntry('k-1', packVersion, await archiveOf('a pack'));
    await using cache = openGithubCache({ env: service.env(), scratchDir: '/nowhere' });
    expect((await contentsOf(await cache.fetch(['k-'], never))).toString()).toBe('a pack');
  });

  test('asks once, and moves no byte, for an entry that is there', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    await service.putEntry('k-1', packVersion, await outerArchive([]));
    await using cache = cacheIn(dir.path, service);
    expect(await cache.lookup(['k-1'], never)).toEqual({ kind: 'found', key: 'k-1' });
    expect(service.requests.map((request) => request.method)).toEqual(['GetCacheEntryDownloadURL']);
  });

  test('tells where an entry is before it reads it, and keeps its signature out of the log', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    await service.putEntry('k-1', packVersion, await archiveOf('a pack'));
    await using cache = cacheIn(dir.path, service);
    const blobRequests = () => service.requests.filter(({ method }) => method === 'GET').length;
    let before: number | undefined;
    const fetched = await cache.fetch(['k-'], never, () => {
      before = blobRequests();
    });
    await contentsOf(fetched);
    expect({ before, after: blobRequests() }).toEqual({ before: 0, after: 1 });
    const [url = '', signature = '', encoded = ''] = cache.masked;
    expect(new URL(url).searchParams.get('sig')).toBe(signature);
    expect(decodeURIComponent(encoded)).toBe(signature);
    expect(url).toContain(encoded);
  });

  test('answers that an entry exists when it was stored before', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({ 'in.pack': 'pack' });
    await using cache = cacheIn(dir.path, service);
    await cache.store('k-1', path.join(dir.path, 'in.pack'), never);
    expect(await cache.store('k-1', path.join(dir.path, 'in.pack'), never)).toEqual({ kind: 'exists' });
  });

  test('does not take a longer key for the one it could not reserve', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({ 'in.pack': 'pack' });
    await service.putEntry('k-10', packVersion, await outerArchive([]));
    service.faults.reserve = { kind: 'answer', status: 409, body: { code: 'already_exists', msg: 'exists' } };
    await using cache = cacheIn(dir.path, service);
    expect(await cache.store('k-1', path.join(dir.path, 'in.pack'), never)).toEqual({
      kind: 'unavailable',
      reason: 'another job is storing this entry at this moment',
    });
  });

  test('stores a key once when two jobs store it at the same time', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({ 'in.pack': 'pack' });
    await using cache = cacheIn(dir.path, service);
    const store = () => cache.store('k-1', path.join(dir.path, 'in.pack'), never);
    const kinds = (await Promise.all([store(), store()])).map((outcome) => outcome.kind);
    expect(kinds.filter((kind) => kind === 'stored')).toHaveLength(1);
    expect(service.entries.filter((entry) => entry.done)).toHaveLength(1);
  });

  test('asks for the version that the library stores under, from every folder', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({ 'in.pack': 'pack' });
    await mkdir(path.join(dir.path, 'deep/er'), { recursive: true });
    const file = path.join(dir.path, 'in.pack');
    await using here = cacheIn(dir.path, service);
    await using deeper = cacheIn(path.join(dir.path, 'deep/er'), service);
    await here.store('k-1', file, never);
    await deeper.store('k-2', file, never);
    expect(await here.lookup(['k-2'], never)).toEqual({ kind: 'found', key: 'k-2' });
    const versions = service.requests
      .map(({ body }) => body['version'])
      .filter((version) => version !== undefined);
    expect(new Set(versions)).toEqual(new Set([packVersion]));
  });

  test('gives the child process nothing of the job but what the service needs', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({ 'in.pack': 'pack' });
    const seen = path.join(dir.path, 'env.json');
    const child = await cacheChildAfter(
      dir.path,
      `import { writeFileSync } from 'node:fs';
       writeFileSync(${JSON.stringify(seen)}, JSON.stringify({ ...process.env, cwd: process.cwd() }));`,
    );
    const env = {
      PATH: process.env['PATH'],
      https_proxy: 'http://proxy.example.com',
      GITHUB_OUTPUT: '/output',
      GITHUB_ENV: '/env',
      GITHUB_WORKSPACE: '/workspace',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'identity',
      INPUT_TOKEN: 'secret',
      NODE_OPTIONS: '--no-warnings',
      ...service.env(),
    };
    await using cache = cacheIn(dir.path, service, { child, env });
    await cache.store('k', path.join(dir.path, 'in.pack'), never);
    const { cwd, ...given } = JSON.parse(await readFile(seen, 'utf8'));
    expect(Object.keys(given).sort()).toEqual([
      'ACTIONS_CACHE_SERVICE_V2',
      'ACTIONS_RESULTS_URL',
      'ACTIONS_RUNTIME_TOKEN',
      'GITHUB_WORKSPACE',
      'PATH',
      'RUNNER_TEMP',
      'TEMP',
      'TMP',
      'TMPDIR',
      'ZSTD_CLEVEL',
      'https_proxy',
    ]);
    expect(path.resolve(cwd, given.GITHUB_WORKSPACE)).toBe(cwd);
    expect(path.resolve(cwd, given.RUNNER_TEMP)).toBe(path.dirname(cwd));
    expect(path.dirname(path.dirname(cwd))).toBe(path.join(dir.path, 'scratch'));
  });

  test('says so where there is no cache service', async () => {
    await using dir = await tempDir();
    await using cache = openGithubCache({ env: {}, scratchDir: dir.path });
    const outcome = { kind: 'unavailable', reason: expect.stringContaining('ACTIONS_RESULTS_URL') };
    expect(await cache.lookup(['k'], never)).toEqual(outcome);
    expect(await cache.fetch(['k'], never)).toEqual(outcome);
    expect(await cache.store('k', 'x', never)).toEqual(outcome);
  });

  test.each([
    ['a comma', ['a,b'], /contains a comma/],
    ['more than 512 characters', ['k'.repeat(513)], /512 characters/],
  ])('is unavailable, not thrown, for keys with %s', async (_name, keys, reason) => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    await using cache = cacheIn(dir.path, service);
    expect(await cache.lookup(keys, never)).toEqual({
      kind: 'unavailable',
      reason: expect.stringMatching(reason),
    });
    expect(service.requests).toEqual([]);
  });

  test('is unavailable when there is nothing to store', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    await using cache = cacheIn(dir.path, service);
    const outcome = await cache.store('k', path.join(dir.path, 'absent'), never);
    expect(outcome).toEqual({ kind: 'unavailable', reason: expect.stringContaining('ENOENT') });
  });
});

describe('entries of jobs with and without zstd', () => {
  test('are read by every job, whichever programs it has', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({ 'bin/readme': '', pack: 'a pack' });
    const bin = path.join(dir.path, 'bin');
    for (const name of ['tar', 'gzip']) await symlink(findProgram(name), path.join(bin, name));
    await using without = cacheIn(dir.path, service, { env: { ...service.env(), PATH: bin } });
    await using withZstd = cacheIn(dir.path, service);
    expect(await without.store('k-1', path.join(dir.path, 'pack'), never)).toMatchObject({ kind: 'stored' });
    expect(service.entries).toMatchObject([{ key: 'k-1', version: gzipVersion }]);
    for (const cache of [without, withZstd]) {
      expect(await cache.lookup(['k-'], never)).toEqual({ kind: 'found', key: 'k-1' });
      const fetched = await cache.fetch(['k-'], never);
      expect(fetched).toMatchObject({ key: 'k-1', note: expect.stringContaining('without zstd') });
      expect((await contentsOf(fetched)).toString()).toBe('a pack');
    }
  });

  test.each([
    ['the one with zstd, where both match as well', { zstd: 'k-1', gzip: 'k-2' }, 'k-1'],
    ['the one of the first key, where it is the one without', { zstd: 'older-1', gzip: 'k-2' }, 'k-2'],
    ['the one with zstd, where neither is of the first key', { zstd: 'older-1', gzip: 'older-2' }, 'older-1'],
  ])('are chosen by their keys first: %s', async (_name, { zstd, gzip }, expected) => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    await service.putEntry(zstd, packVersion, await archiveOf(zstd));
    await service.putEntry(gzip, gzipVersion, await gzipArchiveOf(gzip));
    await using cache = cacheIn(dir.path, service);
    const keys = ['k-', 'older-'];
    expect(await cache.lookup(keys, never)).toEqual({ kind: 'found', key: expected });
    expect((await contentsOf(await cache.fetch(keys, never))).toString()).toBe(expected);
  });

  test('cannot be stored with a tar that does not know its options', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({
      'bin/tar': '#!/bin/sh\necho "tar: unrecognized option: posix" >&2; exit 1\n',
      pack: 'a pack',
    });
    await chmod(path.join(dir.path, 'bin', 'tar'), 0o755);
    const PATH = [path.join(dir.path, 'bin'), process.env['PATH']].join(path.delimiter);
    await using cache = cacheIn(dir.path, service, { env: { ...service.env(), PATH } });
    expect(await cache.store('k-1', path.join(dir.path, 'pack'), never)).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('tar'),
    });
  });
});

/** Restores an entry with an unmodified `@actions/cache` into `work`, in a process of its own. */
async function restoreByLibrary(
  key: string,
  work: string,
  env: Readonly<Record<string, string | undefined>>,
) {
  const library = import.meta.resolve('@actions/cache');
  const script = `
    const { restoreCache } = await import(${JSON.stringify(library)});
    const matched = await restoreCache(['go-mod-download.pack'], ${JSON.stringify(key)}, [], {}, true);
    if (matched !== ${JSON.stringify(key)}) throw new Error('not restored: ' + matched);`;
  const args = ['--input-type=module', '-e', script];
  await promisify(execFile)(process.execPath, args, {
    cwd: work,
    // Relative, for the library gives tar its paths unquoted, and that of a test has a space in it.
    env: { ...env, GITHUB_WORKSPACE: '.', RUNNER_TEMP: '.' },
  });
}

test.each([
  ['a plain download', false, ['tar', 'zstd', 'zstdmt', 'unzstd']],
  ['blob storage', true, ['tar', 'zstd', 'zstdmt', 'unzstd']],
  ['a machine without zstd', false, ['tar', 'gzip']],
])('an entry is read by the unmodified library, too: from %s', async (_name, azure, programs) => {
  await using service = await fakeCacheService({ azure });
  await using dir = await tempDir({ 'bin/readme': '', 'work/readme': '' });
  for (const name of programs) await symlink(findProgram(name), path.join(dir.path, 'bin', name));
  const env = { ...service.env(), PATH: path.join(dir.path, 'bin') };
  const [file, work] = [path.join(dir.path, 'in.pack'), path.join(dir.path, 'work')];
  const contents = randomBytes(3e6);
  await writeFile(file, contents);
  await using cache = cacheIn(dir.path, service, { env });
  expect(await cache.store('k-1', file, never)).toMatchObject({ kind: 'stored' });
  await restoreByLibrary('k-1', work, env);
  expect(contents.equals(await readFile(path.join(work, 'go-mod-download.pack')))).toBe(true);
  expect(contents.equals(await contentsOf(await cache.fetch(['k-1'], never)))).toBe(true);
});

describe('the cache service of an Enterprise Server', () => {
  test('is asked in its own way', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    await service.putEntry('older-1', packVersion, await archiveOf('a pack'));
    await using cache = cacheIn(dir.path, service, { env: service.envOfFirst() });
    expect(await cache.lookup(['k-'], never)).toEqual({ kind: 'none' });
    const fetched = await cache.fetch(['k-', 'older-'], never);
    expect(fetched).toMatchObject({ kind: 'found', key: 'older-1' });
    expect((await contentsOf(fetched)).toString()).toBe('a pack');
    expect(service.requests.at(-2)).toMatchObject({ method: 'cache', body: { keys: 'k-,older-' } });
  });

  test('is not asked by the protocol of the other, whatever the runner says of that', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    const env = { ...service.env(), ...service.envOfFirst() };
    await using cache = cacheIn(dir.path, service, { env });
    await cache.lookup(['k-'], never);
    expect(new Set(service.requests.map(({ method }) => method))).toEqual(new Set(['cache']));
  });
});
