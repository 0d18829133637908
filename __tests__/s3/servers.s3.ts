import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { type S3CacheOptions, s3Cache } from '../../src/adapters/s3/s3-cache.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import type { S3Inputs } from '../../src/inputs/inputs.ts';
import type { CacheBackend } from '../../src/ports/cache-backend.ts';
import { openHttp, testBucket, testCredentials } from '../adapters/s3/test-client.ts';
import { cacheBackendContract } from '../support/cache-backend-contract.ts';
import { contentsOf } from '../support/entry-contents.ts';
import { forwardProxy } from '../support/forward-proxy.ts';
import { gofakes3, type S3Server, s3Keys, s3Region, versitygw } from '../support/s3-server.ts';
import { tempDir } from '../support/temp-dir.ts';
import { workflow } from '../support/workflow.ts';

const never = new AbortController().signal;
const domain = 's3.example.com';

const servers = { versitygw, gofakes3 };

interface SceneOptions {
  readonly bucket?: Partial<S3Inputs>;
  readonly cache?: Partial<S3CacheOptions>;
  /** Through a forward proxy that knows the name of every bucket. */
  readonly inHost?: boolean;
}

async function scene(start: (typeof servers)[keyof typeof servers], options: SceneOptions = {}) {
  const { bucket, cache, inHost = false } = options;
  const server = await start(inHost ? { domain } : {});
  const dir = await tempDir();
  const proxy = await forwardProxy(`127.0.0.1:${server.port}`);
  const http = await openHttp(inHost ? proxy.url : '');
  const endpoint = inHost ? `http://${domain}:${server.port}` : server.url;
  const backend: CacheBackend = s3Cache({
    bucket: testBucket(endpoint, { prefix: 'org/repo', pathStyle: !inHost, ...bucket }),
    credentials: { ...testCredentials, credentials: async () => s3Keys },
    http: async () => http,
    stallTimeout: 60_000,
    clock: systemClock,
    random: Math.random,
    ...cache,
  });
  return {
    backend,
    asked: proxy.asked,
    dir: dir.path,
    // The listings of versitygw tell whole seconds.
    pass: () => pause(1100),
    async [Symbol.asyncDispose]() {
      await backend.close();
      await http.close();
      await proxy[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

type Scene = Awaited<ReturnType<typeof scene>>;

async function store({ backend, dir }: Scene, key: string, contents: string | Buffer) {
  const file = path.join(dir, 'pack');
  await writeFile(file, contents);
  return backend.store(key, file, never);
}

async function read({ backend }: Scene, key: string): Promise<Buffer> {
  return contentsOf(await backend.fetch([key], never));
}

describe.each(Object.entries(servers))('%s', (name, start) => {
  cacheBackendContract(name, () => scene(start));

  test.each(['a b/c+d', "!*'()", 'x=y&z', 'per%cent%2Fslash', '~-_.', '[a]{b}^|`<c>', '"q"\\;:@,$#?'])(
    'the prefix %s is signed as the server reads it',
    async (prefix) => {
      await using at = await scene(start, { bucket: { prefix } });
      expect(await store(at, 'k-1', 'contents')).toEqual({ kind: 'stored', bytes: 8 });
      expect(String(await read(at, 'k-'))).toBe('contents');
    },
  );

  test('an entry above 64 MiB goes in parts, once, and comes back whole', async () => {
    await using at = await scene(start);
    const contents = randomBytes(70 * 2 ** 20);
    const outcomes = [await store(at, 'k-1', contents), await store(at, 'k-1', contents)];
    // gofakes3 ignores the condition there.
    const second = start === versitygw ? 'exists' : 'stored';
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', second]);
    expect(contents.equals(await read(at, 'k-1'))).toBe(true);
  });

  test('a bucket in the host stores and restores, in one request and in parts', async () => {
    await using at = await scene(start, { inHost: true });
    const contents = randomBytes(70 * 2 ** 20);
    expect(await store(at, 'k-1', 'contents')).toMatchObject({ kind: 'stored' });
    expect(await store(at, 'k-2', contents)).toMatchObject({ kind: 'stored' });
    expect(String(await read(at, 'k-1'))).toBe('contents');
    expect(contents.equals(await read(at, 'k-2'))).toBe(true);
    expect([...new Set(at.asked.map((url) => url.hostname))]).toEqual([`modules.${domain}`]);
  });

  test('all of more than 1,000 objects are looked at', async () => {
    await using at = await scene(start);
    const names = Array.from({ length: 1005 }, (_, n) => `k-${String(n).padStart(4, '0')}`);
    const file = path.join(at.dir, 'pack');
    await writeFile(file, 'x');
    for (let from = 0; from < names.length; from += 32)
      await Promise.all(names.slice(from, from + 32).map((key) => at.backend.store(key, file, never)));
    await at.pass();
    await store(at, 'k-9', 'the newest');
    expect(await at.backend.lookup(['k-'], never)).toEqual({ kind: 'found', key: 'k-9' });
  });
});

describe('versitygw and a client that is wrong:', () => {
  const clock = { ...systemClock, now: () => Date.now() + 5 * 3_600_000 };

  test('a clock that is hours ahead is corrected by that of the service', async () => {
    await using at = await scene(versitygw, { cache: { clock } });
    expect(await store(at, 'k-1', 'contents')).toEqual({ kind: 'stored', bytes: 8 });
    expect(String(await read(at, 'k-1'))).toBe('contents');
  });

  test.each<{ name: string; options: SceneOptions; reason: RegExp }>([
    {
      name: 'another bucket',
      options: { bucket: { bucket: 'elsewhere' } },
      reason: /^S3 bucket elsewhere at \S+: there is no such bucket; check `s3-bucket`/,
    },
    {
      name: 'another secret',
      options: { cache: { credentials: { ...testCredentials, credentials: async () => wrongSecret } } },
      reason: /the service does not accept the access key/,
    },
    {
      name: 'an access key that is not known',
      options: { cache: { credentials: { ...testCredentials, credentials: async () => unknownKey } } },
      reason: /the service does not accept the access key/,
    },
  ])('$name is one line', async ({ options, reason }) => {
    await using at = await scene(versitygw, options);
    const told = { kind: 'unavailable', reason: expect.stringMatching(reason) };
    expect(await at.backend.fetch(['k-1'], never)).toEqual(told);
    expect(await store(at, 'k-1', 'contents')).toEqual(told);
  });

  const wrongSecret = { ...s3Keys, secretAccessKey: 'another' };
  const unknownKey = { ...s3Keys, accessKeyId: 'AKIAUNKNOWN' };
});

describe('jobs', () => {
  const modules = [
    { path: 'example.com/alpha', version: 'v1.0.0' },
    { path: 'example.com/beta', version: 'v1.2.0' },
  ];
  const inputsFor = (server: S3Server, more: Record<string, string> = {}) => ({
    's3-bucket': 'modules',
    's3-endpoint': server.url,
    's3-region': s3Region,
    's3-access-key-id': s3Keys.accessKeyId,
    's3-secret-access-key': s3Keys.secretAccessKey,
    ...more,
  });

  test.each(Object.entries(servers))(
    'twenty at once store one entry in %s, and each that follows restores it',
    async (_, start) => {
      await using server = await start();
      await using flow = await workflow({ modules });
      const inputs = inputsFor(server);
      const first = await Promise.all(Array.from({ length: 20 }, () => flow.job({ inputs })));
      expect(first.filter(({ code }) => code !== 0)).toEqual([]);
      expect(first.filter(({ outputs }) => outputs['cache-saved'] === 'true')).toHaveLength(1);
      const after = await flow.job({ inputs, env: { GOPROXY: 'off' } });
      expect(after.outputs).toMatchObject({ 'cache-hit': 'true', 'modules-restored': '2' });
    },
  );

  test('encrypted entries are stored in versitygw, and only the key that stored them restores them', async () => {
    await using server = await versitygw();
    await using flow = await workflow({ modules });
    const job = (key: string, more: Record<string, string> = {}) =>
      flow.job({ inputs: inputsFor(server, { 'cache-encryption-key': key, ...more }) });
    const [key, rotated] = ['correct horse battery staple', 'another key of some length'];
    const stored = { 'cache-hit': 'false', 'modules-downloaded': '2', 'cache-saved': 'true' };
    const hit = { 'cache-hit': 'true', 'modules-restored': '2' };
    const missed = async (given: string, note: RegExp) => {
      const run = await job(given);
      expect(run.outputs).toMatchObject(stored);
      expect(run.log).toMatch(note);
    };
    await missed(key, /no older entry of this project$/m);
    await missed(rotated, /; the newest encrypted entry is of another key, [0-9a-f]{12}$/m);
    await missed(
      '',
      /; entries encrypted with key [0-9a-f]{12} are stored, and this job has no `cache-encryption-key`$/m,
    );
    await missed(
      'a mistyped key of some length',
      /; one that is not encrypted is stored, and not used with `cache-encryption-key`$/m,
    );
    for (const each of ['', key, rotated]) expect((await job(each)).outputs).toMatchObject(hit);
  });
});
