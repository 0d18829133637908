import { blockBytes, decodeHeader, decodePax, endBytes, padding, paxBytesMax } from './tar.ts';

/** TarHandler is told of the files of a tar, one after the other. */
export interface TarHandler {
  file(name: string, size: number): void;
  /** A stretch of the current file's content, valid only during the call; `last` comes once for each file. */
  content(bytes: Buffer, last: boolean): void;
}

/** BrokenTar is thrown for a tar that the writer of packs would not have written. */
export class BrokenTar extends Error {}

/**
 * TarReader takes a tar in chunks that end anywhere and calls `handler` synchronously. What lies within one chunk
 * is handed over in one piece and without a copy. `push` and `end` throw BrokenTar; what the handler throws
 * passes through.
 */
export class TarReader {
  readonly #handler: TarHandler;
  readonly #block = Buffer.alloc(paxBytesMax + blockBytes);
  #blockFill = 0;
  #blockWant = blockBytes;
  #state: 'header' | 'pax' | 'content' | 'padding' | 'end' = 'header';
  /** Bytes of content or padding that are still to come; of the end, that have come. */
  #left = 0;
  #size = 0;
  #paxBytes = 0;
  #paxName: string | undefined;

  constructor(handler: TarHandler) {
    this.#handler = handler;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) at += this.#step(chunk, at);
  }

  /** Checks that the tar came to its end, for one that is cut between two files looks whole. */
  end(): void {
    if (this.#state !== 'end' || this.#left !== endBytes) throw new BrokenTar('the tar is cut short');
  }

  /** Consumes bytes from `at` and says how many. */
  #step(chunk: Buffer, at: number): number {
    switch (this.#state) {
      case 'header':
      case 'pax':
        return this.#gather(chunk, at);
      case 'content':
        return this.#content(chunk, at);
      case 'padding': {
        const bytes = Math.min(this.#left, chunk.length - at);
        this.#left -= bytes;
        if (this.#left === 0) this.#expect('header', blockBytes);
        return bytes;
      }
      case 'end':
        return this.#finish(chunk.subarray(at));
    }
  }

  /** Headers are read where they lie; only one that straddles two chunks is copied. */
  #gather(chunk: Buffer, at: number): number {
    const wanted = this.#blockWant - this.#blockFill;
    const bytes = Math.min(wanted, chunk.length - at);
    if (this.#blockFill === 0 && bytes === wanted) {
      this.#takeBlock(chunk.subarray(at, at + bytes));
      return bytes;
    }
    chunk.copy(this.#block, this.#blockFill, at, at + bytes);
    this.#blockFill += bytes;
    if (this.#blockFill === this.#blockWant) this.#takeBlock(this.#block.subarray(0, this.#blockWant));
    return bytes;
  }

  #takeBlock(block: Buffer): void {
    if (this.#state === 'pax') {
      const pax = decodePax(block.subarray(0, this.#paxBytes));
      if (typeof pax === 'string') throw new BrokenTar(pax);
      this.#paxName = pax.name;
      this.#expect('header', blockBytes);
    } else {
      this.#header(block);
    }
  }

  #header(block: Buffer): void {
    const header = decodeHeader(block);
    if (header === undefined) {
      if (this.#paxName !== undefined) throw new BrokenTar('a pax header before the end');
      this.#state = 'end';
      this.#left = blockBytes;
    } else if (typeof header === 'string') {
      throw new BrokenTar(header);
    } else if (header.kind === 'pax') {
      if (this.#paxName !== undefined || header.size === 0 || header.size > paxBytesMax) {
        throw new BrokenTar('a pax header too many, or too long');
      }
      this.#paxBytes = header.size;
      this.#expect('pax', header.size + padding(header.size));
    } else {
      this.#beginFile(this.#paxName ?? header.name, header.size);
    }
  }

  #beginFile(name: string, size: number): void {
    this.#paxName = undefined;
    this.#state = 'content';
    this.#size = size;
    this.#left = size;
    this.#handler.file(name, size);
    if (size === 0) this.#content(emptyChunk, 0);
  }

  #content(chunk: Buffer, at: number): number {
    const bytes = Math.min(this.#left, chunk.length - at);
    this.#left -= bytes;
    const last = this.#left === 0;
    if (last) this.#endContent();
    this.#handler.content(chunk.subarray(at, at + bytes), last);
    return bytes;
  }

  #endContent(): void {
    this.#left = padding(this.#size);
    if (this.#left === 0) this.#expect('header', blockBytes);
    else this.#state = 'padding';
  }

  #expect(state: 'header' | 'pax', bytes: number): void {
    this.#state = state;
    this.#blockWant = bytes;
    this.#blockFill = 0;
  }

  #finish(rest: Buffer): number {
    this.#left += rest.length;
    if (this.#left > endBytes || rest.some((byte) => byte !== 0)) {
      throw new BrokenTar('something follows the end of the tar');
    }
    return rest.length;
  }
}

const emptyChunk = Buffer.alloc(0);
