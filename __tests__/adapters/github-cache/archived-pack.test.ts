import { randomBytes } from 'node:crypto';
import {
  createZstdCompress,
  gzipSync,
  constants as zlib,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { readArchivedPack } from '../../../src/adapters/github-cache/archived-pack.ts';
import { type OuterMember, outerArchive } from '../../support/outer-archive.ts';

const contents = randomBytes(300_000).toString('hex');
const pack: OuterMember = { name: 'go-mod-download.pack', contents };

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** All pieces in the same memory, as a file is read. */
async function* inOneMemory(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  const memory = Buffer.alloc(size);
  for await (const piece of inPieces(bytes, size)) yield memory.subarray(0, piece.copy(memory));
}

/** Reads an archive, and returns what was taken from it; undefined where nothing was. */
async function packIn(archive: AsyncIterable<Buffer>): Promise<string | undefined> {
  let taken: string | undefined;
  const found = await readArchivedPack(archive, async ({ bytes, content }) => {
    const pieces: Buffer[] = [];
    for await (const piece of content) pieces.push(Buffer.from(piece));
    taken = Buffer.concat(pieces).toString();
    expect(taken).toHaveLength(bytes);
  });
  expect(found).toBe(taken !== undefined);
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
    for (const size of [bytes.length, 100_000, 1000]) {
      expect(await packIn(inPieces(bytes, size))).toBe(contents);
      expect(await packIn(inOneMemory(bytes, size))).toBe(contents);
    }
  });

  test('is read from behind an extended header', async () => {
    const pax = { mtime: '1790000000.123456789', comment: 'x'.repeat(10_000) };
    expect(await packIn(inOneMemory(await zstd([{ ...pack, pax }]), 5000))).toBe(contents);
  });

  test('is not looked for behind an endless header', async () => {
    const pax = { comment: 'x'.repeat(500_000) };
    await expect(packIn(inPieces(await zstd([{ ...pack, pax }]), 5000))).rejects.toThrow('Unexpected end');
  });

  test('is read without what follows it', async () => {
    const bytes = await zstd([pack, { name: 'else', contents: randomBytes(2e6).toString('hex') }]);
    let read = 0;
    let closed = false;
    async function* counted(): AsyncGenerator<Buffer> {
      try {
        for await (const piece of inPieces(bytes, 10_000)) {
          read += piece.length;
          yield piece;
        }
      } finally {
        closed = true;
      }
    }
    expect(await packIn(counted())).toBe(contents);
    expect(closed).toBe(true);
    expect(read).toBeLessThan(bytes.length);
  });

  test.each<[string, readonly OuterMember[]]>([
    ['nothing', []],
    ['something else', [{ name: 'else', contents: 'x' }]],
    ['something else before it', [{ name: 'else', contents: 'x' }, pack]],
    ['it in a folder', [{ ...pack, name: `./x/${pack.name}` }]],
    ['a symbolic link by its name', [{ name: pack.name, type: 'symlink', linkname: '/etc/hostname' }]],
    ['a hard link by its name', [{ name: pack.name, type: 'link', linkname: '/etc/hostname' }]],
    ['a folder by its name', [{ name: pack.name, type: 'directory' }]],
  ])('is not taken from an archive that holds %s', async (_name, members) => {
    expect(await packIn(inPieces(await zstd(members), 1000))).toBeUndefined();
  });

  test('is not there where there is no archive', async () => {
    expect(await packIn(inPieces(Buffer.alloc(0), 1))).toBeUndefined();
  });

  test.each<[string, () => Promise<Buffer>]>([
    ['is none', async () => Buffer.alloc(10_000, 'not an archive')],
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
    const archive = (windowLog: number) => {
      const compress = createZstdCompress({ params: { [zlib.ZSTD_c_windowLog]: windowLog } });
      compress.end(tar);
      return compress;
    };
    expect(await packIn(archive(23))).toBe(contents);
    await expect(packIn(archive(24))).rejects.toThrow();
  });

  test('is given up when whoever takes it fails', async () => {
    const archive = inPieces(await zstd([pack]), 1000);
    const taking = readArchivedPack(archive, () => Promise.reject(new Error('the disk is full')));
    await expect(taking).rejects.toThrow('the disk is full');
  });
});
