import { randomBytes } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { contentsOf, piecesOf } from '../../support/entry-contents.ts';
import { fakeCacheService, packVersion } from '../../support/fake-cache-service.ts';
import { openGithubCache } from '../../support/github-cache.ts';
import { type OuterMember, outerArchive } from '../../support/outer-archive.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;
const pack: OuterMember = { name: 'go-mod-download.pack', contents: 'the pack' };

/** Each makes an archive that tries to reach the folder `outside`, with what is said of it. */
const escapes: readonly [
  name: string,
  members: (outside: string) => readonly OuterMember[],
  reason: RegExp,
][] = [
  ['an absolute name', (outside) => [{ name: `${outside}/new`, contents: 'evil' }, pack], /without its pack/],
  [
    'a name that overwrites',
    (outside) => [{ name: `${outside}/victim`, contents: 'evil' }, pack],
    /without its pack/,
  ],
  [
    'a name that goes up',
    () => [...['../up', '../../up', '../../../up'].map((name) => ({ name, contents: 'evil' })), pack],
    /without its pack/,
  ],
  [
    'a file behind a symbolic link',
    (outside) => [
      { name: 'door', type: 'symlink', linkname: outside },
      { name: 'door/new', contents: 'evil' },
      pack,
    ],
    /without its pack/,
  ],
  [
    'the pack as a link that is then written to',
    (outside) => [{ name: pack.name, type: 'symlink', linkname: `${outside}/victim` }, pack],
    /a link or a folder/,
  ],
  [
    'a hard link that is then written to',
    (outside) => [
      { name: 'other', type: 'link', linkname: `${outside}/victim` },
      { name: 'other', contents: 'evil' },
      pack,
    ],
    /without its pack/,
  ],
  [
    'a folder in place of a link',
    (outside) => [
      { name: 'door', type: 'symlink', linkname: outside },
      { name: 'door', type: 'bare-directory', mode: 0o001 },
      pack,
    ],
    /without its pack/,
  ],
  ['no pack', () => [{ name: 'else', contents: 'x' }], /without its pack/],
  ['a pack in a folder', () => [{ name: `./x/${pack.name}`, contents: 'x' }], /without its pack/],
  [
    'a hard link as pack',
    (outside) => [{ name: pack.name, type: 'link', linkname: `${outside}/victim` }],
    /a link or a folder/,
  ],
  ['a folder as pack', () => [{ name: pack.name, type: 'bare-directory' }], /a link or a folder/],
];

