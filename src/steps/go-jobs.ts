import path from 'node:path';
import type { GoJob } from '../download/go-job.ts';
import { copyRoot, downloadJobs, extraJob, type RootCopy } from '../plan/go-jobs.ts';
import type { Run } from './run.ts';

/**
 * copyRoots copies the files that the go command would write to, for each root, into folders named after
 * `purpose`.
 */
export async function copyRoots({ plan, scratchDir }: Run, purpose: string): Promise<RootCopy[]> {
  return Promise.all(
    plan.roots.map((root, index) => copyRoot(root, path.join(scratchDir, `${purpose}-${index}`))),
  );
}

/** jobsOf lists the go commands that download the whole set. */
export async function jobsOf(
  { inputs, plan, scratchDir, neutralDir }: Run,
  rootCopies: readonly RootCopy[],
): Promise<GoJob[]> {
  const jobs = downloadJobs(rootCopies, inputs.packages, inputs.workingDirectory);
  if (inputs.extraModules.length === 0) return jobs;
  const home = rootCopies[0] ?? (plan.home && (await copyRoot(plan.home, path.join(scratchDir, 'home'))));
  return [...jobs, extraJob(inputs.extraModules, home, neutralDir)];
}
