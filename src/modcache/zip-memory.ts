import { createInflateRaw, inflateRawSync, constants as zlib } from 'node:zlib';
import { ZlibEngine } from './zlib-engine.ts';

/** ZipMemory is where the files of a zip are read into and inflated to. */
export interface ZipMemory {
  /** A buffer to read `bytes` bytes into. */
  input(bytes: number): Buffer;
  /** Inflates what should become `bytes` bytes. Throws zlib's words for what is damaged, or becomes more than one more. */
  inflate(compressed: Buffer, bytes: number): Buffer;
}

/** freshMemory gives everything memory of its own. */
export const freshMemory: ZipMemory = {
  input: (bytes) => Buffer.allocUnsafe(bytes),
  // One byte more than declared shows a file that is longer, and spares a second call for one that is not.
  inflate: (compressed, bytes) =>
    inflateRawSync(compressed, { chunkSize: Math.max(64, bytes + 1), maxOutputLength: bytes + 1 }),
};

/**
 * reusedMemory gives everything the same memory, so that what it gave is only valid until it gives the next, and inflates
 * with one engine. New memory for each of thousands of small files keeps the garbage collector and the kernel busy, and a
 * new engine costs more than a small file. A Node where none can be reached gets freshMemory.
 */
export function reusedMemory(): ZipMemory {
  let engine: ZlibEngine | undefined;
  let input: Buffer = Buffer.alloc(0);
  let output: Buffer = Buffer.alloc(0);
  return {
    input(bytes) {
      input = withRoom(input, bytes);
      return input.subarray(0, bytes);
    },
    inflate(compressed, bytes) {
      engine ??= ZlibEngine.behind(createInflateRaw());
      if (engine === undefined) return freshMemory.inflate(compressed, bytes);
      output = withRoom(output, bytes + 1);
      return output.subarray(0, engine.once(zlib.Z_FINISH, compressed, output.subarray(0, bytes + 1)));
    },
  };
}

const leastRoom = 2 ** 18;

function withRoom(buffer: Buffer, bytes: number): Buffer {
  return buffer.length >= bytes
    ? buffer
    : Buffer.allocUnsafeSlow(Math.max(leastRoom, 2 * buffer.length, bytes));
}

/** memory is what all zips of this thread are read in: each content is done with before the next is read. */
export const memory = reusedMemory();
