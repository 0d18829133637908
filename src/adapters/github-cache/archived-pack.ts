import { createGunzip, createZstdDecompress, constants as zlib } from 'node:zlib';
import tar from 'tar-stream';
import { ZlibEngine } from '../../modcache/zlib-engine.ts';
import { packName } from './protocol.ts';

/** ArchivedPack is a pack in the archive that `@actions/cache` makes of it. */
export interface ArchivedPack {
  /** Its size in bytes, which the archive tells before its content. */
  readonly bytes: number;
  /** Of exactly that size, each piece valid until the next; throws where the archive ends before. */
  readonly content: AsyncIterable<Buffer>;
}

/**
 * readArchivedPack has `take` read the pack in an archive (tar, in zstd or gzip), while the archive itself is still
 * coming; a piece of it is used up before the next is asked for. Returns whether the archive begins with a pack: any other
 * is left alone. What follows the pack is not read. Throws what `take` throws, and for what is no archive.
 */
export async function readArchivedPack(
  archive: AsyncIterable<Buffer>,
  take: (pack: ArchivedPack) => Promise<void>,
): Promise<boolean> {
  const plain = decompressed(archive);
  try {
    const head = await beginning(plain);
    const member = await firstMember(head);
    if (member?.header.name !== packName || member.header.type !== 'file') return false;
    const { size: bytes } = member.header;
    await take({ bytes, content: content(head.subarray(member.offset + blockBytes), plain, bytes) });
    return true;
  } finally {
    await plain.return(undefined);
  }
}

/** Plain is what an archive holds, decompressed; each piece is valid until the next. */
type Plain = AsyncGenerator<Buffer, undefined>;

/** At most, of a piece of it, in bytes. */
const pieceBytes = 2 ** 18;

async function* decompressed(archive: AsyncIterable<Buffer>): Plain {
  let decompressor: Decompressor | undefined;
  try {
    for await (const piece of archive) {
      decompressor ??= decompressorFor(piece);
      yield* decompressor.engine.pieces(decompressor.goesOn, piece);
    }
    if (decompressor !== undefined) yield* decompressor.engine.pieces(decompressor.ends, Buffer.alloc(0));
  } finally {
    decompressor?.engine.close();
  }
}

/** Decompressor is an engine with the constants of node:zlib that it goes by. */
interface Decompressor {
  readonly engine: ZlibEngine;
  readonly goesOn: number;
  readonly ends: number;
}

/** zstd, as the library calls it, writes frames with a window of at most 2^23; ours, at level 1, of 2^19. */
const windowLogMax = 23;

function decompressorFor(begins: Buffer): Decompressor {
  const isGzip = begins[0] === 0x1f && begins[1] === 0x8b;
  const stream = isGzip
    ? createGunzip()
    : createZstdDecompress({ params: { [zlib.ZSTD_d_windowLogMax]: windowLogMax } });
  const engine = ZlibEngine.behind(stream, pieceBytes);
  if (engine === undefined) throw new Error('this Node reads archives as streams only');
  return isGzip
    ? { engine, goesOn: zlib.Z_NO_FLUSH, ends: zlib.Z_FINISH }
    : { engine, goesOn: zlib.ZSTD_e_continue, ends: zlib.ZSTD_e_end };
}

/** What an archive may have before its first member's content: a header, and one that extends it. */
const headBytes = 2 ** 16;

/** Returns the first bytes: at least `headBytes`, if there are as many. */
async function beginning(plain: Plain): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < headBytes) {
    const { done, value } = await plain.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

/** A header of a tar is one block. */
const blockBytes = 512;

/** Member is a member of a tar, and where its header lies, in bytes. */
interface Member {
  readonly header: tar.Header;
  readonly offset: number;
}

/** Returns the first member of the tar that begins with `head`; undefined where there is none. */
async function firstMember(head: Buffer): Promise<Member | undefined> {
  const members = tar.extract();
  members.end(head);
  for await (const { header, offset } of members) return { header, offset };
  return undefined;
}

/** Yields `bytes` bytes, of which `first` are the first. */
async function* content(first: Buffer, rest: Plain, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for (let piece = first; ; ) {
    const wanted = piece.subarray(0, left);
    left -= wanted.length;
    yield wanted;
    if (left === 0) return;
    const next = await rest.next();
    if (next.done) throw new Error('its archive ends within the pack');
    piece = next.value;
  }
}
