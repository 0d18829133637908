import { randomBytes } from 'node:crypto';
import {
  createZstdCompress,
  createZstdDecompress,
  gzipSync,
  constants as zlib,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { openArchivedPack } from '../../../src/adapters/github-cache/archived-pack.ts';
import { decompress, decompressByStream } from '../../../src/adapters/github-cache/decompress.ts';
import { type OuterMember, outerArchive } from '../../support/outer-archive.ts';

const contents = randomBytes(100_000).toString('hex');
const pack: OuterMember = { name: 'go-mod-download.pack', contents };

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  return undefined;
}

/** As a reader of ranges gives them: each piece is overwritten by the next. */
async function* inOneMemory(bytes: Buffer, size: number): AsyncGenerator<Buffer, undefined> {
  const memory = Buffer.alloc(size);
  for await (const piece of inPieces(bytes, size)) yield memory.subarray(0, piece.copy(memory));
  return undefined;
}

async function packIn(archive: AsyncGenerator<Uint8Array, undefined>): Promise<string> {
  return packInTar(decompress(archive));
}

async function packInTar(tar: AsyncGenerator<Uint8Array, undefined>): Promise<string> {
  const { bytes, content } = await openArchivedPack(tar);
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(Buffer.from(piece));
  const taken = Buffer.concat(pieces).toString();
  expect(taken).toHaveLength(bytes);
  return taken;
}

async function zstd(members: readonly OuterMember[]): Promise<Buffer> {
  return outerArchive(members);
}

async function gzip(members: readonly OuterMember[]): Promise<Buffer> {
  return gzipSync(zstdDecompressSync(await outerArchive(members)));
}

describe('the pack in an archive', () => {
  test.each([
    ['zstd', zstd],
    ['gzip', gzip],
  ])('is read out of %s, in whatever pieces that comes', async (_name, archive) => {
    const bytes = await archive([pack]);
    for (const size of [bytes.length, 100_000, 1000, 1]) {
      const some = size === 1 ? await archive([{ ...pack, contents: 'short' }]) : bytes;
      const expected = size === 1 ? 'short' : contents;
      expect(await packIn(inPieces(some, size))).toBe(expected);
      expect(await packIn(inOneMemory(some, size))).toBe(expected);
    }
  });

  test('is read as well on a Node whose engine cannot be reached', async () => {
    const tar = decompressByStream(createZstdDecompress(), inOneMemory(await zstd([pack]), 5000));
    expect(await packInTar(tar)).toBe(contents);
    const half = decompressByStream(
      createZstdDecompress(),
      inPieces((await zstd([pack])).subarray(0, 50_000), 5000),
    );
    await expect(packInTar(half)).rejects.toThrow();
  });

  test('is read from several frames, as a compressor with threads may write them', async () => {
    const tar = zstdDecompressSync(await zstd([pack]));
    const frames = [tar.subarray(0, 70_000), tar.subarray(70_000)].map((part) => zstdCompressSync(part));
    expect(await packIn(inOneMemory(Buffer.concat(frames), 3000))).toBe(contents);
  });

  test('is read from behind an extended header', async () => {
    const pax = { mtime: '1790000000.123456789', comment: 'x'.repeat(10_000) };
    expect(await packIn(inOneMemory(await zstd([{ ...pack, pax }]), 5000))).toBe(contents);
  });

  test('has the name and the size that the extended header gives it', async () => {
    expect(
      await packIn(inPieces(await zstd([{ ...pack, name: 'short', pax: { path: pack.name } }]), 5000)),
    ).toBe(contents);
    await expect(packIn(inPieces(await zstd([{ ...pack, pax: { path: '../up' } }]), 5000))).rejects.toThrow(
      'without its pack',
    );
    const { bytes } = await openArchivedPack(
      decompress(inPieces(await zstd([{ ...pack, pax: { size: '12' } }]), 5000)),
    );
    expect(bytes).toBe(12);
  });

  test('is not looked for behind an endless header', async () => {
    const pax = { comment: 'x'.repeat(500_000) };
    await expect(packIn(inPieces(await zstd([{ ...pack, pax }]), 5000))).rejects.toThrow(
      'header is too large',
    );
  });

  test('is read without what follows it', async () => {
    const bytes = await zstd([pack, { name: 'else', contents: randomBytes(2e6).toString('hex') }]);
    let read = 0;
    async function* counted(): AsyncGenerator<Buffer, undefined> {
      for await (const piece of inPieces(bytes, 10_000)) {
        read += piece.length;
        yield piece;
      }
      return undefined;
    }
    expect(await packIn(counted())).toBe(contents);
    expect(read).toBeLessThan(bytes.length);
  });

  test.each<[string, readonly OuterMember[], string]>([
    ['nothing', [], 'not a tar'],
    ['something else', [{ name: 'else', contents: 'x' }], 'without its pack'],
    ['something else before it', [{ name: 'else', contents: 'x' }, pack], 'without its pack'],
    ['it in a folder', [{ ...pack, name: `./x/${pack.name}` }], 'without its pack'],
    ['an absolute name', [{ ...pack, name: `/${pack.name}` }], 'without its pack'],
    [
      'a symbolic link by its name',
      [{ name: pack.name, type: 'symlink', linkname: '/etc/hostname' }],
      'a link',
    ],
    ['a hard link by its name', [{ name: pack.name, type: 'link', linkname: '/etc/hostname' }], 'a link'],
    ['a folder by its name', [{ name: pack.name, type: 'bare-directory' }], 'a folder'],
    ['a folder', [{ name: pack.name, type: 'directory' }], 'its pack'],
  ])('is not taken from an archive that holds %s', async (_name, members, reason) => {
    await expect(packIn(inPieces(await zstd(members), 1000))).rejects.toThrow(reason);
  });

  test('is not there where there is no archive', async () => {
    await expect(packIn(inPieces(Buffer.alloc(0), 1))).rejects.toThrow('ends early');
  });

  test.each<[string, () => Promise<Buffer>]>([
    ['is none', async () => Buffer.alloc(10_000, 'not an archive')],
    ['is no tar', async () => zstdCompressSync(Buffer.alloc(10_000, 'not a tar'))],
    ['ends in the middle', async () => (await zstd([pack])).subarray(0, 100_000)],
    [
      'ends in the middle, and is filled up',
      async () =>
        Buffer.concat([
          gzipSync(zstdDecompressSync(await zstd([pack])).subarray(0, 100_000)),
          Buffer.alloc(5000),
        ]),
    ],
    [
      'is whole and ends within the pack',
      async () => zstdCompressSync(zstdDecompressSync(await zstd([pack])).subarray(0, 100_000)),
    ],
  ])('is not taken from an archive that %s', async (_name, archive) => {
    await expect(packIn(inPieces(await archive(), 1000))).rejects.toThrow();
  });

  test('is not read with more memory than the library can have taken to write it', async () => {
    const tar = zstdDecompressSync(await outerArchive([pack]));
    /** As a stream, which declares its window, however little it holds. */
    async function* archive(windowLog: number): AsyncGenerator<Uint8Array, undefined> {
      const compress = createZstdCompress({ params: { [zlib.ZSTD_c_windowLog]: windowLog } });
      compress.end(tar);
      for await (const piece of compress) yield piece;
      return undefined;
    }
    expect(await packIn(archive(23))).toBe(contents);
    await expect(packIn(archive(24))).rejects.toThrow();
  });
});
