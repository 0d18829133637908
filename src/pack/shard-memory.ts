/** MemorySlice is a part of memory that threads share. */
export interface MemorySlice {
  readonly memory: SharedArrayBuffer;
  /** A multiple of 8. */
  readonly offset: number;
  readonly bytes: number;
}

/**
 * ShardMemory lends slices of one piece of shared memory. Memory of its own for each shard would be freed only when the garbage
 * collectors of both threads come to it.
 */
export class ShardMemory {
  readonly #memory: SharedArrayBuffer;
  /** In the order of their offsets. */
  readonly #lent: MemorySlice[] = [];

  constructor(bytes: number) {
    this.#memory = new SharedArrayBuffer(aligned(bytes));
  }

  /** Returns the first slice of `bytes` bytes that is free, or the largest there can be; undefined where none is free now. */
  lend(bytes: number): MemorySlice | undefined {
    const size = Math.min(aligned(bytes), this.#memory.byteLength);
    let offset = 0;
    for (const [index, lent] of this.#lent.entries()) {
      if (lent.offset - offset >= size) return this.#insert(index, offset, size);
      offset = lent.offset + lent.bytes;
    }
    return this.#memory.byteLength - offset >= size
      ? this.#insert(this.#lent.length, offset, size)
      : undefined;
  }

  /** Takes back a slice that nothing uses any more. */
  giveBack(slice: MemorySlice): void {
    const at = this.#lent.indexOf(slice);
    if (at >= 0) this.#lent.splice(at, 1);
  }

  #insert(index: number, offset: number, bytes: number): MemorySlice {
    const slice = { memory: this.#memory, offset, bytes };
    this.#lent.splice(index, 0, slice);
    return slice;
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
