import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { errnoOf } from '../errors.ts';

/** removeTree removes a folder, also one whose sub-folders were made read-only. A folder that is gone is fine. */
export function removeTree(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    const errno = errnoOf(error);
    if (errno !== 'EACCES' && errno !== 'EPERM' && errno !== 'ENOTEMPTY') throw error;
    // Of a link, the permissions changed would be those of what it leads to.
    if (!lstatSync(folder).isDirectory()) throw error;
    makeWritable(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

function makeWritable(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(`${folder}/${entry.name}`);
  }
}
