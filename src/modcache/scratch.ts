import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { errnoOf } from '../errors.ts';
import { makeFolders } from '../make-folders.ts';
import { removeTree } from './remove-tree.ts';

/** A run that was killed leaves its folder behind; one this old, in ms, is removed. */
const staleMs = 24 * 60 * 60 * 1000;

const runName = /^run-[0-9a-f]{16}$/;

/** workFolder is where temporary names live: in the module cache, so that a rename ends there, and not used by anything else. */
export function workFolder(gomodcache: string): string {
  return path.join(gomodcache, 'cache', 'go-mod-download');
}

/** makeScratch makes a folder for this run alone and removes those of runs killed long ago. Throws errno errors. */
export function makeScratch(gomodcache: string): string {
  const work = workFolder(gomodcache);
  makeFolders(work);
  const scratch = path.join(work, `run-${randomBytes(8).toString('hex')}`);
  mkdirSync(scratch);
  // Compared by the clock of the file system, which machines that share a disk have in common.
  removeOlderThan(statSync(scratch).mtimeMs - staleMs, work);
  return scratch;
}

/** What cannot be removed, because it is another user's or because its own run was faster, stays. */
function removeOlderThan(time: number, work: string): void {
  for (const name of readdirSync(work)) {
    const folder = path.join(work, name);
    try {
      if (runName.test(name) && isFolderOlderThan(time, folder)) removeTree(folder);
    } catch (error) {
      if (errnoOf(error) === undefined) throw error;
    }
  }
}

/** A link is not one of our folders, wherever it leads. */
function isFolderOlderThan(time: number, folder: string): boolean {
  const stats = lstatSync(folder);
  return stats.isDirectory() && stats.mtimeMs < time;
}
