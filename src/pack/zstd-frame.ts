import { Readable } from 'node:stream';
import { isUint32Array } from 'node:util/types';
import { createZstdDecompress, type ZstdDecompress, constants as zlib } from 'node:zlib';
import { messageOf } from '../errors.ts';
import { limits } from './format.ts';

/*
 * Node decompresses through streams, which hop to another thread for every piece and give each piece memory of its
 * own: half of a restore would go into fresh pages and into threads that wait for each other. The engine behind the
 * stream can be driven directly, into the same memory again and again, and a worker has nothing else to do
 * meanwhile. npm's reader of tarballs (minizlib) does so too. As it is undocumented, a Node without it gets the
 * stream, which reads the same frames.
 */

/** Decompressed bytes come in pieces of at most this size: large enough to hold most files whole. */
const pieceBytes = 2 ** 19;

/** Decompression is a way to read a frame. `take` may keep a piece only during the call. */
export type Decompression = (stored: Iterable<Buffer>, take: (piece: Buffer) => void) => Promise<void>;

/**
 * decompressFrame hands over what the zstd frame in `stored` holds. Rejects with FrameDamage for what is not a whole
 * frame, and with whatever `stored` and `take` throw.
 */
export const decompressFrame: Decompression = async (stored, take) => {
  const stream = openStream();
  const engine = engineOf(stream);
  if (engine === undefined) return pour(stream, stored, take);
  try {
    drive(engine, stored, take);
  } finally {
    stream.destroy();
  }
};

/** decompressByStream is decompressFrame as it works on a Node whose engine cannot be reached. */
export const decompressByStream: Decompression = (stored, take) => pour(openStream(), stored, take);

/** FrameDamage says in zstd's words why a frame cannot be decompressed. */
export class FrameDamage extends Error {}

function openStream(): ZstdDecompress {
  return createZstdDecompress({
    chunkSize: pieceBytes,
    params: { [zlib.ZSTD_d_windowLogMax]: limits.windowLog },
  });
}

async function pour(
  stream: ZstdDecompress,
  stored: Iterable<Buffer>,
  take: (piece: Buffer) => void,
): Promise<void> {
  const source = Readable.from(copies(stored), { objectMode: false });
  source.on('error', (error) => stream.destroy(error));
  source.pipe(stream);
  try {
    for await (const piece of stream) take(piece);
  } catch (error) {
    const code = Error.isError(error) && 'code' in error ? String(error.code) : '';
    throw /^Z(STD)?_/.test(code) ? new FrameDamage(messageOf(error)) : error;
  } finally {
    source.destroy();
    stream.destroy();
  }
}

/** A stream reads ahead, and the next piece may come in the same memory. */
function* copies(stored: Iterable<Buffer>): Generator<Buffer> {
  for (const piece of stored) yield Buffer.from(piece);
}

/** Engine is what stands behind a stream of node:zlib, as far as it is needed here. */
interface Engine {
  readonly handle: Handle;
  /** After each call: how much room is left in the output, and how much of the input. */
  readonly left: Uint32Array;
}

interface Handle {
  onerror: (message: string) => void;
  writeSync(
    flush: number,
    input: Uint8Array,
    inputAt: number,
    inputBytes: number,
    output: Uint8Array,
    outputAt: number,
    outputBytes: number,
  ): void;
}

function engineOf(stream: object): Engine | undefined {
  const handle: unknown = Reflect.get(stream, '_handle');
  const left: unknown = Reflect.get(stream, '_writeState');
  return isHandle(handle) && isUint32Array(left) ? { handle, left } : undefined;
}

function isHandle(value: unknown): value is Handle {
  if (typeof value !== 'object' || value === null) return false;
  return 'onerror' in value && 'writeSync' in value && typeof value.writeSync === 'function';
}

function drive(engine: Engine, stored: Iterable<Buffer>, take: (piece: Buffer) => void): void {
  let damage: string | undefined;
  engine.handle.onerror = (message) => {
    damage = message;
  };
  const output = Buffer.allocUnsafeSlow(pieceBytes);
  const consume = (input: Buffer, flush: number): void => {
    for (let at = 0; ; ) {
      engine.handle.writeSync(flush, input, at, input.length - at, output, 0, output.length);
      if (damage !== undefined) throw new FrameDamage(damage);
      const [room = 0, unread = 0] = engine.left;
      take(output.subarray(0, output.length - room));
      // Room that is left means that all there was has come out, or that one frame has ended before the next.
      if (room > 0 && unread === 0) return;
      at = input.length - unread;
    }
  };
  for (const piece of stored) consume(piece, zlib.ZSTD_e_continue);
  consume(Buffer.alloc(0), zlib.ZSTD_e_end);
}
