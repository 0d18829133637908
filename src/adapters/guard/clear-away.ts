import { readFileSync } from 'node:fs';
import { errnoOf, isAbsence } from '../../errors.ts';
import { endProcessTreeNow } from '../process-tree.ts';
import { removeWithin } from './remove-within.ts';

/** Duty is one thing that must not outlive this process. */
export type Duty =
  | { readonly kind: 'process'; readonly pid: number }
  /** With `text`: a file, and only as long as that is what it holds. */
  | { readonly kind: 'path'; readonly path: string; readonly text?: string };

/** How long removing may take in all, in ms: whoever ended this process with a signal will not wait for long. */
const removalMaxMs = 5000;

/** What is small, as credentials are, is gone before something large can use up the time. */
const sliceMs = 300;

/**
 * clearAway ends processes and removes files and folders, the newest first, in synchronous calls only: credentials are
 * newer than the folder they are in, and quickly gone. Returns what could not be done.
 */
export function clearAway(duties: readonly Duty[]): string[] {
  const processes = duties.filter((duty) => duty.kind === 'process');
  // What writes to these folders has to end first.
  const running = processes.flatMap(({ pid }) => failureOf(`process ${pid}`, () => end(pid)));
  const paths = duties.filter((duty) => duty.kind === 'path').toReversed();
  const until = performance.now() + removalMaxMs;
  const large = paths.filter((duty) => failureOf(duty.path, () => remove(duty, sliceMs)).length > 0);
  const left = large.flatMap((duty) => failureOf(duty.path, () => remove(duty, until - performance.now())));
  return [...running, ...left];
}

/** Does `act`, which returns whether it is done, and returns what has to be said of it. */
function failureOf(what: string, act: () => boolean): string[] {
  try {
    return act() ? [] : [`${what} (there was no time)`];
  } catch (error) {
    return [`${what} (${errnoOf(error) ?? String(error)})`];
  }
}

function end(pid: number): true {
  endProcessTreeNow(pid);
  return true;
}

type PathDuty = Extract<Duty, { kind: 'path' }>;

function remove(duty: PathDuty, ms: number): boolean {
  return !isOurs(duty) || removeWithin(duty.path, ms);
}

function isOurs({ path, text }: PathDuty): boolean {
  if (text === undefined) return true;
  try {
    return readFileSync(path, 'utf8') === text;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}
