import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isSystemError, modcacheError, onDisk } from '../disk-error.ts';
import type { RequestedFile } from '../fetch/requested-file.ts';
import type { ModuleVersion } from '../go/module.ts';
import { takeLock } from '../modcache/lock.ts';
import { holdsModules, modcachePaths } from '../modcache/modcache.ts';
import { placeFile } from '../modcache/place.ts';
import type { ZipTarget } from '../modcache/receive-zip.ts';
import { removeTree } from '../modcache/remove-tree.ts';
import { makeScratch } from '../modcache/scratch.ts';
import type { Guard } from '../ports/guard.ts';

/** PlacementOptions says where verified modules belong. */
export interface PlacementOptions {
  readonly gomodcache: string;
  /** GOFLAGS has -modcacherw. */
  readonly writableDirs: boolean;
  /** Knows the scratch folder and the lock, where the process itself may be ended. */
  readonly guard?: Pick<Guard, 'removeAtEnd'>;
}

/** Placement puts what go.sum vouches for where the go command looks for it, so that it need not be asked for. */
export interface Placement {
  readonly gomodcache: string;
  /** Whether the module cache held no modules when this was opened. */
  readonly fresh: boolean;
  /** A folder in the file system of the module cache, for what is still to be verified. */
  readonly scratch: string;
  /** Where a zip belongs; undefined once `end` has been called. */
  zipTarget(module: ModuleVersion, h1: string): ZipTarget | undefined;
  /** Places an .info or a .mod; false where the disk has something against it: the go command will say what. */
  placeSmall(file: RequestedFile, text: string): boolean;
  /** From here on nothing is placed: a go command may be at work. */
  end(): Promise<void>;
  /** Removes the scratch folder, after `end`. */
  close(): void;
}

/**
 * openPlacement gets ready to place modules. Trees are laid out only in a module cache that holds no modules yet, and
 * by one run at a time, for a go command that is extracting a module must not find it there all of a sudden (see
 * pack/place.ts); elsewhere the go command extracts the zips itself. Throws ActionError `disk-write` where the
 * module cache cannot be written to, and `modcache-unreadable`.
 */
export async function openPlacement({
  gomodcache,
  writableDirs,
  guard,
}: PlacementOptions): Promise<Placement> {
  const occupied = await holdsModules(gomodcache);
  const scratch = await onDisk(
    () => makeScratch(gomodcache),
    (cause) => modcacheError(gomodcache, cause),
  );
  const forget = guard?.removeAtEnd(scratch);
  const lock = occupied ? undefined : await takeLock(gomodcache, guard);
  // What the umask left of 0777, less the right to write: as the go command does it.
  const folderMode = writableDirs ? undefined : statSync(scratch).mode & 0o555;
  const made = new Set<string>();
  let zips = 0;
  let ended = false;
  return {
    gomodcache,
    fresh: !occupied,
    scratch,
    zipTarget(module, h1) {
      if (ended) return undefined;
      const stage = path.join(scratch, `module-${zips++}`);
      return { module, h1, gomodcache, stage, tree: lock !== undefined, folderMode };
    },
    placeSmall({ module, kind }, text) {
      if (ended || module === undefined || (kind !== 'info' && kind !== 'mod')) return false;
      const target = modcachePaths(gomodcache, module);
      try {
        if (!made.has(target.downloadDir)) mkdirSync(target.downloadDir, { recursive: true });
        made.add(target.downloadDir);
        placeFile(path.join(scratch, kind), target[kind], text);
        return true;
      } catch (error) {
        if (!isSystemError(error)) throw error;
        return false;
      }
    },
    async end() {
      ended = true;
      await lock?.release();
    },
    close: () => {
      removeTree(scratch);
      forget?.();
    },
  };
}
