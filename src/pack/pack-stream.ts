import { EntryInterrupted } from '../ports/cache-backend.ts';

/** PackStream reads a pack that comes in order, and can be read once. */
export class PackStream {
  readonly #pieces: AsyncIterator<Uint8Array>;
  /** What has come and has not been read. */
  #rest: Uint8Array = nothing;
  #position = 0;

  constructor(pieces: AsyncIterator<Uint8Array>) {
    this.#pieces = pieces;
  }

  /** How many bytes have been read. */
  get position(): number {
    return this.#position;
  }

  /** Returns what comes next, at most `bytes` of it and at least one byte, valid until the next call. Throws EntryInterrupted. */
  async next(bytes: number): Promise<Uint8Array> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#pieces.next();
      if (done) throw new EntryInterrupted('it ended early', { isDamaged: false });
      this.#rest = value;
    }
    const piece = this.#rest.subarray(0, bytes);
    this.#rest = this.#rest.subarray(piece.length);
    this.#position += piece.length;
    return piece;
  }

  /** Returns the next `bytes` bytes in memory of their own. Throws EntryInterrupted. */
  async read(bytes: number): Promise<Buffer> {
    const all = Buffer.allocUnsafe(bytes);
    for (let read = 0; read < bytes; ) {
      const piece = await this.next(bytes - read);
      all.set(piece, read);
      read += piece.length;
    }
    return all;
  }

  /** Reads on to `position`. Throws EntryInterrupted. */
  async skipTo(position: number): Promise<void> {
    while (this.#position < position) await this.next(position - this.#position);
  }
}

const nothing = new Uint8Array();
