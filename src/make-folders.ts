import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { errnoOf } from './errors.ts';

/**
 * makeFolders makes a folder and those above it that are missing. Throws what the file system says. By itself, Node's
 * `recursive` says ENOENT in the place of much of that: also of EROFS, of a file system that is read-only.
 */
export function makeFolders(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') mkdirSync(firstMissing(dir));
    throw error;
  }
}

function firstMissing(dir: string): string {
  const parent = path.dirname(dir);
  return parent === dir || existsSync(parent) ? dir : firstMissing(parent);
}
