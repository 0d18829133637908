import { ActionError, errnoOf, messageOf } from './errors.ts';

const temporaryHint = 'Free space on this disk, or set RUNNER_TEMP or TMPDIR to a directory on another one.';

/** isSystemError tells what the file system says (`ENOSPC`) from Node's own complaints (`ERR_INVALID_ARG_TYPE`). */
export function isSystemError(error: unknown): boolean {
  return /^E[A-Z0-9]+$/.test(errnoOf(error) ?? '');
}

/** modcacheError says that the module cache cannot be written to, and why. */
export function modcacheError(gomodcache: string, cause: unknown): ActionError {
  return diskError(
    `cannot write to the module cache ${gomodcache}: ${messageOf(cause)}`,
    'Free space on this disk, or set GOMODCACHE to a directory that this user may write to.',
  );
}

/** packFileError says that a pack cannot be written where it should be. */
export function packFileError(file: string, cause: unknown): ActionError {
  return diskError(`cannot write the cache entry to ${file}: ${messageOf(cause)}`, temporaryHint);
}

/** temporaryError says that a folder of this run alone cannot be written to: what Node says of a write names no file. */
export function temporaryError(dir: string, cause: unknown): ActionError {
  return diskError(`cannot write to the temporary directory ${dir}: ${messageOf(cause)}`, temporaryHint);
}

/** onDisk runs `work` and turns what the file system throws into `describe`'s error. */
export async function onDisk<T>(
  work: () => T | Promise<T>,
  describe: (cause: unknown) => ActionError,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isSystemError(error) ? describe(error) : error;
  }
}

function diskError(message: string, hint: string): ActionError {
  return new ActionError(message, { code: 'disk-write', class: 'disk', hint });
}
