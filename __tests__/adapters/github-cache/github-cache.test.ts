import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { hasGithubCacheService, hasZstd } from '../../../src/adapters/github-cache/environment.ts';
import { type GithubCacheOptions, githubCache } from '../../../src/adapters/github-cache/github-cache.ts';
import { cacheBackendContract } from '../../support/cache-backend-contract.ts';
import { cacheChildAfter } from '../../support/cache-child.ts';
import { type FakeCacheService, fakeCacheService, packVersion } from '../../support/fake-cache-service.ts';
import { outerArchive } from '../../support/outer-archive.ts';
import { findProgram } from '../../support/processes.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;

function cacheIn(dir: string, service: FakeCacheService, options: Partial<GithubCacheOptions> = {}) {
  return githubCache({
    env: { PATH: process.env['PATH'], ...service.env() },
    scratchDir: path.join(dir, 'scratch'),
    stallTimeout: 20_000,
    ...options,
  });
}

cacheBackendContract("GitHub's cache service", async () => {
  const service = await fakeCacheService();
  const dir = await tempDir();
  return {
    backend: cacheIn(dir.path, service),
    dir: dir.path,
    // The service numbers its entries.
    pass: async () => undefined,
    async [Symbol.asyncDispose]() {
      await dir[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
    },
  };
});

describe('githubCache', () => {
  test.each([
    ['a plain download', false],
    ['the production path of blob storage', true],
  ])('brings back by %s what it stored', async (_name, azure) => {
    await using service = await fakeCacheService({ azure });
    await using dir = await tempDir();
    const file = path.join(dir.path, 'in.pack');
    const contents = randomBytes(20e6);
    await writeFile(file, contents);
    const cache = cacheIn(dir.path, service);

    expect(await cache.lookup(['go-mod-v1-a-1'], never)).toEqual({ kind: 'none' });
    expect(await cache.fetch(['go-mod-v1-a-1'], never)).toEqual({ kind: 'none' });
    expect(await cache.store('go-mod-v1-a-1', file, never)).toEqual({ kind: 'stored', bytes: 20e6 });
    expect(await cache.lookup(['go-mod-v1-a-1'], never)).toEqual({ kind: 'found', key: 'go-mod-v1-a-1' });

    const told: string[] = [];
    const fetched = await cache.fetch(['go-mod-v1-b-', 'go-mod-v1-a-'], never, (key) => told.push(key));
    if (fetched.kind !== 'found') throw new Error(JSON.stringify(fetched));
    expect(told).toEqual(['go-mod-v1-a-1']);
    expect(fetched).toMatchObject({ key: 'go-mod-v1-a-1', bytes: 20e6 });
    expect(await fetched.arrival?.upTo(20e6)).toBeUndefined();
    expect((await lstat(fetched.file)).isFile()).toBe(true);
    expect(contents.equals(await readFile(fetched.file))).toBe(true);
    await fetched.dispose();
    expect(await readdir(path.join(dir.path, 'scratch'))).toEqual([]);
  });

  test('moves no byte for a look-up', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    await service.putEntry('k-1', packVersion, await outerArchive([]));
    expect(await cacheIn(dir.path, service).lookup(['k-1'], never)).toEqual({ kind: 'found', key: 'k-1' });
    expect(service.requests.map((request) => request.method)).toEqual(['GetCacheEntryDownloadURL']);
  });

  test('answers that an entry exists when it was stored before', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({ 'in.pack': 'pack' });
    const cache = cacheIn(dir.path, service);
    await cache.store('k-1', path.join(dir.path, 'in.pack'), never);
    expect(await cache.store('k-1', path.join(dir.path, 'in.pack'), never)).toEqual({ kind: 'exists' });
  });

  test('does not take a longer key for the one it could not reserve', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({ 'in.pack': 'pack' });
    await service.putEntry('k-10', packVersion, await outerArchive([]));
    service.faults.reserve = { kind: 'answer', status: 409, body: { code: 'already_exists', msg: 'exists' } };
    expect(await cacheIn(dir.path, service).store('k-1', path.join(dir.path, 'in.pack'), never)).toEqual({
      kind: 'unavailable',
      reason: 'another job is storing this entry at this moment',
    });
  });

  test('stores a key once when two jobs store it at the same time', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({ 'in.pack': 'pack' });
    const cache = cacheIn(dir.path, service);
    const store = () => cache.store('k-1', path.join(dir.path, 'in.pack'), never);
    const kinds = (await Promise.all([store(), store()])).map((outcome) => outcome.kind);
    expect(kinds.filter((kind) => kind === 'stored')).toHaveLength(1);
    expect(service.entries.filter((entry) => entry.done)).toHaveLength(1);
  });

  test('asks for the same version from every folder and every platform', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    await mkdir(path.join(dir.path, 'deep/er'), { recursive: true });
    await symlink(findProgram('zstd'), path.join(dir.path, 'zstd.EXE'));
    const windows = {
      child: await cacheChildAfter(
        dir.path,
        "Object.defineProperty(process, 'platform', { value: 'win32' });",
      ),
      env: { ...service.env(), PATH: dir.path, PATHEXT: '.EXE' },
    };
    await cacheIn(dir.path, service).lookup(['k'], never);
    await cacheIn(path.join(dir.path, 'deep/er'), service).lookup(['k'], never);
    await cacheIn(dir.path, service, windows).lookup(['k'], never);
    expect(service.requests.map((request) => request.body['version'])).toEqual(Array(3).fill(packVersion));
  });

  test('gives the child process nothing of the job but what the service needs', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
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
    await cacheIn(dir.path, service, { child, env }).lookup(['k'], never);
    const { cwd, ...given } = JSON.parse(await readFile(seen, 'utf8'));
    expect(Object.keys(given).sort()).toEqual([
      'ACTIONS_CACHE_SERVICE_V2',
      'ACTIONS_RESULTS_URL',
      'ACTIONS_RUNTIME_TOKEN',
      'GITHUB_WORKSPACE',
      'PATH',
      'RUNNER_TEMP',
      'TAR_OPTIONS',
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
    const cache = githubCache({ env: {}, scratchDir: dir.path, stallTimeout: 1000 });
    const outcome = { kind: 'unavailable', reason: expect.stringContaining('ACTIONS_RESULTS_URL') };
    expect(await cache.lookup(['k'], never)).toEqual(outcome);
    expect(await cache.store('k', 'x', never)).toEqual(outcome);
  });

  test.each([
    ['a comma', ['a,b'], /cannot contain commas/],
    ['more than 512 characters', ['k'.repeat(513)], /512 characters/],
    ['ten others', Array.from({ length: 11 }, (_, n) => `k${n}`), /maximum of 10/],
  ])('is unavailable, not thrown, for keys with %s', async (_name, keys, reason) => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    expect(await cacheIn(dir.path, service).lookup(keys, never)).toEqual({
      kind: 'unavailable',
      reason: expect.stringMatching(reason),
    });
  });

  test('is unavailable when there is nothing to store', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir();
    const outcome = await cacheIn(dir.path, service).store('k', path.join(dir.path, 'absent'), never);
    expect(outcome).toEqual({ kind: 'unavailable', reason: expect.stringContaining('ENOENT') });
  });
});

