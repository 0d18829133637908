import path from 'node:path';
import { ActionError } from '../errors.ts';
import { isFile } from '../go/is-file.ts';
import { type MainRoot, modulesOf, readMainModule, readWorkspace } from './main-modules.ts';
import { type FileSearch, filesBelow, type Matches, matchingFiles } from './matching-files.ts';
import { isPlaceholder } from './placeholder.ts';

/** FindRootsRequest says where to look for main modules. */
export interface FindRootsRequest {
  /** Absolute path of the folder in which the go command would be run. */
  readonly workingDirectory: string;
  /** Patterns of go.mod and go.work files, relative to it; a leading `!` excludes. */
  readonly patterns: readonly string[];
  /** The go.work that the go command uses there (`readGoWork`), if any. */
  readonly goWork: string | undefined;
  /** The file that `-modfile` in GOFLAGS names instead of go.mod; undefined or empty: none. */
  readonly modfile: string | undefined;
  /** Absolute paths of folders that are not searched, see FileSearch. */
  readonly leftOut: readonly string[];
  /** Called with a sentence for each file or folder that was skipped. */
  readonly onPassedOver: (what: string) => void;
}

/**
 * findRoots finds what `go mod download` has to be run for: the files that match the patterns, where `all`
 * alone is every go.work and go.mod; without patterns, the go.work or go.mod that the go command would use in
 * the folder, or else every go.mod below it. A search skips placeholders and unreadable folders. The list may
 * be empty. Throws ActionError for patterns that match nothing and for invalid files.
 */
export async function findRoots(request: FindRootsRequest): Promise<MainRoot[]> {
  const { workingDirectory, patterns, goWork } = request;
  if (patterns.length === 1 && patterns[0] === 'all') {
    return rootsOfFiles(await filesBelow(searchOf(request)), new Set(), request);
  }
  if (patterns.length > 0) return matchingRoots(request);
  if (goWork !== undefined && !request.modfile) {
    return [{ kind: 'workspace', workspace: await readWorkspace(goWork) }];
  }
  const goMod = await enclosing(workingDirectory, 'go.mod');
  if (goMod !== undefined) {
    const dir = path.dirname(goMod);
    const file = request.modfile ? path.resolve(workingDirectory, checkedModfile(request.modfile)) : goMod;
    return [{ kind: 'module', module: await readMainModule(dir, file) }];
  }
  const below = await filesBelow(searchOf(request));
  const goMods = below.filter((file) => path.basename(file) === 'go.mod');
  return rootsOfFiles(goMods, new Set(), request);
}

/**
 * uncoveredFiles lists the go.mod files below `dir`, sorted, that are none of `roots`: what a run without
 * patterns leaves out. `leftOut` is that of FileSearch.
 */
export async function uncoveredFiles(
  dir: string,
  roots: readonly MainRoot[],
  leftOut: readonly string[],
): Promise<string[]> {
  const covered = new Set(roots.flatMap(modulesOf).map((module) => module.dir));
  const files = await filesBelow({ dir, leftOut, onUnreadable: () => undefined });
  const goMods = files.filter((file) => path.basename(file) === 'go.mod' && !covered.has(path.dirname(file)));
  const isModule = await Promise.all(goMods.map(async (file) => !(await isPlaceholder(file))));
  return goMods.filter((_, index) => isModule[index]);
}

async function enclosing(dir: string, name: string): Promise<string | undefined> {
  const file = path.join(dir, name);
  if (await isFile(file)) return file;
  const parent = path.dirname(dir);
  return parent === dir ? undefined : enclosing(parent, name);
}

/** As the go command requires (cmd/go/internal/modload, modFilePath): it names go.sum after this file. */
function checkedModfile(modfile: string): string {
  if (modfile.endsWith('.mod')) return modfile;
  throw new ActionError(`-modfile=${modfile} in GOFLAGS: the file does not have the extension .mod`, {
    code: 'go-flags',
    class: 'configuration',
    hint: 'Name the file `NAME.mod`; its checksums are in `NAME.sum`.',
  });
}

async function matchingRoots(request: FindRootsRequest): Promise<MainRoot[]> {
  const { workingDirectory, patterns, onPassedOver } = request;
  const { files, named, unmatched } = await matchingFiles(searchOf(request), patterns);
  if (files.length === 0) throw noMatch(workingDirectory, patterns);
  for (const pattern of unmatched) {
    onPassedOver(`\`go-mod-files\`: \`${pattern}\` matches no go.mod or go.work below ${workingDirectory}`);
  }
  return rootsOfFiles(files, named, request);
}

function searchOf({ workingDirectory, leftOut, onPassedOver }: FindRootsRequest): FileSearch {
  const onUnreadable = (dir: string) =>
    onPassedOver(`No permission to read ${dir}: it was not searched for modules`);
  return { dir: workingDirectory, leftOut, onUnreadable };
}

/** A workspace includes its members, so their go.mod files are not separate roots. */
async function rootsOfFiles(
  files: readonly string[],
  named: Matches['named'],
  { onPassedOver }: FindRootsRequest,
): Promise<MainRoot[]> {
  const workspaces = await Promise.all(
    files.filter((file) => path.basename(file) === 'go.work').map((file) => readWorkspace(file)),
  );
  const members = new Set(workspaces.flatMap((workspace) => workspace.members.map((member) => member.dir)));
  const alone: string[] = [];
  for (const file of files) {
    if (path.basename(file) !== 'go.mod' || members.has(path.dirname(file))) continue;
    if (named.has(file) || !(await isPlaceholder(file))) alone.push(file);
    else onPassedOver(`${file} names no module: it is passed over as a placeholder or template`);
  }
  const modules = await Promise.all(alone.map((file) => readMainModule(path.dirname(file), file)));
  return [
    ...workspaces.map((workspace): MainRoot => ({ kind: 'workspace', workspace })),
    ...modules.map((module): MainRoot => ({ kind: 'module', module })),
  ];
}

function noMatch(dir: string, patterns: readonly string[]): ActionError {
  return new ActionError(
    `\`go-mod-files\` matches no go.mod or go.work below ${dir}: ${patterns.join(' ')}`,
    {
      code: 'go-mod-files-no-match',
      class: 'configuration',
      input: 'go-mod-files',
      hint: 'Write patterns relative to `working-directory`, one per line, for example `**/go.mod`.',
    },
  );
}
