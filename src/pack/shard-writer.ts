import type { FrameWriter } from './zstd-compress.ts';

/** The frame is called once for so many bytes: what a call costs is then lost in what it does. */
const batchBytes = 2 ** 20;

/**
 * ShardWriter writes listings and contents (listing.ts) into a frame, in batches. One buffer is used
 * throughout: a batch has been taken before the next is filled.
 */
export class ShardWriter {
  readonly #frame: FrameWriter;
  readonly #batch = Buffer.allocUnsafeSlow(batchBytes);
  #fill = 0;

  constructor(frame: FrameWriter) {
    this.#frame = frame;
  }

  /**
   * The memory for the content of a file that fits into a batch; the caller fills it before anything else is
   * written. Undefined for a larger one, which has to be written piece by piece.
   */
  async room(size: number): Promise<Buffer | undefined> {
    if (size > batchBytes) return undefined;
    if (size > batchBytes - this.#fill) await this.#flush();
    const start = this.#fill;
    this.#fill += size;
    return this.#batch.subarray(start, this.#fill);
  }

  /** A listing, or content that comes in pieces. */
  async content(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const copied = bytes.copy(this.#batch, this.#fill, at);
      this.#fill += copied;
      at += copied;
      if (this.#fill === batchBytes) await this.#flush();
    }
  }

  /** Ends the shard and its frame. */
  async end(): Promise<void> {
    await this.#flush();
    await this.#frame.end();
  }

  async #flush(): Promise<void> {
    const batch = this.#batch.subarray(0, this.#fill);
    this.#fill = 0;
    await this.#frame.write(batch);
  }
}
