import { FetchFailure } from './failure.ts';

/** In bytes: the reader is told of so much at once, because each piece costs it much the same, however small it is. */
const pieceMin = 2 ** 18;

/** IncomingRange is a range of a body that is on its way into memory, for a reader that follows it. */
export class IncomingRange {
  /** Where it begins in the body, in bytes. */
  readonly from: number;
  readonly bytes: number;
  readonly #memory: Buffer;
  #filled = 0;
  #failure: unknown;
  #changed = Promise.withResolvers<void>();

  /** `memory` is at least as large as the range, and belongs to it until it has been read. */
  constructor(from: number, bytes: number, memory: Buffer) {
    this.from = from;
    this.bytes = bytes;
    this.#memory = memory;
  }

  /** How much of it is here, in bytes. */
  get filled(): number {
    return this.#filled;
  }

  get isComplete(): boolean {
    return this.#filled === this.bytes;
  }

  /** Takes in what comes next. Throws FetchFailure for more than there should be. */
  push(piece: Uint8Array): void {
    if (piece.length > this.bytes - this.#filled) {
      throw new FetchFailure({ kind: 'excess' });
    }
    this.#memory.set(piece, this.#filled);
    this.#filled += piece.length;
    this.#tell();
  }

  /** Says that nothing more will come, and why. */
  fail(error: unknown): void {
    this.#failure ??= error;
    this.#tell();
  }

  /**
   * What is here beyond the first `read` bytes; undefined while that is less than a piece and more will come. Throws what
   * `fail` was given, after all that came before.
   */
  after(read: number): Buffer | undefined {
    if (this.#isAwaited(read)) return undefined;
    if (this.#filled === read) throw this.#failure;
    return this.#memory.subarray(read, this.#filled);
  }

  /** Resolves when `after` returns a piece, or throws. */
  async arrival(read: number): Promise<void> {
    while (this.#isAwaited(read)) await this.#changed.promise;
  }

  #isAwaited(read: number): boolean {
    return this.#failure === undefined && this.#filled < Math.min(read + pieceMin, this.bytes);
  }

  /** The memory, for another range, once this one has been read. */
  release(): Buffer {
    return this.#memory;
  }

  #tell(): void {
    const changed = this.#changed;
    this.#changed = Promise.withResolvers();
    changed.resolve();
  }
}

/** Ranges divides a body, and keeps the ranges that have been requested and not read yet, in order. */
export class Ranges {
  readonly waiting: IncomingRange[] = [];
  readonly #bytes: number;
  readonly #rangeBytes: number;
  #from = 0;

  constructor(bytes: number, rangeBytes: number) {
    this.#bytes = bytes;
    this.#rangeBytes = rangeBytes;
  }

  /** Returns the range that is to be requested next; undefined after the last. */
  next(memory?: Buffer): IncomingRange | undefined {
    const bytes = Math.min(this.#rangeBytes, this.#bytes - this.#from);
    if (bytes <= 0) return undefined;
    const range = new IncomingRange(this.#from, bytes, memory ?? Buffer.allocUnsafeSlow(bytes));
    this.waiting.push(range);
    this.#from += bytes;
    return range;
  }
}
