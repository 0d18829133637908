import { type DownloadedModule, downloadModules } from '../download/download.ts';
import { copyRoots, jobsOf } from './go-jobs.ts';
import type { Run } from './run.ts';

/**
 * probe asks the go command, without a network, whether the module cache holds the whole set, and returns it if so.
 * Zips that are there without a tree are extracted on the way.
 */
export async function probe(run: Run): Promise<readonly DownloadedModule[] | undefined> {
  const { inputs, plan, ports, signal } = run;
  const probed = await downloadModules(
    {
      jobs: await jobsOf(run, await copyRoots(run, 'probe')),
      gomodcache: plan.goEnv.GOMODCACHE,
      env: plan.goCommandEnv,
      attempts: 1,
      stallTimeout: inputs.stallTimeout,
      signal,
      offline: true,
    },
    { ...ports, log: ports.runner.log, progress: (text) => ports.runner.progress(text) },
  );
  return probed.kind === 'complete'
    ? probed.modules.map((module) => ({ ...module, fetched: false }))
    : undefined;
}