async function planted(members: (outside: string) => readonly OuterMember[]) {
  const service = await fakeCacheService();
  const dir = await tempDir({ 'outside/victim': 'untouched', 'scratch/keep': '' });
  const outside = path.join(dir.path, 'outside');
  await service.putEntry('k-1', packVersion, await outerArchive(members(outside)));
  const cache = openGithubCache({ env: service.env(), scratchDir: path.join(dir.path, 'scratch') });
  return {
    cache,
    async untouched() {
      expect((await readdir(dir.path)).sort()).toEqual(['outside', 'scratch']);
      expect(await readdir(path.join(dir.path, 'scratch'))).toEqual(['keep']);
      expect(await readdir(outside)).toEqual(['victim']);
      expect(await readFile(path.join(outside, 'victim'), 'utf8')).toBe('untouched');
      expect((await lstat(outside)).mode & 0o777).not.toBe(0);
    },
    async [Symbol.asyncDispose]() {
      await cache.close();
      await service[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

describe('an entry whose outer archive is hostile', () => {
  test.each(escapes)('is broken, and writes nothing, with %s', async (_name, members, reason) => {
    await using scene = await planted(members);
    expect(await scene.cache.fetch(['k-'], never)).toEqual({
      kind: 'broken',
      key: 'k-1',
      reason: expect.stringMatching(reason),
    });
    await scene.untouched();
  });

  test.each<[string, (outside: string) => readonly OuterMember[]]>([
    ['a second pack', () => [pack, { ...pack, contents: 'another pack' }]],
    ['a file elsewhere', (outside) => [pack, { name: `${outside}/new`, contents: 'evil' }]],
    ['a link', (outside) => [pack, { name: pack.name, type: 'symlink', linkname: `${outside}/victim` }]],
  ])('gives its pack and nothing else where it is followed by %s', async (_name, members) => {
    await using scene = await planted(members);
    expect((await contentsOf(await scene.cache.fetch(['k-'], never))).toString()).toBe('the pack');
    await scene.untouched();
  });

  test('is not taken when it holds more than the limit, or says so', async () => {
    await using service = await fakeCacheService();
    await service.putEntry('large-1', packVersion, Buffer.alloc(1e6));
    await service.putEntry(
      'bomb-1',
      packVersion,
      await outerArchive([{ name: pack.name, contents: Buffer.alloc(1e6) }]),
    );
    await using cache = openGithubCache({ env: service.env(), scratchDir: '/nowhere', sizeLimit: 1e5 });
    expect(await cache.fetch(['large-'], never)).toEqual({
      kind: 'unavailable',
      reason: 'the storage of the cache service failed: response exceeds 100000 bytes',
    });
    expect(await cache.fetch(['bomb-'], never)).toEqual({
      kind: 'broken',
      key: 'bomb-1',
      reason: 'it is larger than 100000 bytes',
    });
  });

  test('is no hit when its key cannot be ours', async () => {
    await using service = await fakeCacheService();
    await service.putEntry('k-1\n::set-output', packVersion, await outerArchive([pack]));
    await using cache = openGithubCache({ env: service.env(), scratchDir: '/nowhere' });
    expect(await cache.lookup(['k-'], never)).toEqual({
      kind: 'unavailable',
      reason: 'the cache service answered with an entry that was not asked for',
    });
  });

  test.each([
    ['zstd frames', zstdCompressSync],
    ['members of gzip', gzipSync],
  ])('costs no more for being cut into %s of one byte each', async (_, compress) => {
    const contents = randomBytes(30_000);
    const plain = zstdDecompressSync(await outerArchive([{ name: pack.name, contents }]));
    await using scene = await holding(Buffer.concat([...plain].map((byte) => compress(Buffer.of(byte)))));
    const found = await scene.cache.fetch(['k-'], never);
    if (found.kind !== 'found') throw new Error(`not found: ${JSON.stringify(found)}`);
    const pieces: Buffer[] = [];
    for await (const piece of piecesOf(found)) pieces.push(Buffer.from(piece));
    expect(Buffer.concat(pieces).equals(contents)).toBe(true);
    // A piece for each byte took a second and a hundred megabytes for each 100,000 of them.
    expect(pieces.length).toBeLessThan(50);
  });

  test.each<[string, (archive: Buffer) => Buffer]>([
    ['cut short', (archive) => archive.subarray(0, 2e6)],
    [
      'replaced from its middle',
      (archive) => Buffer.concat([archive.subarray(0, 2e6), Buffer.alloc(3e6, 7)]),
    ],
    ['without its last byte', (archive) => archive.subarray(0, 3e6 - 1)],
  ])('says that it is damaged where it is %s: reading it again would not help', async (_, damage) => {
    const contents = randomBytes(3e6);
    await using scene = await holding(damage(await outerArchive([{ name: pack.name, contents }])));
    const found = await scene.cache.fetch(['k-'], never);
    await expect(contentsOf(found)).rejects.toMatchObject({
      reason: expect.stringMatching(/^its archive cannot be decompressed: /),
      isDamaged: true,
    });
  });
});

test.each([
  ['e', []],
  ['cache', []],
  ['A/B+C=d8f2a0c5e1b74', ['A/B+C=d8f2a0c5e1b74', 'A%2FB%2BC%3Dd8f2a0c5e1b74']],
])(
  'of an address with the signature `%s`, what is kept out of the log is the address and %j',
  async (signature, wanted) => {
    const masked: string[] = [];
    const service = createServer((request, response) => {
      const url = `http://${request.headers.host}/blob?sig=${encodeURIComponent(signature)}`;
      response.writeHead(request.method === 'POST' ? 200 : 404);
      response.end(JSON.stringify({ ok: true, matched_key: 'k-1', signed_download_url: url }));
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    const address = service.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const env = {
      ACTIONS_CACHE_SERVICE_V2: 'true',
      ACTIONS_RESULTS_URL: url,
      ACTIONS_RUNTIME_TOKEN: 'token',
    };
    const cache = openGithubCache({
      env,
      scratchDir: '/nowhere',
      mask: (secret) => void masked.push(secret),
    });
    expect((await cache.fetch(['k-'], never)).kind).toBe('unavailable');
    expect(masked.filter((secret) => !secret.startsWith('http'))).toEqual(wanted);
    await cache.close();
    service.closeAllConnections();
    await new Promise((resolve) => service.close(resolve));
  },
);

async function holding(archive: Buffer) {
  const service = await fakeCacheService();
  await service.putEntry('k-1', packVersion, archive);
  const cache = openGithubCache({ env: service.env(), scratchDir: '/nowhere' });
  return {
    cache,
    async [Symbol.asyncDispose]() {
      await cache.close();
      await service[Symbol.asyncDispose]();
    },
  };
}
