import { ActionError, errnoOf, messageOf } from './errors.ts';

const temporaryHint = 'Free space on this disk, or set RUNNER_TEMP or TMPDIR to a directory on another one.';

/** isSystemError tells errors of the system (`ENOSPC`) from Node's own errors (`ERR_INVALID_ARG_TYPE`). */
export function isSystemError(error: unknown): boolean {
  return /^E[A-Z0-9]+$/.test(errnoOf(error) ?? '');
}

/** modcacheError reports that the module cache cannot be written to. */
export function modcacheError(gomodcache: string, cause: unknown): ActionError {
  return diskError(
    `cannot write to the module cache ${gomodcache}: ${messageOf(cause)}`,
    'Free space on this disk, or set GOMODCACHE to a directory that this user may write to.',
  );
}

/** packFileError reports that a pack cannot be written. */
export function packFileError(file: string, cause: unknown): ActionError {
  return diskError(`cannot write the cache entry to ${file}: ${messageOf(cause)}`, temporaryHint);
}

/**
 * temporaryError reports that a temporary folder cannot be written to; Node's errors of writes name no file.
 */
export function temporaryError(dir: string, cause: unknown): ActionError {
  return diskError(`cannot write to the temporary directory ${dir}: ${messageOf(cause)}`, temporaryHint);
}

/** onDisk runs `work` and turns errors of the file system into the error that `describe` returns. */
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
