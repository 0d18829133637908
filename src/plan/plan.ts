import path from 'node:path';
import { ActionError } from '../errors.ts';
import { type GoEnv, readGoEnv } from '../go/goenv.ts';
import { goflag, isGoflagSet } from '../go/goflags.ts';
import { type Checksums, mergeChecksums } from '../go/gosum.ts';
import type { ModuleVersion } from '../go/module.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Env } from '../ports/env.ts';
import type { Exec } from '../ports/exec.ts';
import type { Runner } from '../ports/runner.ts';
import { type CacheKey, makeCacheKey } from './cache-key.ts';
import { findRoots } from './find-roots.ts';
import {
  describeSetting,
  exportedSettings,
  type GoSetting,
  goCommandEnv,
  resolveGoSettings,
  secretsOfSettings,
} from './go-settings.ts';
import { type MainRoot, modulesOf, rootDir, sumsOf, type Workspace } from './main-modules.ts';
import { requiredModules } from './required.ts';
import { inspectVendor } from './vendored.ts';

/** Plan is what this run will do, decided before anything is downloaded or written. */
export interface Plan {
  readonly goEnv: GoEnv;
  /** Go's own settings, each with its source. */
  readonly settings: readonly GoSetting[];
  /** The environment of every go command. */
  readonly goCommandEnv: Env;
  /** The main modules that have something to download. */
  readonly roots: readonly MainRoot[];
  /** The main module whose go.sum applies to `extra-modules`, even if it has nothing to download itself. */
  readonly home: MainRoot | undefined;
  /** All checksums of the checkout: the union of its go.sum and go.work.sum files. */
  readonly checksums: Checksums;
  readonly cacheKey: CacheKey;
  /** The modules that go.mod requires and go.sum lists: sometimes fewer than the set, almost never more. */
  readonly required: readonly ModuleVersion[];
  /** GOFLAGS has -modcacherw: directories of the module cache stay writable. */
  readonly writableDirs: boolean;
}

/** Planned is a plan, or the reason why there is nothing to download. */
export type Planned =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'nothing'; readonly reason: string; readonly goEnv: GoEnv };

/** PlanPorts is what planning needs from outside. */
export interface PlanPorts {
  readonly exec: Exec;
  readonly env: Env;
  readonly runner: Runner;
}

/**
 * makePlan finds the main modules, reads their go.mod and go.sum files before any go command can touch them,
 * resolves Go's settings and computes the cache key. Throws ActionError for anything that the user has to
 * correct.
 */
export async function makePlan(inputs: Inputs, ports: PlanPorts, signal: AbortSignal): Promise<Planned> {
  const { log } = ports.runner;
  const env = { ...ports.env, ...inputs.goSettings };
  const goEnv = await readGoEnv(ports.exec, env, inputs.workingDirectory, signal);
  const settings = resolveGoSettings(inputs.goSettings, ports.env, goEnv);
  for (const secret of secretsOfSettings(settings)) ports.runner.mask(secret);
  publishSettings(settings, goEnv, ports.runner);
  const found = await findRoots({
    workingDirectory: inputs.workingDirectory,
    patterns: inputs.goModFiles,
    goWork: goEnv.goWork,
    modfile: goflag(goEnv.GOFLAGS, 'modfile'),
    leftOut: foreignFolders(inputs, goEnv),
    onPassedOver: (what) => log.notice(what),
  });
  const { roots, reasons } = await sortOut(found, goEnv.GOFLAGS, log);
  if (roots.length === 0 && inputs.extraModules.length === 0) {
    return { kind: 'nothing', reason: reasonForNothing(reasons, inputs.workingDirectory), goEnv };
  }
  const checksums = mergeChecksums(found.map(sumsOf));
  const cacheKey = makeCacheKey({
    prefix: inputs.cacheKeyPrefix,
    roots,
    packages: inputs.packages,
    build: buildFacts(goEnv),
  });
  for (const root of roots) log.info(describeRoot(root));
  return {
    kind: 'plan',
    plan: {
      goEnv,
      settings,
      goCommandEnv: goCommandEnv(ports.env, settings),
      roots,
      home: roots[0] ?? found[0],
      checksums,
      cacheKey,
      required: requiredModules(roots, checksums),
      writableDirs: isGoflagSet(goEnv.GOFLAGS, 'modcacherw'),
    },
  };
}

