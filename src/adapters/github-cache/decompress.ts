import { Readable, type Transform } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { createGunzip, createZstdDecompress, constants as zlib } from 'node:zlib';
import { toBuffer } from '../../byte-stream.ts';
import { ZlibEngine } from '../../modcache/zlib-engine.ts';

/** At most, of a piece of what comes out, in bytes. */
const pieceBytes = 2 ** 18;

/** A bomb gives gigabytes of a few kilobytes that have come: signals and timers of the run get their turn meanwhile. */
const piecesAtOnce = 64;

/** `zstd`, as the library calls it, writes frames with a window of at most 2^23; at level 1, of 2^19. */
const windowLogMax = 23;

/** Bytes in order, each piece valid until the next is asked for. */
type Pieces = AsyncGenerator<Uint8Array, undefined>;

/**
 * decompress yields what an archive holds, gzip or else zstd by its first byte. Throws EngineFault for what is neither, and what
 * `archive` throws.
 */
export async function* decompress(archive: AsyncIterator<Uint8Array>): Pieces {
  const first = await archive.next();
  if (first.done) return undefined;
  const format = first.value[0] === 0x1f ? gzip : zstd;
  const pieces = continued(first.value, archive);
  const engine = ZlibEngine.behind(format.open(), pieceBytes);
  return yield* engine === undefined
    ? decompressByStream(format.open(), pieces)
    : decompressByEngine(engine, format, pieces);
}

interface Format {
  readonly open: () => Transform;
  /** How the engine is told that more will come, and that nothing will. */
  readonly goOn: number;
  readonly end: number;
}

const gzip: Format = { open: () => createGunzip(), goOn: zlib.Z_NO_FLUSH, end: zlib.Z_FINISH };

const zstd: Format = {
  open: () => createZstdDecompress({ params: { [zlib.ZSTD_d_windowLogMax]: windowLogMax } }),
  goOn: zlib.ZSTD_e_continue,
  end: zlib.ZSTD_e_end,
};

async function* continued(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Pieces {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  return undefined;
}

async function* decompressByEngine(engine: ZlibEngine, { goOn, end }: Format, pieces: Pieces): Pieces {
  let yielded = 0;
  try {
    for await (const piece of pieces) {
      for (const part of engine.pieces(goOn, Buffer.from(piece.buffer, piece.byteOffset, piece.length))) {
        yield part;
        yielded += 1;
        if (yielded % piecesAtOnce === 0) await turn();
      }
    }
    yield* engine.pieces(end, Buffer.alloc(0));
    return undefined;
  } finally {
    engine.close();
  }
}

/** decompressByStream is how `decompress` works on a Node whose engine cannot be reached. */
export async function* decompressByStream(stream: Transform, pieces: Pieces): Pieces {
  const source = Readable.from(copies(pieces), { objectMode: false });
  source.on('error', (error) => stream.destroy(error));
  source.pipe(stream);
  try {
    for await (const piece of stream) yield toBuffer(piece);
    return undefined;
  } finally {
    source.destroy();
    stream.destroy();
  }
}

/** A stream reads ahead, and the next piece may come in the same memory. */
async function* copies(pieces: Pieces): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}
