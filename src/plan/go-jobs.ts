import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onDisk, temporaryError } from '../disk-error.ts';
import type { CopiedFile } from '../download/copied-file.ts';
import type { GoJob } from '../download/go-job.ts';
import { relocateGoWork } from '../go/gomod.ts';
import type { ModuleQuery } from '../inputs/inputs.ts';
import { ifPresent, readPlainFile } from '../plain-file.ts';
import { type MainRoot, rootDir } from './main-modules.ts';

/**
 * RootCopy is a copy of the files of a root that the go command would write to. `go mod download` adds lines
 * to go.sum and go.work.sum, and the checkout must not change.
 */
export interface RootCopy {
  readonly root: MainRoot;
  /** The flag or the variable that makes the go command use the copy. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Each copy with its original text, to detect changes by the go command. */
  readonly copies: readonly (CopiedFile & { readonly text: string })[];
}

/**
 * copyRoot copies a root's go.mod and go.sum (used through `-modfile`), or its go.work and go.work.sum (used
 * through GOWORK; `-modfile` is refused in a workspace), into a new folder `dir`. Throws ActionError
 * `disk-write`.
 */
export async function copyRoot(root: MainRoot, dir: string): Promise<RootCopy> {
  return onDisk(
    async () => {
      await mkdir(dir, { recursive: true });
      return root.kind === 'module' ? copyModule(root, dir) : copyWorkspace(root, dir);
    },
    (cause) => temporaryError(dir, cause),
  );
}

/** downloadJobs are the go commands that download everything the roots need, or what `packages` need. */
export function downloadJobs(
  rootCopies: readonly RootCopy[],
  packages: readonly string[],
  workingDirectory: string,
): GoJob[] {
  return rootCopies.map(({ root, flags, env, copies }): GoJob => {
    const dir = rootDir(root);
    if (packages.length === 0) {
      return {
        label: 'go mod download',
        kind: 'mod-download',
        cwd: dir,
        args: ['mod', 'download', '-json', '-x', ...flags],
        env,
        copies,
      };
    }
    return {
      label: `go list -deps -test ${packages.join(' ')}`,
      kind: 'list',
      cwd: rootCopies.length === 1 ? workingDirectory : dir,
      args: [
        'list',
        '-deps',
        '-test',
        '-e',
        '-x',
        '-json=ImportPath,Module,Error,DepsErrors',
        ...flags,
        ...packages,
      ],
      env,
      copies,
    };
  });
}

/**
 * extraJob downloads `extra-modules` in a main module, so that its go.sum is used to verify them, or else in
 * `neutralDir`.
 */
export function extraJob(
  extra: readonly ModuleQuery[],
  home: RootCopy | undefined,
  neutralDir: string,
): GoJob {
  const queries = extra.map(({ path: modulePath, query }) => `${modulePath}@${query}`);
  return {
    label: `go mod download ${queries.join(' ')}`,
    kind: 'mod-download',
    cwd: home === undefined ? neutralDir : rootDir(home.root),
    args: ['mod', 'download', '-json', '-x', ...(home?.flags ?? []), ...queries],
    env: home?.env ?? { GOWORK: 'off' },
    copies: home?.copies ?? [],
  };
}

/** wantedChanges lists the files of the checkout that the go command would have changed. */
export async function wantedChanges(rootCopies: readonly RootCopy[]): Promise<string[]> {
  const changed: string[] = [];
  for (const { original, copy, text } of rootCopies.flatMap(({ copies }) => copies)) {
    if ((await textOf(copy)) !== text) changed.push(original);
  }
  return changed;
}

async function copyModule(root: Extract<MainRoot, { kind: 'module' }>, dir: string): Promise<RootCopy> {
  const { goMod, goModText, goSumFile, goSumText = '' } = root.module;
  const modCopy = path.join(dir, 'go.mod');
  const sumCopy = path.join(dir, 'go.sum');
  await writeFile(modCopy, goModText);
  await writeFile(sumCopy, goSumText);
  return {
    root,
    flags: [`-modfile=${modCopy}`],
    env: { GOWORK: 'off' },
    copies: [
      { original: goMod.file, copy: modCopy, text: goModText },
      { original: goSumFile, copy: sumCopy, text: goSumText },
    ],
  };
}

async function copyWorkspace(root: Extract<MainRoot, { kind: 'workspace' }>, dir: string): Promise<RootCopy> {
  const { goWork, goWorkText, goWorkSumText = '' } = root.workspace;
  const workCopy = path.join(dir, 'go.work');
  const sumCopy = path.join(dir, 'go.work.sum');
  const workText = relocateGoWork(goWork, goWorkText, root.workspace.dir);
  await writeFile(workCopy, workText);
  await writeFile(sumCopy, goWorkSumText);
  return {
    root,
    flags: [],
    env: { GOWORK: workCopy },
    copies: [
      { original: goWork.file, copy: workCopy, text: workText },
      { original: `${goWork.file}.sum`, copy: sumCopy, text: goWorkSumText },
    ],
  };
}

async function textOf(file: string): Promise<string> {
  return (await ifPresent(readPlainFile(file)))?.toString() ?? '';
}
