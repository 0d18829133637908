import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { errnoOf } from '../errors.ts';
import type { ModcachePaths } from './modcache.ts';

/*
 * Puts verified modules where the go command looks for them, so that at any moment, also when this process is
 * killed, what is there is complete or will be seen to be incomplete:
 *
 *   - everything is written under a temporary name and renamed, and nothing that is there is replaced;
 *   - the tree comes before the .ziphash, without which go takes a tree for a partial one (modfetch, DownloadDir);
 *   - a .ziphash vouches for the zip and the tree beside it, so it is placed only where these are ours or not there;
 *   - a module that a go command has ever locked gets no tree from us: it may be extracting right now.
 */

/** StagedModule is a verified module under temporary names. */
export interface StagedModule {
  /** A folder whose sub-folders are sealed already. */
  readonly tree: string | undefined;
  readonly zip: string | undefined;
  /** Where the .ziphash may be written before it is renamed. */
  readonly ziphash: string;
  readonly h1: string;
  /** Mode of the tree's top folder, or undefined to leave it writable. */
  readonly folderMode: number | undefined;
}

/** placeModule moves a staged module into the module cache; false when what is there left nothing to do. */
export function placeModule(staged: StagedModule, target: ModcachePaths): boolean {
  mkdirSync(target.downloadDir, { recursive: true });
  const vouched = existsSync(target.ziphash);
  if (!vouched && existsSync(target.zip)) return false;
  const treePlaced = staged.tree !== undefined && placeTree(staged.tree, target, staged.folderMode);
  const treeForeign = !treePlaced && existsSync(target.tree);
  if (staged.zip === undefined && !treePlaced) return false;
  if (!treeForeign) placeFile(staged.ziphash, target.ziphash, staged.h1);
  const zipPlaced = staged.zip !== undefined && moveIfAbsent(staged.zip, target.zip);
  return treePlaced || zipPlaced;
}

/** placeFile puts `content` at `target` by way of `temporary`, unless something is there. */
export function placeFile(temporary: string, target: string, content: string | Uint8Array): boolean {
  if (existsSync(target)) return false;
  writeFileSync(temporary, content);
  return moveIfAbsent(temporary, target);
}

function placeTree(tree: string, target: ModcachePaths, folderMode: number | undefined): boolean {
  if (existsSync(target.lock) || existsSync(target.partial)) return false;
  mkdirSync(parentOf(target.tree), { recursive: true });
  if (!moveIfAbsent(tree, target.tree, 'folder')) return false;
  // To move a folder, the system requires write permission on it.
  if (folderMode !== undefined) chmodSync(target.tree, folderMode);
  return true;
}

/**
 * Renames, unless something is there. False when it was, when Windows would not let go of a file in time, and for a folder
 * when the module cache spreads over file systems: the go command then extracts the zip itself.
 */
function moveIfAbsent(from: string, to: string, kind: 'file' | 'folder' = 'file'): boolean {
  for (let attempt = 1; ; attempt++) {
    const outcome = tryToMove(from, to);
    if (outcome === 'other-file-system') return kind === 'file' && copyIfAbsent(from, to);
    if (outcome !== 'busy') return outcome === 'moved';
    // What is missing then, the go command fetches.
    if (attempt === attempts) return false;
    Atomics.wait(sleeper, 0, 0, retryEveryMs);
  }
}

/** By way of a name beside the target, so that the file appears whole. */
function copyIfAbsent(from: string, to: string): boolean {
  const beside = `${to}.go-mod-download-${process.pid}`;
  try {
    copyFileSync(from, beside);
    return tryToMove(beside, to) === 'moved';
  } finally {
    rmSync(beside, { force: true });
  }
}

type Moved = 'moved' | 'occupied' | 'busy' | 'other-file-system';

function tryToMove(from: string, to: string): Moved {
  if (existsSync(to)) return 'occupied';
  try {
    renameSync(from, to);
    return 'moved';
  } catch (error) {
    const errno = errnoOf(error) ?? '';
    if (errno === 'EXDEV') return 'other-file-system';
    if (occupied.has(errno) && existsSync(to)) return 'occupied';
    if (process.platform === 'win32' && busy.has(errno)) return 'busy';
    throw error;
  }
}

/** For two seconds. */
const attempts = 40;
const retryEveryMs = 50;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Another process was faster. */
const occupied = new Set(['EEXIST', 'ENOTEMPTY']);

/** What Windows says while a virus scanner or an indexer holds a file. */
const busy = new Set(['EACCES', 'EBUSY', 'EPERM']);

function parentOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')));
}
