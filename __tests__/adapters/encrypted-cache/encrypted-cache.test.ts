import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { directoryCache } from '../../../src/adapters/directory-cache/directory-cache.ts';
import { encryptedCache } from '../../../src/adapters/encrypted-cache/encrypted-cache.ts';
import { plainCache } from '../../../src/adapters/encrypted-cache/explain-miss.ts';
import { type EncryptionKey, encryptionKeyOf } from '../../../src/adapters/encrypted-cache/key.ts';
import { nameWithoutKeyId, storedPrefix } from '../../../src/adapters/encrypted-cache/names.ts';
import { s3Cache } from '../../../src/adapters/s3/s3-cache.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { CacheBackend } from '../../../src/ports/cache-backend.ts';
import { cacheBackendContract } from '../../support/cache-backend-contract.ts';
import { fakeCacheService } from '../../support/fake-cache-service.ts';
import { fakeS3 } from '../../support/fake-s3.ts';
import { openGithubCache } from '../../support/github-cache.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { openHttp, testBucket, testCredentials } from '../s3/test-client.ts';

const never = new AbortController().signal;
const key = await encryptionKeyOf('a passphrase for tests');
const otherKey = await encryptionKeyOf('another passphrase');

async function directoryScene() {
  const dir = await tempDir();
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const root = path.join(dir.path, 'cache');
  const plain: CacheBackend = directoryCache({
    root,
    maxBytes: 1e9,
    random: Math.random,
    clock,
    isEntry: () => true,
  });
  return {
    plain,
    backend: encryptedCache(plain, key),
    dir: dir.path,
    entries: path.join(root, 'v1'),
    pass: () => clock.advance(1000),
    async store(backend: CacheBackend, name: string, contents: string | Buffer) {
      const file = path.join(dir.path, 'pack');
      await writeFile(file, contents);
      return backend.store(name, file, never);
    },
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

cacheBackendContract('the directory cache with encryption', directoryScene);

cacheBackendContract('S3 with encryption', async () => {
  const [s3, dir, http] = [await fakeS3(), await tempDir(), await openHttp()];
  const bucket = testBucket(s3.url);
  const options = { bucket, credentials: testCredentials, http: async () => http, stallTimeout: 60_000 };
  const backend = encryptedCache(s3Cache({ ...options, clock: systemClock, random: () => 0 }), key);
  return {
    backend,
    dir: dir.path,
    pass: async () => undefined,
    async [Symbol.asyncDispose]() {
      await backend.close();
      await http.close();
      await s3[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
});

cacheBackendContract("GitHub's cache service with encryption", async () => {
  const [service, dir] = [await fakeCacheService(), await tempDir()];
  const env = { PATH: process.env['PATH'], ...service.env() };
  const backend = encryptedCache(openGithubCache({ env, scratchDir: path.join(dir.path, 'scratch') }), key);
  return {
    backend,
    dir: dir.path,
    pass: async () => undefined,
    async [Symbol.asyncDispose]() {
      await backend.close();
      await dir[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
    },
  };
});

describe('encryptedCache', () => {
  test('stores nothing in clear, under names of its key, and leaves no copy', async () => {
    await using at = await directoryScene();
    await at.store(at.backend, 'k-1', 'private '.repeat(1000));
    const [name = ''] = await readdir(at.entries);
    expect(name).toBe(`enc-${key.id}-k-1.pack`);
    expect((await readFile(path.join(at.entries, name))).includes('private')).toBe(false);
    expect((await readdir(at.dir)).sort()).toEqual(['cache', 'pack']);
  });

  test('finds no entries of another key, and none that are not encrypted', async () => {
    await using at = await directoryScene();
    await at.store(at.plain, 'k-1', 'plain');
    await at.store(encryptedCache(at.plain, otherKey), 'k-2', 'other');
    expect(await at.backend.lookup(['k-1', 'k-'], never)).toEqual({ kind: 'none' });
    expect(await at.backend.fetch(['k-1', 'k-'], never)).toMatchObject({ kind: 'none' });
    expect(await at.plain.lookup(['k-'], never)).toEqual({ kind: 'found', key: 'k-1' });
  });

  test.each([
    { stored: 'nothing', with: [], job: key, note: undefined },
    {
      stored: 'a plain entry',
      with: [undefined],
      job: key,
      note: /^one that is not encrypted is stored, and not used/,
    },
    {
      stored: 'one of another key',
      with: [otherKey],
      job: key,
      note: `the newest encrypted entry is of another key, ${otherKey.id}`,
    },
    {
      stored: 'an encrypted one',
      with: [otherKey],
      job: undefined,
      note: /^entries encrypted with key .* this job has no/,
    },
  ])('a miss beside $stored says so', async ({ with: writers, job, note }) => {
    await using at = await directoryScene();
    const as = (own: EncryptionKey | undefined) =>
      own === undefined ? plainCache(at.plain) : encryptedCache(at.plain, own);
    for (const writer of writers) await at.store(as(writer), 'k-1', 'contents');
    const missed = await as(job).fetch(['k-1', 'k-'], never);
    expect(missed).toEqual(
      note === undefined ? { kind: 'none' } : { kind: 'none', note: expect.stringMatching(note) },
    );
  });

  test.each([
    { what: 'that is not encrypted', contents: Buffer.alloc(2000, 'plain '), reason: 'it is not encrypted' },
    { what: 'of a few bytes', contents: Buffer.from('x'), reason: 'it is not encrypted' },
    {
      what: 'that holds a header only',
      contents: Buffer.concat([Buffer.from('GOMODEN1'), randomBytes(32)]),
      reason: 'it is not encrypted',
    },
    {
      what: 'that no key opens',
      contents: Buffer.concat([Buffer.from('GOMODEN1'), randomBytes(99)]),
      reason: 'it is encrypted with another key, or damaged',
    },
  ])('an entry $what is broken', async ({ contents, reason }) => {
    await using at = await directoryScene();
    await at.store(at.plain, `${storedPrefix(key.id)}k-1`, contents);
    expect(await at.backend.fetch(['k-1'], never)).toEqual({ kind: 'broken', key: 'k-1', reason });
  });

  test('an entry that was moved to the name of another is broken', async () => {
    await using at = await directoryScene();
    await at.store(at.backend, 'k-1', 'contents');
    const file = (name: string) => path.join(at.entries, `${storedPrefix(key.id)}${name}.pack`);
    await rename(file('k-1'), file('k-2'));
    expect(await at.backend.fetch(['k-2'], never)).toMatchObject({ kind: 'broken', key: 'k-2' });
  });

  test('damage behind the first frame ends the stream, and what came before is right', async () => {
    await using at = await directoryScene();
    const contents = randomBytes(3_000_000);
    await at.store(at.backend, 'k-1', contents);
    const file = path.join(at.entries, `${storedPrefix(key.id)}k-1.pack`);
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(2_500_000) ^ 1, 2_500_000);
    await writeFile(file, bytes);
    const fetched = await at.backend.fetch(['k-1'], never);
    if (fetched.kind !== 'found' || fetched.source.kind !== 'stream')
      throw new Error('a stream was expected');
    const { pieces } = fetched.source;
    const whole = [await pieces.next(), await pieces.next()].map(({ value }) => Buffer.from(value ?? []));
    expect(contents.subarray(0, 2 ** 21).equals(Buffer.concat(whole))).toBe(true);
    await expect(pieces.next()).rejects.toMatchObject({
      reason: 'a part of the encrypted entry is damaged',
      isDamaged: true,
    });
    await fetched.dispose();
  });

  test('a file that cannot be read is unavailable', async () => {
    await using at = await directoryScene();
    expect(await at.backend.store('k-1', path.join(at.dir, 'absent'), never)).toMatchObject({
      kind: 'unavailable',
    });
  });
});

test('the name of an entry does not depend on its key', () => {
  expect(nameWithoutKeyId(`${storedPrefix(key.id)}go-mod-v1-x-1`)).toBe('go-mod-v1-x-1');
  expect(nameWithoutKeyId('enc-nothex-go-mod-v1-x-1')).toBe('enc-nothex-go-mod-v1-x-1');
});
