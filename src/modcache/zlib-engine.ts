import type { Transform } from 'node:stream';
import { isUint32Array } from 'node:util/types';

/** EngineFault says in zlib's or zstd's words what is wrong with what the engine was given. */
export class EngineFault extends Error {}

interface Handle {
  onerror: (message: string) => void;
  reset(): void;
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

/**
 * ZlibEngine is what stands behind a stream of node:zlib, driven directly. A stream hops to another thread for every piece
 * and gives each piece memory of its own: half of a restore would go into fresh pages and into threads that wait for
 * each other, while a worker has nothing else to do. npm's reader of tarballs (minizlib) drives zlib so too. As this
 * is undocumented, a Node without it gets the documented way, which reads and writes the same bytes.
 *
 * An engine does one thing after the other in the same memory: the kernel would zero a new window for each.
 */
export class ZlibEngine {
  readonly #stream: Transform;
  readonly #handle: Handle;
  /** After each call: how much room is left in the output, and how much of the input. */
  readonly #left: Uint32Array;
  readonly #output: Buffer;
  #fault: string | undefined;

  private constructor(stream: Transform, handle: Handle, left: Uint32Array, outputBytes: number) {
    this.#stream = stream;
    this.#handle = handle;
    this.#left = left;
    this.#output = Buffer.allocUnsafeSlow(outputBytes);
    handle.onerror = (message) => {
      this.#fault = message;
    };
  }

  /**
   * The engine behind `stream`, which must not be used for anything else then; undefined where it cannot be reached. What
   * `run` gives comes in pieces of at most `outputBytes`.
   */
  static behind(stream: Transform, outputBytes = 0): ZlibEngine | undefined {
    const handle: unknown = Reflect.get(stream, '_handle');
    const left: unknown = Reflect.get(stream, '_writeState');
    if (isHandle(handle) && isUint32Array(left)) return new ZlibEngine(stream, handle, left, outputBytes);
    stream.destroy();
    return undefined;
  }

  /** Takes all of `input` in and hands over what comes out, as `pieces` gives it. Throws as that does, and what `take` throws. */
  run(flush: number, input: Buffer, take: (piece: Buffer) => void): void {
    for (const piece of this.pieces(flush, input)) take(piece);
  }

  /**
   * Takes all of `input` in and yields what comes out, each time in the same memory, which is filled before it is handed over:
   * frames of one byte each are as few pieces as one large frame. `flush` is one of node:zlib's constants. Throws EngineFault.
   */
  *pieces(flush: number, input: Buffer): Generator<Buffer> {
    const output = this.#output;
    let filled = 0;
    for (let left = input.length; ; ) {
      const free = output.subarray(filled);
      const { room, unread } = this.#write(flush, input.subarray(input.length - left), free);
      filled = output.length - room;
      // Room that is left means that all there was has come out, or that one frame has ended before the next.
      const isOver = room > 0 && unread === 0;
      if (room === free.length && unread === left && !isOver)
        throw new EngineFault('something follows its end');
      left = unread;
      if (filled > 0 && (isOver || room === 0)) {
        yield output.subarray(0, filled);
        filled = 0;
      }
      if (isOver) return;
    }
  }

  /** Takes in what fits from `input`, as the beginning of something new, and returns how much of `output` it has filled. */
  once(flush: number, input: Buffer, output: Buffer): number {
    this.#handle.reset();
    return output.length - this.#write(flush, input, output).room;
  }

  /** Frees its memory. A frame that was not ended, or that had a fault, is the end of its engine. */
  close(): void {
    this.#stream.destroy();
  }

  #write(flush: number, input: Buffer, output: Buffer): { room: number; unread: number } {
    this.#fault = undefined;
    this.#handle.writeSync(flush, input, 0, input.length, output, 0, output.length);
    if (this.#fault !== undefined) throw new EngineFault(this.#fault);
    const [room = 0, unread = 0] = this.#left;
    return { room, unread };
  }
}

function isHandle(value: unknown): value is Handle {
  if (typeof value !== 'object' || value === null) return false;
  const methods = ['reset', 'writeSync'].every((name) => typeof Reflect.get(value, name) === 'function');
  return methods && 'onerror' in value;
}