/** foreignFolders lists the folders whose go.mod files do not belong to the project. */
export function foreignFolders(
  { cacheDirectory, mirrorDirectory }: Pick<Inputs, 'cacheDirectory' | 'mirrorDirectory'>,
  { GOMODCACHE, GOPATH, GOROOT }: Pick<GoEnv, 'GOMODCACHE' | 'GOPATH' | 'GOROOT'>,
): string[] {
  const packages = GOPATH.split(path.delimiter).map((dir) => dir && path.join(dir, 'pkg'));
  return [GOMODCACHE, GOROOT, ...packages, cacheDirectory ?? '', mirrorDirectory ?? ''].filter(
    (dir) => dir !== '',
  );
}

function publishSettings(settings: readonly GoSetting[], goEnv: GoEnv, runner: Runner): void {
  runner.log.info(`Go: ${goEnv.GOVERSION}`);
  for (const setting of settings) {
    const line = describeSetting(setting);
    if (setting.source === 'go env' && setting.name !== 'GOMODCACHE') runner.log.debug(line);
    else runner.log.info(line);
  }
  for (const [name, value] of exportedSettings(settings)) runner.exportVariable(name, value);
}

/** A root with a consistent vendor directory, or without requirements, has nothing to download. */
async function sortOut(
  found: readonly MainRoot[],
  goflags: string,
  log: Runner['log'],
): Promise<{ roots: MainRoot[]; reasons: string[] }> {
  const roots: MainRoot[] = [];
  const reasons: string[] = [];
  for (const root of found) {
    const reason = await reasonToSkip(root, goflags, log);
    if (reason === undefined) roots.push(root);
    else {
      reasons.push(reason);
      log.info(`${describeRoot(root)}: ${reason}`);
    }
  }
  return { roots, reasons };
}

async function reasonToSkip(
  root: MainRoot,
  goflags: string,
  log: Runner['log'],
): Promise<string | undefined> {
  if (root.kind === 'workspace' && root.workspace.members.length === 0) throw emptyWorkspace(root.workspace);
  const vendored = await inspectVendor(root, goflags);
  if (vendored.kind === 'consistent')
    return 'the go command builds from the vendor directory, which has everything';
  if (vendored.kind === 'inconsistent') {
    log.notice(
      `The vendor directory is inconsistent with go.mod: ${vendored.reason}. Run \`go mod vendor\` and commit the result.`,
      {
        title: 'vendor/ is out of date',
      },
    );
  }
  if (modulesOf(root).every((module) => module.goMod.requires.length === 0))
    return 'the module has no dependencies';
  if (sumsOf(root).length === 0) log.notice(withoutChecksums(root), { title: 'No go.sum' });
  return undefined;
}

function withoutChecksums(root: MainRoot): string {
  const what = `${describeRoot(root)} has dependencies but no checksums in go.sum`;
  return `${what}: its modules are downloaded, but cannot be cached. Run \`go mod tidy\` and commit go.sum.`;
}

/** The message of the go command, which rejects such a workspace (modload, ErrNoModules). */
function emptyWorkspace({ goWork }: Workspace): ActionError {
  return new ActionError(
    `no modules were found in the current workspace: ${goWork.file} has no \`use\` directive`,
    {
      code: 'go-work-empty',
      class: 'go-mod',
      hint: 'Name the modules of the workspace, for example with `go work use ./folder`, or set GOWORK=off.',
      location: { file: goWork.file },
    },
  );
}

function reasonForNothing(reasons: readonly string[], dir: string): string {
  if (reasons.length === 0) return `there is no go.mod in ${dir} or below it`;
  return [...new Set(reasons)].join('; ');
}

function describeRoot(root: MainRoot): string {
  if (root.kind === 'module') return `Module ${root.module.goMod.module} in ${rootDir(root)}`;
  const members = root.workspace.members.length;
  return `Workspace of ${members} ${members === 1 ? 'module' : 'modules'} in ${rootDir(root)}`;
}

function buildFacts(goEnv: GoEnv) {
  return {
    GOOS: goEnv.GOOS,
    GOARCH: goEnv.GOARCH,
    CGO_ENABLED: goEnv.CGO_ENABLED,
    GOFLAGS: goEnv.GOFLAGS,
    GOEXPERIMENT: goEnv.GOEXPERIMENT,
    goMinor: /^go\d+\.\d+/.exec(goEnv.GOVERSION)?.[0] ?? goEnv.GOVERSION,
  };
}
