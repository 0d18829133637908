import { constants, copyFile, link, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../../errors.ts';
import { ifPresent } from '../../plain-file.ts';
import { packName } from './entry-version.ts';

/** Sandbox is a private folder for one operation of `@actions/cache`: its workspace in its temp folder. */
export interface Sandbox {
  /** The library's temp folder: it puts its archive in a folder of its own there, which it leaves behind. */
  readonly root: string;
  /** The library's workspace, `work` in `root`: what is packed. */
  readonly work: string;
}

/**
 * sandboxVariables are what the library knows the sandbox by, relative to its working folder, `work`. It hands these
 * paths to tar in one unquoted command line, so that a space in an absolute one (`C:\My Runner`) would break it. They
 * are right from `root/work` as well as from `root/ANY`, where the library runs tar when it packs.
 */
export const sandboxVariables = {
  GITHUB_WORKSPACE: '../work',
  RUNNER_TEMP: '..',
  TMPDIR: '..',
  TEMP: '..',
  TMP: '..',
};

/** openSandbox makes a sandbox in `scratchDir`. */
export async function openSandbox(scratchDir: string): Promise<Sandbox> {
  await mkdir(scratchDir, { recursive: true });
  const root = await mkdtemp(path.join(scratchDir, 'github-cache-'));
  const work = path.join(root, 'work');
  await mkdir(work);
  return { root, work };
}

/**
 * closeSandbox removes a sandbox. What cannot be removed (Windows: a file that a scanner has open) stays in the scratch
 * folder, which the run removes at its end: no reason to lose the outcome of the operation.
 */
export async function closeSandbox(sandbox: Sandbox): Promise<void> {
  try {
    await rm(sandbox.root, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

/** offerPack puts `file` where the library packs it from: as a hard link, or as a copy where that is not possible. */
export async function offerPack(sandbox: Sandbox, file: string): Promise<void> {
  const pack = path.join(sandbox.work, packName);
  try {
    await link(file, pack);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') throw error;
    await copyFile(file, pack, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}

/** sandboxBytes returns the size of the files an operation has on disk so far. */
export async function sandboxBytes(sandbox: Sandbox): Promise<number> {
  const sizes = await Promise.all((await foldersIn(sandbox.root)).map(bytesIn));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function foldersIn(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(dir, entry.name));
}

async function bytesIn(dir: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(dir)) bytes += await sizeOf(path.join(dir, name));
  return bytes;
}

async function sizeOf(file: string): Promise<number> {
  // The library removes its archive while we look.
  return (await ifPresent(lstat(file)))?.size ?? 0;
}
