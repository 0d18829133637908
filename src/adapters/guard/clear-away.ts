import { readFileSync } from 'node:fs';
import { errnoOf, isAbsence } from '../../errors.ts';
import { removeTree } from '../../modcache/remove-tree.ts';
import { endProcessTreeNow } from '../process-tree.ts';

/** Duty is one thing that must not outlive this process. */
export type Duty =
  | { readonly kind: 'process'; readonly pid: number }
  /** With `text`: a file, and only as long as that is what it holds. */
  | { readonly kind: 'path'; readonly path: string; readonly text?: string };

/**
 * clearAway ends processes and removes files and folders, the newest first, in synchronous calls only: credentials are
 * newer than the folder they are in, and quickly gone. Returns what could not be done.
 */
export function clearAway(duties: readonly Duty[]): string[] {
  const processes = duties.filter((duty) => duty.kind === 'process');
  const paths = duties.filter((duty) => duty.kind === 'path').toReversed();
  // What writes to these folders has to end first.
  return [...processes, ...paths].flatMap((duty) => {
    try {
      if (duty.kind === 'process') endProcessTreeNow(duty.pid);
      else if (isOurs(duty)) removeTree(duty.path);
      return [];
    } catch (error) {
      const what = duty.kind === 'process' ? `process ${duty.pid}` : duty.path;
      return [`${what} (${errnoOf(error) ?? String(error)})`];
    }
  });
}

function isOurs({ path, text }: Extract<Duty, { kind: 'path' }>): boolean {
  if (text === undefined) return true;
  try {
    return readFileSync(path, 'utf8') === text;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}
