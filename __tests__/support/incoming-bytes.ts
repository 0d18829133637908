import { EntryInterrupted } from '../../src/ports/cache-backend.ts';

/** IncomingBytes come as far as a test lets them, each piece in the memory of the one before. */
export interface IncomingBytes {
  readonly pieces: AsyncIterator<Uint8Array>;
  /** Lets this many bytes more come; all, when it is left out. */
  advance(bytes?: number): void;
  /** Says that nothing more will come. */
  interrupt(reason: string): void;
}

/** incomingBytes makes `bytes` come in pieces of at most `pieceBytes`. */
export function incomingBytes(bytes: Buffer, pieceBytes = 1000): IncomingBytes {
  const memory = Buffer.alloc(pieceBytes);
  let here = 0;
  let interruption: string | undefined;
  let changed = Promise.withResolvers<void>();
  const tell = () => {
    changed.resolve();
    changed = Promise.withResolvers();
  };
  async function* pieces(): AsyncGenerator<Uint8Array, undefined> {
    for (let at = 0; at < bytes.length; ) {
      while (at === here && interruption === undefined) await changed.promise;
      if (at === here) throw new EntryInterrupted(interruption ?? '', { isDamaged: false });
      const length = bytes.copy(memory, 0, at, Math.min(here, at + pieceBytes));
      at += length;
      yield memory.subarray(0, length);
      memory.fill(0);
    }
    return undefined;
  }
  return {
    pieces: pieces(),
    advance(more = bytes.length) {
      here = Math.min(bytes.length, here + more);
      tell();
    },
    interrupt(reason) {
      interruption = reason;
      tell();
    },
  };
}
