import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type CacheContext, chooseCache } from '../src/choose-cache.ts';
import { ActionError } from '../src/errors.ts';
import type { InputContext } from '../src/inputs/directories.ts';
import { readInputs } from '../src/inputs/read-inputs.ts';
import type { Network } from '../src/ports/http-client.ts';
import { manualClock } from './support/manual-clock.ts';
import { recordingGuard } from './support/recording-guard.ts';
import { tempDir } from './support/temp-dir.ts';

const service = {
  ACTIONS_CACHE_SERVICE_V2: 'True',
  ACTIONS_RESULTS_URL: 'http://127.0.0.1/',
  ACTIONS_RUNTIME_TOKEN: 'token',
};
const enterprise = { ...service, GITHUB_SERVER_URL: 'https://git.example.com' };
const context: InputContext = { cwd: process.cwd(), platform: 'linux' };

/** Without a network; it tells whether it was to be used. */
function noNetwork() {
  let used = false;
  const refuse = async () => {
    used = true;
    throw new ActionError('there is no network', { code: 'test', class: 'network', hint: '' });
  };
  const network: Network = { open: refuse, certificates: refuse, netrc: refuse };
  return { network, isUsed: () => used };
}

async function opened(
  what: string,
  env: Record<string, string>,
  fallback: CacheContext['fallback'] = 'off',
  more: Record<string, string> = {},
) {
  const { network, isUsed } = noNetwork();
  const inputs = await readInputs({ cache: what, ...more }, context);
  const place = {
    platform: 'linux',
    clock: manualClock(),
    random: () => 0.5,
    network,
    mask: () => {},
    fallback,
    guard: recordingGuard(),
  } as const;
  const cache = await chooseCache(inputs, '/scratch', { ...place, env: { HOME: '/nowhere', ...env } });
  return { cache, isUsed };
}

async function chosen(...choice: Parameters<typeof opened>) {
  const { cache, isUsed } = await opened(...choice);
  if (cache.kind === 'off') return cache;
  await cache.backend.lookup(['k'], new AbortController().signal);
  return { kind: 'on', asks: isUsed() ? (cache.note === undefined ? 'github' : 's3') : 'directory' };
}

describe('the backend that `cache` means', () => {
  test.each([
    { cache: 'auto', where: 'in a workflow with a cache service', env: service, kind: 'github' },
    { cache: 'github', where: 'in a workflow with a cache service', env: service, kind: 'github' },
    { cache: 'directory', where: 'in a workflow with a cache service', env: service, kind: 'directory' },
    { cache: 'directory', where: 'on an Enterprise Server without one', env: enterprise, kind: 'directory' },
  ])('$cache $where: $kind', async ({ cache, env, kind }) => {
    expect(await chosen(cache, env)).toMatchObject({ kind: 'on', asks: kind });
  });

  test.each([
    { cache: 'off', where: 'anywhere', env: service, reason: /`cache` is off/ },
    {
      cache: 'auto',
      where: 'on an Enterprise Server without one',
      env: enterprise,
      reason: /`cache: directory`/,
    },
    {
      cache: 'github',
      where: 'on an Enterprise Server without one',
      env: enterprise,
      reason: /no GitHub cache/,
    },
    {
      cache: 'auto',
      where: 'in a workflow without one',
      env: {},
      reason: /this runner has no cache service/,
    },
  ])('$cache $where: none, and why', async ({ cache, env, reason }) => {
    expect(await chosen(cache, env)).toEqual({ kind: 'off', reason: expect.stringMatching(reason) });
  });

  test.each([
    { cache: 's3', inputs: { 's3-bucket': 'modules' }, env: service },
    { cache: 'auto', inputs: { 's3-bucket': 'modules' }, env: service },
    { cache: 'auto', inputs: {}, env: { ...service, RUNS_ON_S3_BUCKET_CACHE: 'modules' } },
  ])('$cache is S3 where a bucket is named: $inputs', async ({ cache, inputs, env }) => {
    expect(await chosen(cache, env, 'off', inputs)).toEqual({ kind: 'on', asks: 's3' });
  });

  test.each([
    {
      env: service,
      hosts: 'cache.internal:3000',
      note: /^the cache service is http:\/\/cache\.internal:3000, /,
    },
    { env: {}, hosts: 'cache.internal:3000', note: /^the cache service is http:\/\/cache\.internal:3000, / },
    { env: service, hosts: '', note: /^CUSTOM_ACTIONS_RESULTS_URL is not used: / },
  ])('a service that the runner names besides is $note', async ({ env, hosts, note }) => {
    const custom = { ...env, CUSTOM_ACTIONS_RESULTS_URL: 'http://cache.internal:3000' };
    const { cache } = await opened('auto', custom, 'off', { 'cache-service-hosts': hosts });
    expect(cache).toMatchObject({ kind: 'on', note: expect.stringMatching(note) });
  });

  test('where only a service is named that is not allowed, there is none, and why', async () => {
    const custom = { CUSTOM_ACTIONS_RESULTS_URL: 'http://cache.internal:3000' };
    expect(await chosen('auto', custom)).toEqual({
      kind: 'off',
      reason: expect.stringMatching(
        /no cache service; .*`cache-service-hosts` does not list cache\.internal:3000/,
      ),
    });
  });

  test('S3 without a bucket: none, and why', async () => {
    expect(await chosen('s3', service)).toEqual({
      kind: 'off',
      reason: expect.stringMatching(/`s3-bucket`/),
    });
  });

  test('with a key, entries are encrypted, and the log names the key by its id', async () => {
    const key = { 'cache-encryption-key': 'correct horse battery staple' };
    const caches = await Promise.all(
      ['directory', 'github'].map((what) => opened(what, service, 'off', key)),
    );
    for (const { cache } of caches) {
      expect(cache).toMatchObject({
        kind: 'on',
        note: expect.stringMatching(/^entries are encrypted with key [0-9a-f]{12}$/),
      });
    }
  });

  test('the directory cache also prunes entries of other keys, and finds none of them', async () => {
    await using dir = await tempDir();
    const name = `go-mod-v1-${'a'.repeat(12)}-${'b'.repeat(40)}`;
    const v1 = path.join(dir.path, 'v1');
    await mkdir(v1);
    await writeFile(path.join(v1, `enc-${'0'.repeat(12)}-${name}-1.pack`), Buffer.alloc(3000));
    await writeFile(path.join(v1, 'notes.pack'), Buffer.alloc(3000));
    const inputs = { 'cache-directory': dir.path, 'cache-max-size': '2KB' };
    const { cache } = await opened('directory', {}, 'off', inputs);
    if (cache.kind === 'off') throw new Error(cache.reason);
    const { signal } = new AbortController();
    expect(await cache.backend.lookup([`${name}-`], signal)).toEqual({ kind: 'none' });
    await cache.backend.store(`${name}-1`, path.join(v1, 'notes.pack'), signal);
    expect((await readdir(v1)).sort()).toEqual([`${name}-1.pack`, 'notes.pack']);
  });

  test('auto on the command line is the directory', async () => {
    const cache = await chosen('auto', {}, 'directory');
    expect(cache).toEqual({ kind: 'on', asks: 'directory' });
  });
});
