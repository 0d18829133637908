import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import { errnoOf, isAbsence } from '../errors.ts';
import { isFile } from '../go/is-file.ts';
import { compareText } from '../go/module.ts';

/** FileSearch defines a search for go.mod and go.work files. */
export interface FileSearch {
  /** Absolute path of the folder to search. */
  readonly dir: string;
  /**
   * Absolute paths of folders with modules of other projects: the module cache, a directory cache, a mirror.
   */
  readonly leftOut: readonly string[];
  /** Called with each folder that is skipped because this user may not read it. */
  readonly onUnreadable: (dir: string) => void;
}

/** Folders that the go command does not search, and one that only costs time. */
const skippedFolders = /^(?:[._].*|testdata|vendor|node_modules)$/;

/**
 * filesBelow finds every go.mod and go.work in a folder and below it, sorted, except in folders that the go
 * command does not search, unless `isNamed` returns true for them.
 */
export async function filesBelow(
  search: FileSearch,
  isNamed: (folder: string) => boolean = () => false,
): Promise<string[]> {
  const leftOut = new Set(await Promise.all(search.leftOut.map(realPathOf)));
  const isSearched = (name: string, real: string) =>
    !leftOut.has(real) && (!skippedFolders.test(name) || isNamed(name));
  const walk = async (dir: string, realDir: string): Promise<string[]> => {
    const entries = await entriesOf(dir, search.onUnreadable);
    const found = await Promise.all(
      entries.map(async (entry) => {
        const [full, real] = [path.join(dir, entry.name), path.join(realDir, entry.name)];
        if (entry.isDirectory()) return isSearched(entry.name, real) ? walk(full, real) : [];
        return isModFile(entry.name) && (await isFile(full)) ? [full] : [];
      }),
    );
    return found.flat();
  };
  return walk(search.dir, await realPathOf(search.dir));
}

/** Matches are the files that patterns have selected. */
export interface Matches {
  /** Absolute paths, sorted. */
  readonly files: readonly string[];
  /** The files that a pattern without wildcards names. */
  readonly named: ReadonlySet<string>;
  /** The patterns that match nothing and exclude nothing. */
  readonly unmatched: readonly string[];
}

/**
 * matchingFiles selects go.mod and go.work files by patterns, in order; a leading `!` excludes, from all files if nothing
 * else is chosen. A pattern is for a file or for its folder. One with wildcards searches the folder that it begins with, and
 * a hidden folder (or `testdata`, `vendor`) only if the pattern names it. Backslashes count as slashes where the pattern
 * matches nothing otherwise.
 */
export async function matchingFiles(search: FileSearch, patterns: readonly string[]): Promise<Matches> {
  const selections = await Promise.all(patterns.map((pattern) => select(pattern, search)));
  const onlyExcludes = selections.every(({ excludes }) => excludes);
  const chosen = new Set(onlyExcludes ? await filesBelow(search) : []);
  for (const { excludes, files } of selections) {
    for (const file of files) chosen[excludes ? 'delete' : 'add'](file);
  }
  return {
    files: [...chosen].sort(compareText),
    named: new Set(selections.filter(({ isGlob }) => !isGlob).flatMap(({ files }) => files)),
    unmatched: selections
      .filter(({ files, excludes }) => files.length === 0 && !excludes)
      .map(({ pattern }) => pattern),
  };
}

async function select(pattern: string, search: FileSearch) {
  const excludes = pattern.startsWith('!');
  return { pattern, excludes, ...(await filesFor(pattern.slice(excludes ? 1 : 0), search)) };
}

async function filesFor(
  pattern: string,
  search: FileSearch,
): Promise<{ isGlob: boolean; files: readonly string[] }> {
  const glob = withSlashes(pattern);
  const { isGlob, base, glob: below } = picomatch.scan(glob);
  const dir = path.resolve(search.dir, base);
  const files = isGlob
    ? await globbedFiles({ ...search, dir }, below, glob)
    : await namedFiles(path.resolve(search.dir, glob));
  const slashed = glob.replaceAll('\\', '/');
  return files.length > 0 || slashed === glob ? { isGlob, files } : filesFor(slashed, search);
}

/** Matches below the folder that the pattern begins with: this may be above or beside the working directory. */
async function globbedFiles(search: FileSearch, below: string, glob: string): Promise<string[]> {
  const named = glob.split('/').filter((segment) => skippedFolders.test(segment));
  const isNamed = (folder: string) =>
    named.some((segment) => picomatch.isMatch(folder, segment, { dot: true }));
  const matches = picomatch(path.posix.normalize(below), { dot: true });
  const files = await filesBelow(search, isNamed);
  return files.filter((file) => {
    const relative = withSlashes(path.relative(search.dir, file));
    return matches(relative) || matches(path.posix.dirname(relative));
  });
}

async function namedFiles(name: string): Promise<string[]> {
  if (isModFile(path.basename(name)) && (await isFile(name))) return [name];
  for (const inFolder of [path.join(name, 'go.work'), path.join(name, 'go.mod')]) {
    if (await isFile(inFolder)) return [inFolder];
  }
  return [];
}

function isModFile(name: string): boolean {
  return name === 'go.mod' || name === 'go.work';
}

/** On Windows, both kinds of slash are used. */
function withSlashes(text: string): string {
  return path.sep === '\\' ? text.replaceAll('\\', '/') : text;
}

async function entriesOf(dir: string, onUnreadable: FileSearch['onUnreadable']): Promise<Dirent[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'EACCES' || code === 'EPERM') onUnreadable(dir);
    else if (!isAbsence(error)) throw error;
    return [];
  }
}

async function realPathOf(dir: string): Promise<string> {
  try {
    return await realpath(dir);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return dir;
  }
}
