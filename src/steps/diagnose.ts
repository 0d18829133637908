import { explainAccess } from '../credentials/explain-access.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { GoFailure } from '../download/classify.ts';
import type { Downloaded } from '../download/download.ts';
import type { Env } from '../ports/env.ts';
import { askGit } from './ask-git.ts';
import { accessOf } from './credentials.ts';
import type { Run } from './run.ts';

/** FailedDownload is a download that is not complete. */
export type FailedDownload = Exclude<Downloaded, { kind: 'complete' }>;

/**
 * addDiagnosis adds details to the failures of a download, while the proxies that `env` names are still
 * running.
 */
export async function addDiagnosis(run: Run, ended: FailedDownload, env: Env): Promise<FailedDownload> {
  const { plan, inputs, ports, signal } = run;
  const zips = ended.modules.filter(({ bytes }) => bytes > 0);
  const context = {
    roots: plan.roots,
    extraModules: inputs.extraModules,
    gomodcache: plan.goEnv.GOMODCACHE,
    goflags: plan.goEnv.GOFLAGS,
    zips: {
      count: zips.length,
      bytes: zips.reduce((sum, { bytes }) => sum + bytes, 0),
      expected: plan.required.length,
    },
    env,
    dir: run.neutralDir,
    signal,
  };
  const known = ended.kind === 'failed' ? await explainAllAccess(run, ended.failures, env) : ended.failures;
  const failures = await diagnose(known, context, { ...ports, log: ports.runner.log });
  return { ...ended, failures };
}

async function explainAllAccess(run: Run, failures: readonly GoFailure[], env: Env): Promise<GoFailure[]> {
  const access = accessOf(run);
  const causes = await Promise.all(failures.map((failure) => askGit(run, failure, env)));
  return causes.map((failure) => explainAccess(failure, access));
}
