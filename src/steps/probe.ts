import { type DownloadedModule, downloadModules } from '../download/download.ts';
import { copyRoots, jobsOf } from './go-jobs.ts';
import type { Run } from './run.ts';

/**
 * probe has the go command check, without a network, whether the module cache has the whole set, and returns
 * the set if so. The go command extracts zips that have no tree. `onStart` is called when it runs.
 */
export async function probe(
  run: Run,
  onStart: () => void = () => undefined,
): Promise<readonly DownloadedModule[] | undefined> {
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
      onStart,
    },
    { ...ports, log: ports.runner.log, progress: (text) => ports.runner.progress(text) },
  );
  return probed.kind === 'complete'
    ? probed.modules.map((module) => ({ ...module, fetched: false }))
    : undefined;
}
