import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../errors.ts';

/** DiskSpace is the space on the disk of a folder, in bytes. */
export interface DiskSpace {
  readonly dir: string;
  /** Available to the current user. */
  readonly free: number;
  readonly total: number;
}

/** diskSpace measures the disk of a folder or, if the folder does not exist, of the nearest one above it. */
export async function diskSpace(dir: string): Promise<DiskSpace | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(dir);
    return { dir, free: bavail * bsize, total: blocks * bsize };
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    const parent = path.dirname(dir);
    return parent === dir ? undefined : diskSpace(parent);
  }
}
