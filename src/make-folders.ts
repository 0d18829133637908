import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { errnoOf } from './errors.ts';

/**
 * makeFolders creates a folder and its missing parents. Throws the error of the file system. Node's
 * `recursive` alone would report ENOENT instead of many other errors, such as EROFS for a read-only file
 * system.
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
