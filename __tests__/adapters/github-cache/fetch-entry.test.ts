import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { githubCache } from '../../../src/adapters/github-cache/github-cache.ts';
import { isDownloaded } from '../../../src/adapters/github-cache/outcome.ts';
import type { CacheFetch } from '../../../src/ports/cache-backend.ts';
import { cacheChildAfter, witnessedChild } from '../../support/cache-child.ts';
import type { BlobFault } from '../../support/fake-cache-blobs.ts';
import { fakeCacheService, packVersion } from '../../support/fake-cache-service.ts';
import { type OuterMember, outerArchive } from '../../support/outer-archive.ts';
import { tempDir } from '../../support/temp-dir.ts';

const packBytes = 20e6;
const contents = randomBytes(packBytes);
const large: OuterMember = { name: 'go-mod-download.pack', contents };
const slow = 10e6;

/** A service that holds `archive` as the entry `k-1`, and a client that fetches it. */
async function scene(archive: Buffer, options: { azure?: boolean; sizeLimit?: number } = {}) {
  const service = await fakeCacheService(options);
  const dir = await tempDir();
  await service.putEntry('k-1', packVersion, archive);
  const { child, gone } = await witnessedChild(dir.path);
  const scratchDir = path.join(dir.path, 'scratch');
  const env = { PATH: process.env['PATH'], ...service.env() };
  const { sizeLimit = 1e9 } = options;
  const cache = githubCache({ env, scratchDir, stallTimeout: 2000, lookupTimeout: 10_000, child, sizeLimit });
  return {
    service,
    cache,
    async fetch(signal = new AbortController().signal) {
      const fetched = await cache.fetch(['k-'], signal);
      if (fetched.kind !== 'found') throw new Error(JSON.stringify(fetched));
      return fetched;
    },
    async nothingLeftOf({ dispose }: Extract<CacheFetch, { kind: 'found' }>) {
      await dispose();
      await gone();
      expect(await readdir(scratchDir)).toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

async function isAsStored(file: string, bytes: number): Promise<boolean> {
  return (await readFile(file)).subarray(0, bytes).equals(contents.subarray(0, bytes));
}

describe('a large entry', () => {
  test('can be read while it comes', async () => {
    await using at = await scene(await outerArchive([large]));
    at.service.faults.bytesPerSecond = slow;
    const fetched = await at.fetch();
    expect(fetched).toMatchObject({ key: 'k-1', bytes: packBytes });
    expect(await fetched.arrival?.upTo(5e6)).toBeUndefined();
    expect(fetched.arrival?.bytes).toBeLessThan(packBytes);
    expect(await isAsStored(fetched.file, 5e6)).toBe(true);
    expect(await fetched.arrival?.upTo(packBytes)).toBeUndefined();
    expect(await isAsStored(fetched.file, packBytes)).toBe(true);
    await at.nothingLeftOf(fetched);
  });

  test.each<[string, BlobFault, RegExp]>([
    ['falls silent', { afterBytes: 12e6, kind: 'silence' }, /(?:was silent|sent less than 1 MB\/s) for 2 s/],
    ['is closed', { afterBytes: 12e6, kind: 'close' }, /broke off$/],
  ])('ends where it has come to when the connection %s', async (_name, fault, reason) => {
    await using at = await scene(await outerArchive([large]));
    at.service.faults.download = fault;
    const fetched = await at.fetch();
    expect(await fetched.arrival?.upTo(10e6)).toBeUndefined();
    expect(await fetched.arrival?.upTo(packBytes)).toEqual({
      kind: 'unavailable',
      reason: expect.stringMatching(reason),
    });
    expect(await isAsStored(fetched.file, 10e6)).toBe(true);
    await at.nothingLeftOf(fetched);
  });

  test.each<[string, (archive: Buffer) => Buffer, RegExp]>([
    ['is damaged', (archive) => archive.fill(0xff, 10e6, 11e6), /^the entry k-1 cannot be read: /],
    ['was stored cut short', (archive) => archive.subarray(0, 12e6), /^the entry k-1 cannot be read: /],
  ])('ends where it has come to when it %s', async (_name, spoil, reason) => {
    await using at = await scene(spoil(await outerArchive([large])));
    at.service.faults.bytesPerSecond = slow;
    const fetched = await at.fetch();
    expect(await fetched.arrival?.upTo(packBytes)).toEqual({
      kind: 'unavailable',
      reason: expect.stringMatching(reason),
    });
    await at.nothingLeftOf(fetched);
  });

  test('stops coming when nobody wants it any more', async () => {
    await using at = await scene(await outerArchive([large]));
    at.service.faults.bytesPerSecond = slow;
    const fetched = await at.fetch();
    await at.nothingLeftOf(fetched);
    expect(fetched.arrival?.bytes).toBeLessThan(packBytes);
    expect(await fetched.arrival?.upTo(packBytes)).toMatchObject({ kind: 'unavailable' });
  });

  test('stops coming when the run is ended', async () => {
    await using at = await scene(await outerArchive([large]));
    at.service.faults.bytesPerSecond = slow;
    const run = new AbortController();
    const fetched = await at.fetch(run.signal);
    run.abort(new Error('the step has taken too long'));
    expect(await fetched.arrival?.upTo(packBytes)).toEqual({
      kind: 'unavailable',
      reason: 'the step has taken too long',
    });
    await at.nothingLeftOf(fetched);
  });

  test('comes whole when its archive begins with something else', async () => {
    const other: OuterMember = { name: 'else', contents: randomBytes(9e6) };
    await using at = await scene(await outerArchive([other, large]));
    const fetched = await at.fetch();
    expect(fetched.arrival).toBeUndefined();
    expect(await isAsStored(fetched.file, packBytes)).toBe(true);
    await at.nothingLeftOf(fetched);
  });

  test('is not begun when it would be larger than the limit, however small its archive is', async () => {
    const bomb = { ...large, contents: Buffer.alloc(packBytes) };
    await using at = await scene(await outerArchive([bomb]), { sizeLimit: packBytes - 1 });
    const fetched = await at.cache.fetch(['k-'], new AbortController().signal);
    // Whether the library is caught at it depends on how quickly it unpacks.
    expect(fetched).not.toHaveProperty('arrival');
    if (fetched.kind === 'found') await at.nothingLeftOf(fetched);
  });

  test('comes from blob storage in its own way, too', async () => {
    await using at = await scene(await outerArchive([large]), { azure: true });
    const fetched = await at.fetch();
    expect(await fetched.arrival?.upTo(packBytes)).toBeUndefined();
    expect(await isAsStored(fetched.file, packBytes)).toBe(true);
    await at.nothingLeftOf(fetched);
  });
});

test('the library says when it has an entry and begins to unpack it', async () => {
  await using service = await fakeCacheService();
  await using dir = await tempDir();
  await service.putEntry('k-1', packVersion, await outerArchive([{ ...large, contents: 'x' }]));
  const printed = path.join(dir.path, 'printed');
  const prelude = `
    import { appendFileSync } from 'node:fs';
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (text, ...rest) => (appendFileSync(${JSON.stringify(printed)}, text), write(text, ...rest));`;
  const cache = githubCache({
    env: { PATH: process.env['PATH'], ...service.env() },
    scratchDir: path.join(dir.path, 'scratch'),
    stallTimeout: 2000,
    child: await cacheChildAfter(dir.path, prelude),
  });
  const fetched = await cache.fetch(['k-'], new AbortController().signal);
  expect(fetched).toMatchObject({ kind: 'found', bytes: 1 });
  expect((await readFile(printed, 'utf8')).split(/\r?\n/).filter(isDownloaded)).toHaveLength(1);
});

test('a small entry comes whole', async () => {
  const small = contents.subarray(0, 5e6);
  await using at = await scene(await outerArchive([{ ...large, contents: small }]));
  const fetched = await at.fetch();
  expect(fetched).toMatchObject({ key: 'k-1', bytes: 5e6 });
  expect(fetched.arrival).toBeUndefined();
  expect((await readFile(fetched.file)).equals(small)).toBe(true);
  await at.nothingLeftOf(fetched);
});
