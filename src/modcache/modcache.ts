import { type Dirent, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ActionError, isAbsence } from '../errors.ts';
import { goModHash, isHash1 } from '../go/dirhash.ts';
import type { Checksums } from '../go/gosum.ts';
import { escapePath, escapeVersion, type ModuleVersion } from '../go/module.ts';
import { keepsTrees, keepsZips, type Layout } from '../layout.ts';
import { readPlainFile, readPlainFileSync } from '../plain-file.ts';

/** ModcachePaths is where a module version lies in a module cache, with the separators of this system. */
export interface ModcachePaths {
  /** The `@v` folder, which all of the module's versions share. */
  readonly downloadDir: string;
  readonly info: string;
  readonly mod: string;
  readonly zip: string;
  readonly ziphash: string;
  readonly lock: string;
  /** There while the zip is being extracted, and left behind by an extraction that did not end. */
  readonly partial: string;
  /** The folder of extracted files. */
  readonly tree: string;
}

/** ModuleState is how a module version stands in a module cache. */
export type ModuleState =
  /** Everything is there and says what go.sum says. */
  | 'present'
  /** Something is missing or unfinished; the go command would fetch or extract it. */
  | 'absent'
  /** A file is there that go.sum, or the module's name, contradicts. */
  | 'differs';

/** modcachePaths names the files of a module version (https://go.dev/ref/mod#module-cache). Throws like escapePath. */
export function modcachePaths(gomodcache: string, module: ModuleVersion): ModcachePaths {
  const escapedPath = escapePath(module.path);
  const escapedVersion = escapeVersion(module.version);
  const downloadDir = path.join(gomodcache, 'cache', 'download', escapedPath, '@v');
  const file = (suffix: string): string => path.join(downloadDir, `${escapedVersion}.${suffix}`);
  return {
    downloadDir,
    info: file('info'),
    mod: file('mod'),
    zip: file('zip'),
    ziphash: file('ziphash'),
    lock: file('lock'),
    partial: file('partial'),
    tree: path.join(gomodcache, `${escapedPath}@${escapedVersion}`),
  };
}

/**
 * inspectModule tells how a module stands in a module cache, for a layout of zip, tree or both. It looks at what
 * the go command looks at: content behind a .ziphash that agrees with go.sum is trusted, not read again. What go.sum
 * does not list only has to be there. Throws ActionError `modcache-unreadable`.
 */
export async function inspectModule(
  gomodcache: string,
  module: ModuleVersion,
  checksums: Checksums,
  layout: Layout,
): Promise<ModuleState> {
  const paths = modcachePaths(gomodcache, module);
  // Only the first look can wait for a disk that does not answer. Each further one would take ten times as long this way.
  const mod = await ifThere(readPlainFile(paths.mod), paths.mod);
  const [info, ziphash] = [contentOf(paths.info), contentOf(paths.ziphash)];
  const isWhole =
    !exists(paths.partial) &&
    (!keepsZips(layout) || exists(paths.zip)) &&
    (!keepsTrees(layout) || exists(paths.tree));
  const states = [
    agrees(mod && goModHash(mod), checksums.goMod(module)),
    agrees(validZiphash(ziphash), checksums.zip(module)),
    agrees(info && versionOf(info), module.version),
    isWhole ? 'present' : 'absent',
  ] as const;
  return (
    states.find((state) => state === 'differs') ?? states.find((state) => state === 'absent') ?? 'present'
  );
}

/**
 * holdsModules tells whether a module cache holds any module, extracted or as a zip, other than
 * golang.org/toolchain, which the go command puts there by itself. Throws ActionError `modcache-unreadable`.
 */
export async function holdsModules(gomodcache: string): Promise<boolean> {
  return (
    (await holdsTree(gomodcache, '')) || (await holdsZip(path.join(gomodcache, 'cache', 'download'), ''))
  );
}

const toolchain = 'golang.org/toolchain';

async function holdsTree(dir: string, within: string): Promise<boolean> {
  for (const entry of await entriesOf(dir)) {
    const name = within + entry.name;
    if (!entry.isDirectory() || name === 'cache' || name.startsWith(`${toolchain}@`)) continue;
    if (entry.name.includes('@') || (await holdsTree(path.join(dir, entry.name), `${name}/`))) return true;
  }
  return false;
}

async function holdsZip(dir: string, within: string): Promise<boolean> {
  for (const entry of await entriesOf(dir)) {
    const name = within + entry.name;
    if (name === toolchain) continue;
    if (entry.isFile() && entry.name.endsWith('.zip')) return true;
    if (entry.isDirectory() && (await holdsZip(path.join(dir, entry.name), `${name}/`))) return true;
  }
  return false;
}

function agrees(found: string | undefined, wanted: string | undefined): ModuleState {
  if (found === undefined) return 'absent';
  return wanted === undefined || found === wanted ? 'present' : 'differs';
}

/** What a crash left in a .ziphash the go command replaces, by hashing the zip (modfetch, isValidSum). */
function validZiphash(content: Buffer | undefined): string | undefined {
  const text = content?.toString('latin1').trim();
  return text !== undefined && isHash1(text) ? text : undefined;
}

/** Undefined for a broken .info: the go command fetches it once more. */
function versionOf(info: Buffer): string | undefined {
  try {
    const parsed: unknown = JSON.parse(info.toString());
    const version =
      typeof parsed === 'object' && parsed !== null && 'Version' in parsed ? parsed.Version : undefined;
    return typeof version === 'string' ? version : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function contentOf(file: string): Buffer | undefined {
  return ifThereSync(() => readPlainFileSync(file), file);
}

function exists(file: string): boolean {
  return ifThereSync(() => statSync(file, { throwIfNoEntry: false }), file) !== undefined;
}

async function entriesOf(dir: string): Promise<Dirent[]> {
  return (await ifThere(readdir(dir, { withFileTypes: true }), dir)) ?? [];
}

async function ifThere<T>(answer: Promise<T>, file: string): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    return unlessPresent(error, file);
  }
}

function ifThereSync<T>(look: () => T, file: string): T | undefined {
  try {
    return look();
  } catch (error) {
    return unlessPresent(error, file);
  }
}

/** Returns for an error that says that there is no such file, and throws for any other. */
function unlessPresent(error: unknown, file: string): undefined {
  if (isAbsence(error)) return undefined;
  throw new ActionError(`cannot read ${file} in the module cache`, {
    code: 'modcache-unreadable',
    class: 'disk',
    hint: 'Check that the user this runs as may read GOMODCACHE, or set GOMODCACHE to a folder of its own.',
    cause: error,
  });
}
