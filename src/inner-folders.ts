import { lstatSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { errnoOf } from './errors.ts';

/*
 * Folders in a place where others may write, such as a checkout. A link in the middle of a path would lead whatever is
 * written to wherever its author likes, so that every folder on the way is looked at, not the last alone.
 */

/** LinkInPath is thrown where something else than a folder stands in a path. */
export class LinkInPath extends Error {
  /** What the system says where a folder is expected. */
  readonly code = 'ENOTDIR';

  constructor(folder: string) {
    super(`${folder} is a link or a file, not a folder`);
  }
}

/**
 * makeInnerFolders makes `dir` and the folders between it and `root`, which has to exist. Throws LinkInPath, and errno
 * errors.
 */
export function makeInnerFolders(root: string, dir: string): void {
  for (const folder of foldersBetween(root, dir)) {
    if (isFolder(folder)) continue;
    try {
      mkdirSync(folder);
    } catch (error) {
      // Another job was faster, or something that is no folder.
      if (errnoOf(error) !== 'EEXIST' || !isFolder(folder)) throw error;
    }
  }
}

/** checkInnerFolders throws LinkInPath where one of the folders from `root` down to `dir` is there and is none. */
export function checkInnerFolders(root: string, dir: string): void {
  for (const folder of foldersBetween(root, dir)) {
    if (!isFolder(folder)) return;
  }
}

/** False where nothing is there. */
function isFolder(folder: string): boolean {
  try {
    if (lstatSync(folder).isDirectory()) return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
  throw new LinkInPath(folder);
}

/** Without `root` itself; none where `dir` does not lie below it. */
function foldersBetween(root: string, dir: string): string[] {
  const relative = path.relative(root, dir);
  if (relative === '' || relative.split(path.sep)[0] === '..' || path.isAbsolute(relative)) return [];
  const elements = relative.split(path.sep);
  return elements.map((_, index) => path.join(root, ...elements.slice(0, index + 1)));
}
