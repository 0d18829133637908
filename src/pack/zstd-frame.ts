import { Readable } from 'node:stream';
import { createZstdDecompress, type ZstdDecompress, constants as zlib } from 'node:zlib';
import { messageOf } from '../errors.ts';
import { EngineFault, ZlibEngine } from '../modcache/zlib-engine.ts';
import { limits } from './format.ts';

/** Decompressed bytes come in pieces of at most this size: large enough to hold most files whole. */
const pieceBytes = 2 ** 19;

/** Decompression is a way to read a frame. `take` may keep a piece only during the call. */
export type Decompression = (stored: Iterable<Buffer>, take: (piece: Buffer) => void) => Promise<void>;

/** The engine of the last frame of this thread, kept to be used once more. */
let idle: ZlibEngine | undefined;

/**
 * decompressFrame hands over what the zstd frame in `stored` holds. Rejects with EngineFault for what is not a whole
 * frame, and with whatever `stored` and `take` throw.
 */
export const decompressFrame: Decompression = async (stored, take) => {
  const engine = idle ?? ZlibEngine.behind(openStream(), pieceBytes);
  if (engine === undefined) return decompressByStream(stored, take);
  idle = undefined;
  try {
    for (const piece of stored) engine.run(zlib.ZSTD_e_continue, piece, take);
    engine.run(zlib.ZSTD_e_end, nothing, take);
  } catch (error) {
    engine.close();
    throw error;
  }
  idle = engine;
};

/** decompressByStream is decompressFrame as it works on a Node whose engine cannot be reached. */
export const decompressByStream: Decompression = async (stored, take) => {
  const stream = openStream();
  const source = Readable.from(copies(stored), { objectMode: false });
  source.on('error', (error) => stream.destroy(error));
  source.pipe(stream);
  try {
    for await (const piece of stream) take(piece);
  } catch (error) {
    const code = Error.isError(error) && 'code' in error ? String(error.code) : '';
    throw /^Z(STD)?_/.test(code) ? new EngineFault(messageOf(error)) : error;
  } finally {
    source.destroy();
    stream.destroy();
  }
};

function openStream(): ZstdDecompress {
  return createZstdDecompress({
    chunkSize: pieceBytes,
    params: { [zlib.ZSTD_d_windowLogMax]: limits.windowLog },
  });
}

/** A stream reads ahead, and the next piece may come in the same memory. */
function* copies(stored: Iterable<Buffer>): Generator<Buffer> {
  for (const piece of stored) yield Buffer.from(piece);
}

const nothing = Buffer.alloc(0);
