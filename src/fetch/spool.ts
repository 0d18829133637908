import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ByteRange } from '../modcache/module-files.ts';
import { FetchFailure } from './failure.ts';
import { isLarge, type RequestedFile } from './requested-file.ts';

/** Content is a file that has been verified; `placed`: it is in the module cache already. */
export type Content = Received | { readonly kind: 'placed'; readonly file: string; readonly size: number };

/** Received is a file that has arrived: a small one in memory, a large one on disk. */
export type Received =
  | { readonly kind: 'memory'; readonly bytes: Buffer }
  | { readonly kind: 'file'; readonly file: string; readonly size: number };

/** Spool takes in one file, over all its attempts. */
export interface Spool {
  /** How many bytes there are up to the first that is missing. */
  readonly size: number;
  /** Throws FetchFailure when the file becomes too large. */
  write(chunk: Uint8Array): Promise<void>;
  /** Drops all bytes. */
  reset(): Promise<void>;
  /** Drops the bytes of a range, which are written next. Small files drop everything. */
  reopen(range: ByteRange): Promise<void>;
  /** What has been written so far. */
  content(): Promise<Received>;
  /** Ends it, and removes its file unless `keep`. */
  close(keep: boolean): Promise<void>;
}

/** As the go command has it (golang.org/x/mod/zip, MaxZipFile), and far more than the other files have. */
const bytesMax = { zip: 500 * 2 ** 20, info: 2 ** 20, other: 32 * 2 ** 20 };

/** spools makes a spool for each file; files on disk are in `dir`. */
export function spools(dir: string): (file: RequestedFile) => Spool {
  let count = 0;
  return (file) => {
    const { kind } = file;
    if (isLarge(file)) return new FileSpool(path.join(dir, `${count++}.zip`));
    return memorySpool(kind === 'info' || kind === 'latest' ? bytesMax.info : bytesMax.other);
  };
}

function memorySpool(max: number): Spool {
  let chunks: Uint8Array[] = [];
  let size = 0;
  const reset = async () => {
    chunks = [];
    size = 0;
  };
  return {
    get size() {
      return size;
    },
    async write(chunk) {
      size += chunk.length;
      refuseAbove(max, size);
      chunks.push(chunk);
    },
    reset,
    reopen: reset,
    content: async () => ({ kind: 'memory', bytes: Buffer.concat(chunks) }),
    close: async () => {},
  };
}

/** Smaller chunks are collected, because each write goes through another thread. */
const batchBytes = 2 ** 18;

class FileSpool implements Spool {
  readonly #file: string;
  #handle: FileHandle | undefined;
  #batch: Uint8Array[] = [];
  #written = 0;
  #size = 0;
  /** The range being filled before bytes that are here already. */
  #gap: { readonly until: number; readonly total: number } | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  get size(): number {
    return this.#size;
  }

  async write(chunk: Uint8Array): Promise<void> {
    const size = this.#size + chunk.length;
    refuseAbove(bytesMax.zip, size);
    if (this.#gap !== undefined && size > this.#gap.until) throw new FetchFailure({ kind: 'excess' });
    this.#batch.push(chunk);
    this.#size = size;
    if (size - this.#written >= batchBytes || size === this.#gap?.until) await this.#flush();
  }

  async reset(): Promise<void> {
    this.#batch = [];
    this.#moveTo(0);
    this.#gap = undefined;
    await this.#handle?.truncate(0);
  }

  async reopen({ from, until }: ByteRange): Promise<void> {
    await this.#flush();
    this.#gap = { until, total: this.#size };
    this.#moveTo(from);
  }

  async content(): Promise<Received> {
    await this.#flush();
    return { kind: 'file', file: this.#file, size: this.#size };
  }

  async close(keep: boolean): Promise<void> {
    await this.#handle?.close();
    if (!keep) await rm(this.#file, { force: true });
  }

  #moveTo(position: number): void {
    this.#written = position;
    this.#size = position;
  }

  async #flush(): Promise<void> {
    this.#handle ??= await open(this.#file, 'wx');
    while (this.#batch.length > 0) {
      const { bytesWritten } = await this.#handle.writev(this.#batch, this.#written);
      this.#written += bytesWritten;
      this.#batch = without(this.#batch, bytesWritten);
    }
    if (this.#gap?.until !== this.#written) return;
    this.#moveTo(this.#gap.total);
    this.#gap = undefined;
  }
}

/** The rest of `chunks` after their first `bytes` bytes. */
function without(chunks: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skip = bytes;
  return chunks.flatMap((chunk) => {
    const rest = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - rest.length;
    return rest.length === 0 ? [] : [rest];
  });
}

function refuseAbove(max: number, bytes: number): void {
  if (bytes > max) throw new FetchFailure({ kind: 'too-large', max });
}
