import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../errors.ts';
import { makeFolders } from '../make-folders.ts';
import type { Clock } from '../ports/clock.ts';

const scratchPrefix = '.unfinished-';

/** A run that was killed leaves its folder behind; one this old, in ms, is nobody's any more. */
const staleMs = 24 * 60 * 60 * 1000;

/**
 * withScratch gives `body` a folder in the mirror in which files are written before they get their name, and which no
 * go command asks for; it is gone afterwards, as are those that runs killed long ago left behind. Throws errno errors.
 */
export async function withScratch<T>(
  mirror: string,
  clock: Clock,
  body: (scratch: string) => Promise<T>,
): Promise<T> {
  makeFolders(mirror);
  await removeStale(mirror, clock.now());
  const scratch = path.join(mirror, `${scratchPrefix}${randomBytes(8).toString('hex')}`);
  await mkdir(scratch);
  try {
    return await body(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * publish gives a finished file its name in one step, in the place of what may have been there: a reader sees the one
 * or the other, never a part. Throws errno errors.
 */
export async function publish(
  finished: string,
  target: string,
  clock: Clock,
  move: typeof rename = rename,
): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const deadline = clock.now() + patienceMs;
  for (;;) {
    try {
      return await move(finished, target);
    } catch (error) {
      if (!held.has(errnoOf(error) ?? '') || clock.now() >= deadline) throw error;
    }
    await clock.sleep(50);
  }
}

/** What Windows and some network shares say while somebody has the old file open. */
const held: ReadonlySet<string> = new Set(['EACCES', 'EBUSY', 'EPERM']);
const patienceMs = 2000;

async function removeStale(mirror: string, now: number): Promise<void> {
  for (const name of await readdir(mirror)) {
    if (!name.startsWith(scratchPrefix)) continue;
    const folder = path.join(mirror, name);
    const { mtimeMs } = await stat(folder).catch((error: unknown) => {
      // Its run ended between the listing and this look.
      if (errnoOf(error) === 'ENOENT') return { mtimeMs: now };
      throw error;
    });
    if (now - mtimeMs > staleMs) await rm(folder, { recursive: true, force: true });
  }
}
