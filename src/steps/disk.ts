import { statSync } from 'node:fs';
import type { ModuleVersion } from '../go/module.ts';
import { holdsModules, inspectModule, modcachePaths } from '../modcache/modcache.ts';
import { rootDir } from '../plan/main-modules.ts';
import { copyRoots } from './go-jobs.ts';
import { probe } from './probe.ts';
import type { Run } from './run.ts';

/** OnDisk is a module that was in the module cache before this run; `bytes` is the size of its zip. */
export type OnDisk = ModuleVersion & { readonly bytes: number };

/**
 * inspectDisk returns the whole set if the module cache has it, or else undefined. The go command itself
 * checks that, without a network, so the result is exact. Only if the go command would add files that the
 * layout leaves out, the files are checked one by one. `onStart` is called, if anything is checked, as
 * soon as this process has time for something else.
 */
export async function inspectDisk(
  run: Run,
  onStart: () => void = () => undefined,
): Promise<readonly OnDisk[] | undefined> {
  const { inputs, plan } = run;
  if (!(await holdsModules(plan.goEnv.GOMODCACHE))) return undefined;
  return goWouldAddFiles(inputs) ? inspectFiles(run, onStart) : probe(run, onStart);
}

/**
 * goWouldAddFiles tells whether go.mod and go.sum define the set, and the go command would add files to the
 * module cache that the layout leaves out. Then it is better not to run it.
 */
export function goWouldAddFiles({ layout, packages, extraModules }: Run['inputs']): boolean {
  return layout !== 'full' && packages.length === 0 && extraModules.length === 0;
}

async function inspectFiles(run: Run, onStart: () => void): Promise<OnDisk[] | undefined> {
  const { plan, inputs } = run;
  const { checksums, required, goEnv } = plan;
  if (required.length === 0) return undefined;
  // This thread is busy longer than the go command runs: whoever waits for an answer has to ask now.
  onStart();
  const [hasGraph, ...states] = await Promise.all([
    holdsGraph(run),
    ...required.map((module) => inspectModule(goEnv.GOMODCACHE, module, checksums, inputs.layout)),
  ]);
  if (!hasGraph || states.some((state) => state !== 'present')) return undefined;
  return required.map((module) => ({
    ...module,
    bytes: sizeOf(modcachePaths(goEnv.GOMODCACHE, module).zip),
  }));
}

/** Only the go command knows which go.mod files the module graph needs; go.sum may have lines of others. */
async function holdsGraph(run: Run): Promise<boolean> {
  for (const { root, flags, env } of await copyRoots(run, 'graph')) {
    const { code } = await run.ports.exec.ask(
      {
        file: 'go',
        args: ['mod', 'graph', ...flags],
        cwd: rootDir(root),
        env: { ...run.plan.goCommandEnv, ...env, GOPROXY: 'off', GONOPROXY: 'none' },
      },
      run.signal,
    );
    if (code !== 0) return false;
  }
  return true;
}

/** 0 if there is no file. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
