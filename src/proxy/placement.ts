import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isSystemError, modcacheError, onDisk } from '../disk-error.ts';
import type { RequestedFile } from '../fetch/requested-file.ts';
import type { ModuleVersion } from '../go/module.ts';
import { type Lock, takeLock } from '../modcache/lock.ts';
import { holdsModules, modcachePaths } from '../modcache/modcache.ts';
import { placeFile } from '../modcache/place.ts';
import type { ZipTarget } from '../modcache/receive-zip.ts';
import { removeTree } from '../modcache/remove-tree.ts';
import { makeScratch } from '../modcache/scratch.ts';
import type { Guard } from '../ports/guard.ts';

/** PlacementOptions says where verified modules are placed. */
export interface PlacementOptions {
  readonly gomodcache: string;
  /** Whether GOFLAGS has -modcacherw. */
  readonly writableDirs: boolean;
  /** Knows the scratch folder and the lock, where the process itself may be ended. */
  readonly guard?: Pick<Guard, 'removeAtEnd'>;
}

/** Placement puts verified files into the module cache, so that the go command need not request them. */
export interface Placement {
  readonly gomodcache: string;
  /** Whether the module cache held no modules when this was opened. */
  readonly fresh: boolean;
  /** A folder in the file system of the module cache, for files that are not verified yet. */
  readonly scratch: string;
  /** Where to place a zip; undefined after `end`. */
  zipTarget(module: ModuleVersion, h1: string): ZipTarget | undefined;
  /** Places an .info or a .mod; false if the disk does not allow it: the go command will report the cause. */
  placeSmall(file: RequestedFile, content: Uint8Array): boolean;
  /** Nothing is placed after this, because a go command may run. */
  end(): Promise<void>;
  /** Removes the scratch folder, after `end`. */
  close(): void;
}

/** Takes the lock; where it cannot be written, the scratch folder is removed. Throws ActionError `disk-write`. */
async function lockOrClear(
  gomodcache: string,
  scratch: string,
  guard: PlacementOptions['guard'],
): Promise<Lock | undefined> {
  try {
    return await takeLock(gomodcache, guard);
  } catch (error) {
    removeTree(scratch);
    throw modcacheError(gomodcache, error);
  }
}

/**
 * openPlacement prepares to place modules. Trees are extracted only into a module cache that holds no modules
 * yet, and by one run at a time, because a go command that is extracting a module fails if its tree appears
 * meanwhile (modcache/place.ts); otherwise the go command extracts the zips itself. Throws ActionError
 * `disk-write` if the module cache cannot be written to, and `modcache-unreadable`.
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
  const lock = occupied ? undefined : await lockOrClear(gomodcache, scratch, guard);
  // As the go command has it: 0777 without what the umask removes, and without the right to write.
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
    placeSmall({ module, kind }, content) {
      if (ended || module === undefined || (kind !== 'info' && kind !== 'mod')) return false;
      const target = modcachePaths(gomodcache, module);
      try {
        if (!made.has(target.downloadDir)) mkdirSync(target.downloadDir, { recursive: true });
        made.add(target.downloadDir);
        placeFile(path.join(scratch, kind), target[kind], content);
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
