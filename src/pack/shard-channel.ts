import type { MemorySlice } from './shard-memory.ts';

/*
 * The bytes of a shard on their way from the thread that receives the entry to the worker that unpacks it: a ring in shared
 * memory. The worker reads while the shard is still coming, and a shard of any size takes no more memory than the ring.
 *
 *     word 0   how many bytes are in the ring, with two flags above: the writer has ended, or has been interrupted
 *     word 1   counts the reads, for a writer that waits for room
 *     then     the ring
 */

const fill = 0;
const reads = 1;
const headerBytes = 8;

const endFlag = 1 << 28;
const interruptedFlag = 1 << 29;
const fillMask = endFlag - 1;

/** A piece that is read takes at most this share of the ring, so that there is room for the writer meanwhile. */
const piecesPerRing = 8;

/** In bytes: what fits into a processor's cache together with what it is decompressed to. */
const pieceMax = 2 ** 18;

/** ShardInterrupted is thrown to the reader of a shard whose rest will not come. */
export class ShardInterrupted extends Error {}

/** channelBytes is how much memory a channel takes whose ring has `bytes` bytes, less than 256 MiB. */
export function channelBytes(bytes: number): number {
  return headerBytes + bytes;
}

/** ChannelWriter writes a shard into a channel. */
export class ChannelWriter {
  readonly #control: Int32Array<SharedArrayBuffer>;
  readonly #ring: Uint8Array;
  #at = 0;
  #abandoned = false;

  /** Nothing may be reading from the slice. */
  constructor({ memory, offset, bytes }: MemorySlice) {
    this.#control = new Int32Array(memory, offset, 2);
    this.#control.fill(0);
    this.#ring = new Uint8Array(memory, offset + headerBytes, bytes - headerBytes);
  }

  /** Resolves when all of `piece` is in the channel, or when its reader has gone. */
  async write(piece: Uint8Array): Promise<void> {
    for (let rest = piece; rest.length > 0 && !this.#abandoned; ) {
      const read = Atomics.load(this.#control, reads);
      const written = this.#fill(rest);
      rest = rest.subarray(written);
      if (written === 0) await Atomics.waitAsync(this.#control, reads, read).value;
    }
  }

  /** Says that the shard is complete. */
  end(): void {
    this.#raise(endFlag);
  }

  /** Says that the rest of the shard will not come. */
  interrupt(): void {
    this.#raise(interruptedFlag);
  }

  /** Says that nothing reads the channel any more. */
  abandon(): void {
    this.#abandoned = true;
    Atomics.add(this.#control, reads, 1);
    Atomics.notify(this.#control, reads);
  }

  /** Writes what there is room for without a break, and returns how many bytes that is. */
  #fill(bytes: Uint8Array): number {
    const room = this.#ring.length - (Atomics.load(this.#control, fill) & fillMask);
    const written = bytes.subarray(0, Math.min(room, this.#ring.length - this.#at));
    if (written.length === 0) return 0;
    this.#ring.set(written, this.#at);
    this.#at = (this.#at + written.length) % this.#ring.length;
    Atomics.add(this.#control, fill, written.length);
    Atomics.notify(this.#control, fill);
    return written.length;
  }

  #raise(flag: number): void {
    Atomics.or(this.#control, fill, flag);
    Atomics.notify(this.#control, fill);
  }
}

/**
 * readChannel yields what is written into a channel, and blocks the thread while nothing is there. Each piece is valid until the
 * next is asked for. Throws ShardInterrupted after the last bytes of a shard that was interrupted.
 */
export function* readChannel({ memory, offset, bytes }: MemorySlice): Generator<Buffer> {
  const control = new Int32Array(memory, offset, 2);
  const ring = Buffer.from(memory, offset + headerBytes, bytes - headerBytes);
  const pieceBytes = Math.min(Math.ceil(ring.length / piecesPerRing), pieceMax);
  for (let at = 0; ; ) {
    const state = Atomics.load(control, fill);
    const filled = state & fillMask;
    if (filled > 0) {
      const piece = ring.subarray(at, at + Math.min(filled, pieceBytes));
      yield piece;
      at = (at + piece.length) % ring.length;
      Atomics.sub(control, fill, piece.length);
      Atomics.add(control, reads, 1);
      Atomics.notify(control, reads);
    } else if ((state & interruptedFlag) !== 0) {
      throw new ShardInterrupted();
    } else if ((state & endFlag) !== 0) {
      return;
    } else {
      Atomics.wait(control, fill, state);
    }
  }
}
