import path from 'node:path';
import { ActionError } from '../errors.ts';
import {
  type DependencyGoMod,
  type GoMod,
  type GoWork,
  parseDependencyGoMod,
  parseGoMod,
  parseGoWork,
  type Replace,
} from '../go/gomod.ts';
import { type GoSumLine, parseGoSum } from '../go/gosum.ts';
import { ifPresent, readPlainFile } from '../plain-file.ts';

/** MainModule is a go.mod of the checkout, with everything else that its set of modules depends on. */
export interface MainModule {
  /** Absolute path of its folder. */
  readonly dir: string;
  readonly goMod: GoMod;
  /** The go.mod as it is on disk. */
  readonly goModText: string;
  /** Absolute path of its go.sum, which may not exist. */
  readonly goSumFile: string;
  /** The go.sum as it is on disk; undefined if there is none. */
  readonly goSumText: string | undefined;
  readonly sums: readonly GoSumLine[];
  /** The go.mod files of local folders in `replace` directives: their requirements are part of the graph. */
  readonly localReplacements: readonly DependencyGoMod[];
}

/** Workspace is a go.work with the modules it uses. */
export interface Workspace {
  readonly dir: string;
  readonly goWork: GoWork;
  readonly goWorkText: string;
  readonly goWorkSumText: string | undefined;
  readonly sums: readonly GoSumLine[];
  readonly members: readonly MainModule[];
  readonly localReplacements: readonly DependencyGoMod[];
}

/** MainRoot is what `go mod download` is run for: a single module, or a whole workspace. */
export type MainRoot =
  | { readonly kind: 'module'; readonly module: MainModule }
  | { readonly kind: 'workspace'; readonly workspace: Workspace };

/** rootDir is the folder in which the go command is run for a root. */
export function rootDir(root: MainRoot): string {
  return root.kind === 'module' ? root.module.dir : root.workspace.dir;
}

/** modulesOf lists the main modules of a root. */
export function modulesOf(root: MainRoot): readonly MainModule[] {
  return root.kind === 'module' ? [root.module] : root.workspace.members;
}

/** sumsOf lists every checksum line that applies to a root. */
export function sumsOf(root: MainRoot): readonly GoSumLine[] {
  const own = root.kind === 'workspace' ? root.workspace.sums : [];
  return [...own, ...modulesOf(root).flatMap((module) => module.sums)];
}

/**
 * readMainModule reads the go.mod at `goModFile` (in `dir`, unless `-modfile` names another) and its go.sum.
 * Throws ActionError for a file that is missing or malformed.
 */
export async function readMainModule(dir: string, goModFile: string): Promise<MainModule> {
  const goModText = await readNeeded(goModFile);
  const goMod = parseGoMod(goModText, goModFile);
  const goSumFile = goModFile.replace(/\.mod$/, '.sum');
  const goSumText = await readIfThere(goSumFile);
  return {
    dir,
    goMod,
    goModText,
    goSumFile,
    goSumText,
    sums: parseGoSum(goSumText ?? '', goSumFile),
    localReplacements: await readLocalReplacements(goMod.replaces, dir),
  };
}

/** readWorkspace reads a go.work, its go.work.sum and the modules it uses. Throws like readMainModule. */
export async function readWorkspace(goWorkFile: string): Promise<Workspace> {
  const dir = path.dirname(goWorkFile);
  const goWorkText = await readNeeded(goWorkFile);
  const goWork = parseGoWork(goWorkText, goWorkFile);
  const goWorkSumFile = `${goWorkFile}.sum`;
  const goWorkSumText = await readIfThere(goWorkSumFile);
  const members: MainModule[] = [];
  for (const use of goWork.uses) {
    const memberDir = path.resolve(dir, use.path);
    members.push(
      await readMainModule(memberDir, path.join(memberDir, 'go.mod')).catch((error: unknown) => {
        throw missingMember(error, use.path, goWorkFile, use.line);
      }),
    );
  }
  return {
    dir,
    goWork,
    goWorkText,
    goWorkSumText,
    sums: parseGoSum(goWorkSumText ?? '', goWorkSumFile),
    members,
    localReplacements: await readLocalReplacements(goWork.replaces, dir),
  };
}

/** readIfThere returns the text of a file; undefined if there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await ifPresent(readPlainFile(file)))?.toString();
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function readNeeded(file: string): Promise<string> {
  const text = await readIfThere(file);
  if (text === undefined) {
    throw new ActionError(`there is no ${file}`, {
      code: 'go-mod-missing',
      class: 'configuration',
      input: 'working-directory',
      hint: 'Check the inputs `working-directory` and `go-mod-files`, and that the repository is checked out before this step.',
    });
  }
  return text;
}

async function readLocalReplacements(replaces: readonly Replace[], dir: string): Promise<DependencyGoMod[]> {
  const found: DependencyGoMod[] = [];
  for (const replace of replaces) {
    if (replace.new.version !== undefined) continue;
    const file = path.join(path.resolve(dir, replace.new.path), 'go.mod');
    const text = await readIfThere(file);
    const goMod = text === undefined ? undefined : dependencyIfValid(text, file);
    if (goMod !== undefined) found.push(goMod);
  }
  return found;
}

/**
 * The go command reads a replacement only if something requires it, so an invalid one is for it to reject.
 */
function dependencyIfValid(text: string, file: string): DependencyGoMod | undefined {
  try {
    return parseDependencyGoMod(text, file);
  } catch (error) {
    if (error instanceof ActionError) return undefined;
    throw error;
  }
}

function missingMember(error: unknown, member: string, goWorkFile: string, line: number): unknown {
  if (!(error instanceof ActionError) || error.code !== 'go-mod-missing') return error;
  return new ActionError(`go.work uses ${member}, but there is no go.mod in it`, {
    code: 'go-work-member-missing',
    class: 'go-mod',
    hint: 'Remove the line from go.work, or check out the folder it names (a submodule, a sparse checkout).',
    location: { file: goWorkFile, line },
    cause: error,
  });
}

function unreadable(file: string, cause: unknown): ActionError {
  return new ActionError(`cannot read ${file}`, {
    code: 'file-unreadable',
    class: 'disk',
    hint: 'Check that the user of this step may read the checkout.',
    cause,
  });
}
