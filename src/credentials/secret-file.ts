import { closeSync, fstatSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isSystemError } from '../disk-error.ts';
import type { Guard } from '../ports/guard.ts';

/** SecretFile is a text that programs started by this process can read as a file. */
export interface SecretFile {
  readonly path: string;
  /** Ends it. */
  readonly close: () => void;
}

/** SecretFileOptions says where a secret file is while it has a name, and who removes it then. */
export interface SecretFileOptions {
  /** A private folder. */
  readonly dir: string;
  readonly guard: Pick<Guard, 'removeAtEnd'>;
  /** What the system shows of this process, as proc(5) does. */
  readonly process?: string;
}

/**
 * secretFile makes a file of mode 600. On Linux it has no name: programs open it through this process, so it is gone when
 * this process is, however that ends. Elsewhere it is in `dir`, and is removed by `close` or the guard. Throws
 * errno errors.
 */
export function secretFile(
  name: string,
  content: string | Uint8Array,
  { dir, guard, process: shown = `/proc/${process.pid}` }: SecretFileOptions,
): SecretFile {
  const file = path.join(dir, name);
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const release = guard.removeAtEnd(file);
  const remove = () => {
    rmSync(file, { force: true });
    release();
  };
  const fd = openSync(file, 'wx+', 0o600);
  writeFileSync(fd, bytes);
  const unnamed = `${shown}/fd/${fd}`;
  if (isOpenTo(shown, unnamed, fd)) {
    rmSync(file);
    if (holds(unnamed, bytes)) {
      release();
      return { path: unnamed, close: () => closeSync(fd) };
    }
    writeFileSync(file, bytes, { mode: 0o600, flag: 'wx' });
  }
  closeSync(fd);
  return { path: file, close: remove };
}

/** Whether this is the file, and other processes of this user may open it: those of a privileged program belong to root. */
function isOpenTo(shown: string, unnamed: string, fd: number): boolean {
  return attempt(() => {
    const [own, seen] = [fstatSync(fd), statSync(unnamed)];
    return own.ino === seen.ino && own.dev === seen.dev && statSync(shown).uid === own.uid;
  });
}

function holds(file: string, bytes: Uint8Array): boolean {
  return attempt(() => readFileSync(file).equals(bytes));
}

function attempt(check: () => boolean): boolean {
  try {
    return check();
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}
