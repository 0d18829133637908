import { readdir } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import { ActionError } from '../errors.ts';
import { isFile } from '../go/is-file.ts';
import { compareText } from '../go/module.ts';
import { type MainRoot, readMainModule, readWorkspace } from './main-modules.ts';

/** FindRootsRequest says where to look for main modules. */
export interface FindRootsRequest {
  /** Absolute path of the folder the go command would be run in. */
  readonly workingDirectory: string;
  /** Patterns of go.mod and go.work files below it; a leading `!` excludes. */
  readonly patterns: readonly string[];
  /** The variable GOWORK of the environment: empty, `off`, or the path of a go.work. */
  readonly gowork: string;
  /** The file that `-modfile` in GOFLAGS names instead of go.mod, if any. */
  readonly modfile: string | undefined;
}

/** Folders that the go command never looks into, and one that only costs time. */
const skippedFolders = /^(?:[._].*|testdata|vendor|node_modules)$/;

/**
 * findRoots finds what `go mod download` has to be run for: the files that match the patterns; without
 * patterns the go.work or go.mod that the go command would use in the folder, else every go.mod below it.
 * An empty list means there is none. Throws ActionError for patterns that match nothing and for broken files.
 */
export async function findRoots(request: FindRootsRequest): Promise<MainRoot[]> {
  const { workingDirectory, patterns } = request;
  if (patterns.length > 0) return rootsOfFiles(await matchingFiles(workingDirectory, patterns));
  const goWork = await enclosingGoWork(request);
  if (goWork !== undefined) return [{ kind: 'workspace', workspace: await readWorkspace(goWork) }];
  const goMod = await enclosing(workingDirectory, 'go.mod');
  if (goMod !== undefined) {
    const dir = path.dirname(goMod);
    const file = request.modfile === undefined ? goMod : path.resolve(workingDirectory, request.modfile);
    return [{ kind: 'module', module: await readMainModule(dir, file) }];
  }
  const below = await filesBelow(workingDirectory);
  return rootsOfFiles(below.filter((file) => path.basename(file) === 'go.mod'));
}

/** modfileOf reads `-modfile` out of GOFLAGS. */
export function modfileOf(goflags: string): string | undefined {
  return /(?:^|\s)'?"?--?modfile=([^\s'"]+)/.exec(goflags)?.[1];
}

async function enclosingGoWork(request: FindRootsRequest): Promise<string | undefined> {
  if (request.gowork === 'off' || request.modfile !== undefined) return undefined;
  if (request.gowork !== '') return path.resolve(request.workingDirectory, request.gowork);
  return enclosing(request.workingDirectory, 'go.work');
}

async function enclosing(dir: string, name: string): Promise<string | undefined> {
  const file = path.join(dir, name);
  if (await isFile(file)) return file;
  const parent = path.dirname(dir);
  return parent === dir ? undefined : enclosing(parent, name);
}

/** A workspace takes its members along, so their go.mod files are not roots of their own. */
async function rootsOfFiles(files: readonly string[]): Promise<MainRoot[]> {
  const workspaces = await Promise.all(
    files.filter((file) => path.basename(file) === 'go.work').map((file) => readWorkspace(file)),
  );
  const members = new Set(workspaces.flatMap((workspace) => workspace.members.map((member) => member.dir)));
  const alone = files.filter((file) => path.basename(file) === 'go.mod' && !members.has(path.dirname(file)));
  const modules = await Promise.all(alone.map((file) => readMainModule(path.dirname(file), file)));
  return [
    ...workspaces.map((workspace): MainRoot => ({ kind: 'workspace', workspace })),
    ...modules.map((module): MainRoot => ({ kind: 'module', module })),
  ];
}

async function matchingFiles(dir: string, patterns: readonly string[]): Promise<string[]> {
  const relative = (await filesBelow(dir)).map((file) => path.relative(dir, file).split(path.sep).join('/'));
  const chosen = new Set<string>();
  for (const pattern of patterns) {
    const excludes = pattern.startsWith('!');
    const glob = pattern.slice(excludes ? 1 : 0).replace(/^\.\//, '');
    const matches = picomatch(glob, { dot: true });
    for (const file of relative.filter((name) => matches(name))) {
      if (excludes) chosen.delete(file);
      else chosen.add(file);
    }
  }
  if (chosen.size === 0) {
    throw new ActionError(
      `\`go-mod-files\` matches no go.mod or go.work below ${dir}: ${patterns.join(' ')}`,
      {
        code: 'go-mod-files-no-match',
        class: 'configuration',
        input: 'go-mod-files',
        hint: 'Write patterns relative to `working-directory`, one per line, for example `**/go.mod`.',
      },
    );
  }
  return [...chosen].sort().map((name) => path.join(dir, name));
}

async function filesBelow(dir: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of (await readdir(dir, { withFileTypes: true })).sort((a, b) =>
    compareText(a.name, b.name),
  )) {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory() && !skippedFolders.test(entry.name)) found.push(...(await filesBelow(full)));
    else if (entry.isFile() && (entry.name === 'go.mod' || entry.name === 'go.work')) found.push(full);
  }
  return found;
}
