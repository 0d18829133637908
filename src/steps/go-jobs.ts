import path from 'node:path';
import type { GoJob } from '../download/go-job.ts';
import { downloadJobs, extraJob, type Sheltered, shelter } from '../plan/go-jobs.ts';
import type { Run } from './run.ts';

/** shelterAll copies the files that the go command would write to, for each main module, under names of `purpose`. */
export async function shelterAll({ plan, scratchDir }: Run, purpose: string): Promise<Sheltered[]> {
  return Promise.all(
    plan.roots.map((root, index) => shelter(root, path.join(scratchDir, `${purpose}-${index}`))),
  );
}

/** jobsOf lists the go commands that bring the whole set. */
export async function jobsOf(
  { inputs, plan, scratchDir, neutralDir }: Run,
  sheltered: readonly Sheltered[],
): Promise<GoJob[]> {
  const jobs = downloadJobs(sheltered, inputs.packages, inputs.workingDirectory);
  if (inputs.extraModules.length === 0) return jobs;
  const home = sheltered[0] ?? (plan.home && (await shelter(plan.home, path.join(scratchDir, 'home'))));
  return [...jobs, extraJob(inputs.extraModules, home, neutralDir)];
}