function serverWithV2(expected: boolean) {
  return (GITHUB_SERVER_URL: string): [Record<string, string>, boolean] => [
    { GITHUB_SERVER_URL, ACTIONS_CACHE_SERVICE_V2: 'True', ACTIONS_RESULTS_URL: 'http://127.0.0.1/' },
    expected,
  ];
}

describe('a runner with other programs', () => {
  test('without zstd stores and restores by gzip, and says what that means', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({ 'bin/readme': '', pack: 'a pack' });
    const bin = path.join(dir.path, 'bin');
    for (const name of ['tar', 'gzip']) await symlink(findProgram(name), path.join(bin, name));
    const cache = cacheIn(dir.path, service, { env: { ...service.env(), PATH: bin } });
    expect(cache.note).toContain('no zstd');
    expect(cacheIn(dir.path, service).note).toBeUndefined();
    expect(await cache.store('k-1', path.join(dir.path, 'pack'), never)).toMatchObject({ kind: 'stored' });
    const fetched = await cache.fetch(['k-'], never);
    expect(fetched).toMatchObject({ kind: 'found', key: 'k-1' });
    if (fetched.kind === 'found') expect(await readFile(fetched.file, 'utf8')).toBe('a pack');
    expect(await cacheIn(dir.path, service).lookup(['k-'], never)).toEqual({ kind: 'none' });
  });

  test('with a tar that does not know its options is one without a cache', async () => {
    await using service = await fakeCacheService();
    await using dir = await tempDir({
      'bin/tar': '#!/bin/sh\necho "tar: unrecognized option: posix" >&2; exit 1\n',
      pack: 'a pack',
    });
    await chmod(path.join(dir.path, 'bin', 'tar'), 0o755);
    const PATH = [path.join(dir.path, 'bin'), process.env['PATH']].join(path.delimiter);
    const cache = cacheIn(dir.path, service, { env: { ...service.env(), PATH } });
    expect(await cache.store('k-1', path.join(dir.path, 'pack'), never)).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('tar'),
    });
  });
});

describe('hasGithubCacheService', () => {
  test.each([
    [{ ACTIONS_CACHE_SERVICE_V2: 'True', ACTIONS_RESULTS_URL: 'http://127.0.0.1/' }, true],
    [{ ACTIONS_CACHE_URL: 'http://127.0.0.1/' }, true],
    // As the library sees it: the address of the second version's results service is none of the first's.
    [{ ACTIONS_RESULTS_URL: 'http://127.0.0.1/' }, false],
    [{ ACTIONS_CACHE_SERVICE_V2: 'True', ACTIONS_RESULTS_URL: '' }, false],
    [{}, false],
    ...['https://github.com', 'https://octo.ghe.com', 'http://github.localhost'].map(serverWithV2(true)),
    ...['https://git.example.com', 'https://github.com.example.com'].map(serverWithV2(false)),
    [{ GITHUB_SERVER_URL: 'https://git.example.com', ACTIONS_CACHE_URL: 'http://127.0.0.1/' }, true],
  ])('for %j is %p', (env, expected) => {
    expect(hasGithubCacheService(env)).toBe(expected);
  });
});

test('hasZstd tells whether zstd is on PATH', async () => {
  await using dir = await tempDir({ 'zstd/readme': '' });
  expect(hasZstd({ PATH: `${dir.path}${path.delimiter}${path.dirname(findProgram('zstd'))}` })).toBe(true);
  expect(hasZstd({ PATH: path.join(dir.path, 'zstd') })).toBe(false);
  expect(hasZstd({})).toBe(false);
});
