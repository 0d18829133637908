import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress, constants as zlib } from 'node:zlib';
import tar from 'tar-stream';
import { bytesOf } from '../byte-stream.ts';
import { packName } from './github-cache-protocol.ts';

/** ArchivedPack is a pack in the archive that `@actions/cache` makes of it. */
export interface ArchivedPack {
  /** Its size in bytes, which the archive tells before its content. */
  readonly bytes: number;
  /** Of exactly that size; throws where the archive ends before. */
  readonly content: AsyncIterable<Buffer>;
}

/** zstd, as the library calls it, writes frames with a window of at most 2^23; ours, at level 1, of 2^19. */
const windowLogMax = 23;

/**
 * readArchivedPack has `take` read the pack in an archive (tar, in zstd or gzip), while the archive itself is still coming.
 * Returns whether the archive begins with a pack: any other is left alone. What follows the pack is not read. Throws what
 * `take` throws, and for what is no archive.
 */
export async function readArchivedPack(
  archive: AsyncIterable<Buffer>,
  take: (pack: ArchivedPack) => Promise<void>,
): Promise<boolean> {
  const pieces = archive[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return false;
  const members = tar.extract();
  const reading = pipeline(startingWith(first.value, pieces), decompressor(first.value), members);
  const taking = takeFirst(members, take);
  try {
    return await Promise.race([taking, reading.then(() => taking)]);
  } finally {
    members.destroy();
    // It has ended of itself, or of having been cut off here.
    await Promise.allSettled([reading, taking]);
  }
}

async function* startingWith(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function decompressor(begins: Buffer) {
  const isGzip = begins[0] === 0x1f && begins[1] === 0x8b;
  return isGzip
    ? createGunzip()
    : createZstdDecompress({ params: { [zlib.ZSTD_d_windowLogMax]: windowLogMax } });
}

async function takeFirst(
  members: tar.Extract,
  take: (pack: ArchivedPack) => Promise<void>,
): Promise<boolean> {
  for await (const member of members) {
    const { name, type, size } = member.header;
    if (name !== packName || type !== 'file' || size === undefined) return false;
    await take({ bytes: size, content: bytesOf(member) });
    return true;
  }
  return false;
}
