import type { Writable } from 'node:stream';
import { encodeHeader, endBytes, padding } from './tar.ts';

/** The sink is called once for so many bytes: what a call costs is then lost in what it does. */
const batchBytes = 2 ** 20;

/**
 * TarWriter writes files as a tar into `sink`, in batches whose bounds depend on names and sizes only, so that the
 * sink sees the same calls wherever the contents come from. One buffer is used throughout: a batch is awaited before
 * the next is filled.
 */
export class TarWriter {
  readonly #sink: Writable;
  readonly #batch = Buffer.allocUnsafeSlow(batchBytes);
  #fill = 0;
  #left = 0;
  #padding = 0;

  constructor(sink: Writable) {
    this.#sink = sink;
  }

  /** Begins a file; `size` bytes of content have to follow. */
  async file(name: string, size: number): Promise<void> {
    this.#left = size;
    this.#padding = padding(size);
    await this.#append(encodeHeader(name, size));
  }

  /**
   * A whole file, for one that fits into a batch: the room for its content, for the caller to fill before anything
   * else is written. Undefined for a larger one, which has to be written piece by piece.
   */
  async room(name: string, size: number): Promise<Buffer | undefined> {
    const header = encodeHeader(name, size);
    const whole = header.length + size + padding(size);
    if (whole > batchBytes) return undefined;
    if (whole > batchBytes - this.#fill) await this.#flush();
    header.copy(this.#batch, this.#fill);
    const start = this.#fill + header.length;
    this.#fill += whole;
    return this.#batch.fill(0, start + size, this.#fill).subarray(start, start + size);
  }

  async content(bytes: Buffer): Promise<void> {
    this.#left -= bytes.length;
    if (this.#left < 0) throw new Error('more content than the header of the file says');
    await this.#append(bytes);
    if (this.#left === 0) await this.#append(zeros.subarray(0, this.#padding));
  }

  /** Ends the tar and the sink. */
  async end(): Promise<void> {
    await this.#append(zeros);
    await this.#flush();
    this.#sink.end();
  }

  async #append(bytes: Buffer): Promise<void> {
    let at = 0;
    while (at < bytes.length) {
      const copied = bytes.copy(this.#batch, this.#fill, at);
      this.#fill += copied;
      at += copied;
      if (this.#fill === batchBytes) await this.#flush();
    }
  }

  async #flush(): Promise<void> {
    const batch = this.#batch.subarray(0, this.#fill);
    this.#fill = 0;
    await new Promise<void>((resolve, reject) => {
      this.#sink.write(batch, (error) => (error ? reject(error) : resolve()));
    });
  }
}

const zeros = Buffer.alloc(endBytes);
