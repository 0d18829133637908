import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { FetchFailure } from './failure.ts';
import type { RequestedFile } from './requested-file.ts';

/** Content is a file that has been checked; `placed`: it lies in the module cache already. */
export type Content = Received | { readonly kind: 'placed'; readonly file: string; readonly size: number };

/** Received is a file that has arrived: small ones in memory, zips on disk. */
export type Received =
  | { readonly kind: 'memory'; readonly bytes: Buffer }
  | { readonly kind: 'file'; readonly file: string; readonly size: number };

/** Spool takes in one file, in as many attempts as it takes. */
export interface Spool {
  /** How many bytes have been taken in. */
  readonly size: number;
  /** Throws FetchFailure when it becomes more than such a file may have. */
  write(chunk: Uint8Array): Promise<void>;
  /** Forgets what has been taken in. */
  reset(): Promise<void>;
  /** What has been taken in so far. */
  content(): Received;
  /** Ends it, leaving its content or no trace. */
  close(keep: boolean): Promise<void>;
}

/** As the go command has it (golang.org/x/mod/zip, MaxZipFile), and far more than any of the other files has. */
const bytesMax = { zip: 500 * 2 ** 20, small: 32 * 2 ** 20 };

/** spools makes the spool for each file; what lies on disk lies in `dir`. */
export function spools(dir: string): (file: RequestedFile) => Promise<Spool> {
  let count = 0;
  return async ({ kind }) => (kind === 'zip' ? fileSpool(path.join(dir, `${count++}.zip`)) : memorySpool());
}

function memorySpool(): Spool {
  let chunks: Uint8Array[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    async write(chunk) {
      size += chunk.length;
      refuseAbove(bytesMax.small, size);
      chunks.push(chunk);
    },
    async reset() {
      chunks = [];
      size = 0;
    },
    content: () => ({ kind: 'memory', bytes: Buffer.concat(chunks) }),
    close: async () => {},
  };
}

async function fileSpool(file: string): Promise<Spool> {
  const handle = await open(file, 'wx');
  let size = 0;
  return {
    get size() {
      return size;
    },
    async write(chunk) {
      refuseAbove(bytesMax.zip, size + chunk.length);
      for (let at = 0; at < chunk.length; ) {
        const { bytesWritten } = await handle.write(chunk, at, chunk.length - at, size);
        at += bytesWritten;
        size += bytesWritten;
      }
    },
    async reset() {
      await handle.truncate(0);
      size = 0;
    },
    content: () => ({ kind: 'file', file, size }),
    async close(keep) {
      await handle.close();
      if (!keep) await rm(file, { force: true });
    },
  };
}

function refuseAbove(max: number, bytes: number): void {
  if (bytes > max) throw new FetchFailure('refused', `more than ${max / 2 ** 20} MB came`);
}
