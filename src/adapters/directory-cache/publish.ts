import { createReadStream, createWriteStream } from 'node:fs';
import { link, lstat, rename, rm, utimes } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { errnoOf } from '../../errors.ts';
import { ifPresent } from '../../plain-file.ts';

/** Publication is one file to be put under a name, whole or not at all. */
export interface Publication {
  /** What is copied. */
  readonly source: string;
  /** Where the copy is written; in the folder of `target`, so that it can be renamed. */
  readonly unfinished: string;
  readonly target: string;
  /** The times of the copy, in ms since the epoch: when it was last used, and when it was stored. */
  readonly used: number;
  readonly stored: number;
  readonly signal: AbortSignal;
}

/**
 * publish copies a file to stable storage and then gives it its name in one step. A target that is there already is
 * left as it is: `exists`. No unfinished file is left in any outcome. Rejects with the system's error or the signal's.
 */
export async function publish(
  { source, unfinished, target, used, stored, signal }: Publication,
  makeLink: typeof link = link,
): Promise<'published' | 'exists'> {
  try {
    const copy = createWriteStream(unfinished, { flags: 'wx', mode: 0o644, flush: true });
    await pipeline(createReadStream(source), copy, { signal });
    await utimes(unfinished, used / 1000, stored / 1000);
    return await nameOnce(unfinished, target, makeLink);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** A link, unlike a rename, fails where the name is taken. */
async function nameOnce(
  unfinished: string,
  target: string,
  makeLink: typeof link,
): Promise<'published' | 'exists'> {
  try {
    await makeLink(unfinished, target);
    return 'published';
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EEXIST') return 'exists';
    if (errno === undefined || !linksUnsupported.has(errno)) throw error;
  }
  // Two that come here at once both rename: the later replaces a whole entry by a whole entry of the same key.
  if ((await kindOf(target)) !== undefined) return 'exists';
  await rename(unfinished, target);
  return 'published';
}

/** What file systems without hard links answer (FAT, many network shares); link(2) and seen on Windows. */
const linksUnsupported = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EISDIR']);

/** kindOf tells what has this name: an entry, something that is no regular file, or nothing. */
export async function kindOf(file: string): Promise<'entry' | 'other' | undefined> {
  const stats = await ifPresent(lstat(file));
  if (stats === undefined) return undefined;
  return stats.isFile() ? 'entry' : 'other';
}
