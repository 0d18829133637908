import { chmodSync, lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { errnoOf, isAbsence } from '../../errors.ts';

/**
 * removeWithin removes a file or a folder, also one whose sub-folders were made read-only, or as much of it as `ms` allow: a
 * process that has to end cannot wait for half a million files. Returns whether it is gone. Throws errno errors.
 */
export function removeWithin(path: string, ms: number): boolean {
  const until = performance.now() + ms;
  return remove(path, () => performance.now() < until);
}

function remove(path: string, goOn: () => boolean): boolean {
  try {
    if (!lstatSync(path).isDirectory()) unlinkSync(path);
    else return removeFolder(path, goOn);
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
  return true;
}

function removeFolder(folder: string, goOn: () => boolean): boolean {
  chmodSync(folder, 0o700);
  // Threads that are being ended may still put something there.
  while (goOn()) {
    for (const name of readdirSync(folder)) {
      if (!goOn() || !remove(`${folder}/${name}`, goOn)) return false;
    }
    if (removeEmpty(folder)) return true;
  }
  return false;
}

function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOTEMPTY') return false;
    throw error;
  }
}
