import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../errors.ts';
import { makeFolders } from '../make-folders.ts';
import type { Clock } from '../ports/clock.ts';
import type { Guard } from '../ports/guard.ts';

const scratchPrefix = '.unfinished-';
const scratchName = /^\.unfinished-[0-9a-f]{16}$/;

/** A run that was killed leaves its folder behind; one this old, in ms, is removed. */
const staleMs = 24 * 60 * 60 * 1000;

/**
 * withScratch gives `body` a folder in the mirror in which files are written before they get their name, and which no
 * go command asks for; it is gone afterwards, as are those that runs killed long ago left behind. Throws errno errors.
 */
export async function withScratch<T>(
  mirror: string,
  { clock, guard }: { readonly clock: Clock; readonly guard: Pick<Guard, 'removeAtEnd'> },
  body: (scratch: string) => Promise<T>,
): Promise<T> {
  makeFolders(mirror);
  await removeStale(mirror, clock.now());
  const scratch = path.join(mirror, `${scratchPrefix}${randomBytes(8).toString('hex')}`);
  await mkdir(scratch);
  const release = guard.removeAtEnd(scratch);
  try {
    return await body(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
    release();
  }
}

/**
 * publish gives a finished file its name in one step, replacing what may have been there: a reader sees the one
 * or the other, never a part. The folder of `target` has to exist. Throws errno errors.
 */
export async function publish(
  finished: string,
  target: string,
  clock: Clock,
  move: typeof rename = rename,
): Promise<void> {
  const deadline = clock.now() + retryMs;
  for (;;) {
    try {
      return await move(finished, target);
    } catch (error) {
      if (!held.has(errnoOf(error) ?? '') || clock.now() >= deadline) throw error;
    }
    await clock.sleep(50);
  }
}

/** What Windows and some network shares say while the old file is open. */
const held: ReadonlySet<string> = new Set(['EACCES', 'EBUSY', 'EPERM']);
const retryMs = 2000;

/** What cannot be removed, because it is another user's or because its own run was faster, stays. */
async function removeStale(mirror: string, now: number): Promise<void> {
  for (const name of await readdir(mirror)) {
    if (!scratchName.test(name)) continue;
    const folder = path.join(mirror, name);
    try {
      const stats = await lstat(folder);
      if (stats.isDirectory() && now - stats.mtimeMs > staleMs)
        await rm(folder, { recursive: true, force: true });
    } catch (error) {
      if (errnoOf(error) === undefined) throw error;
    }
  }
}
