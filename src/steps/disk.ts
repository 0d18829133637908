import { stat } from 'node:fs/promises';
import { errnoOf } from '../errors.ts';
import type { ModuleVersion } from '../go/module.ts';
import { holdsModules, inspectModule, modcachePaths } from '../modcache/modcache.ts';
import { rootDir } from '../plan/main-modules.ts';
import { copyRoots } from './go-jobs.ts';
import { probe } from './probe.ts';
import type { Run } from './run.ts';

/** OnDisk is a module that lay in the module cache before this run; `bytes` is the size of its zip. */
export type OnDisk = ModuleVersion & { readonly bytes: number };

/**
 * inspectDisk returns the whole set when the module cache holds it already, else undefined. The go command
 * itself is asked, without a network, so that the answer is exact: it trusts the files there as it always does.
 * Only where that would bring what the layout does without, the files are looked at one by one.
 */
export async function inspectDisk(run: Run): Promise<readonly OnDisk[] | undefined> {
  const { inputs, plan } = run;
  if (!(await holdsModules(plan.goEnv.GOMODCACHE))) return undefined;
  if (inputs.layout !== 'full' && inputs.packages.length === 0 && inputs.extraModules.length === 0) {
    return inspectFiles(run);
  }
  return probe(run);
}

async function inspectFiles(run: Run): Promise<OnDisk[] | undefined> {
  const { plan, inputs } = run;
  const { checksums, required, goEnv } = plan;
  if (required.length === 0) return undefined;
  const states = await Promise.all(
    required.map((module) => inspectModule(goEnv.GOMODCACHE, module, checksums, inputs.layout)),
  );
  if (states.some((state) => state !== 'present')) return undefined;
  if (!(await holdsGraph(run))) return undefined;
  return Promise.all(
    required.map(async (module) => ({
      ...module,
      bytes: await sizeOf(modcachePaths(goEnv.GOMODCACHE, module).zip),
    })),
  );
}

/** Which go.mod files the module graph needs only the go command knows; go.sum may have lines of bygone ones. */
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

/** 0 for a file that is not there. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 0;
    throw error;
  }
}
