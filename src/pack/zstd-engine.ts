import type { Transform } from 'node:stream';
import { isUint32Array } from 'node:util/types';

/** How zstd says what is wrong with a frame, or with what it was asked to do. */
export class ZstdError extends Error {}

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

/**
 * ZstdEngine is what stands behind a zstd stream of node:zlib, driven directly. A stream hops to another thread for every
 * piece and gives each piece memory of its own: half of a restore would go into fresh pages and into threads that
 * wait for each other, while a worker has nothing else to do meanwhile. npm's reader of tarballs (minizlib) drives
 * zlib so too. As this is undocumented, a Node without it gets the stream, which reads and writes the same frames.
 *
 * An engine serves one frame after the other with the same memory: a window for each would be zeroed by the kernel anew.
 */
export class ZstdEngine {
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

  /** The engine behind `stream`, which is to be used for nothing else then, or undefined where there is none to be had. */
  static behind(stream: Transform, outputBytes: number): ZstdEngine | undefined {
    const handle: unknown = Reflect.get(stream, '_handle');
    const left: unknown = Reflect.get(stream, '_writeState');
    if (isHandle(handle) && isUint32Array(left)) return new ZstdEngine(stream, handle, left, outputBytes);
    stream.destroy();
    return undefined;
  }

  /**
   * Takes all of `input` in and hands over what comes out, in pieces that are valid only during the call. `flush` is one of
   * zlib's ZSTD_e_*. Throws ZstdError, and what `take` throws; the engine is then to be closed.
   */
  run(flush: number, input: Buffer, take: (piece: Buffer) => void): void {
    for (let at = 0; ; ) {
      this.#handle.writeSync(flush, input, at, input.length - at, this.#output, 0, this.#output.length);
      if (this.#fault !== undefined) throw new ZstdError(this.#fault);
      const [room = 0, unread = 0] = this.#left;
      if (room < this.#output.length) take(this.#output.subarray(0, this.#output.length - room));
      // Room that is left means that all there was has come out, or that one frame has ended before the next.
      if (room > 0 && unread === 0) return;
      at = input.length - unread;
    }
  }

  close(): void {
    this.#stream.destroy();
  }
}

function isHandle(value: unknown): value is Handle {
  if (typeof value !== 'object' || value === null) return false;
  return 'onerror' in value && 'writeSync' in value && typeof value.writeSync === 'function';
}
