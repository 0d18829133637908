import { statfsSync } from 'node:fs';

/** freeBytes returns how much a user may still write to the disk of `folder`; undefined where the file system does not say. */
export function freeBytes(folder: string): number | undefined {
  const { bavail, bsize, blocks } = statfsSync(folder);
  return blocks === 0 ? undefined : bavail * bsize;
}
