import { decidePolicy } from './cache/policy.ts';
import type { Inputs } from './inputs/inputs.ts';
import { makePlan } from './plan/plan.ts';
import type { RunRecord, StepName, StepRecord } from './report/record.ts';
import { downloadStep } from './steps/download.ts';
import { lookedUp, nothingToDo, recordOf } from './steps/record.ts';
import { describeRestore, restoreStep } from './steps/restore.ts';
import type { Ports, Run } from './steps/run.ts';
import { describeSave, saveStep } from './steps/save.ts';

/** Bounds is what a run has to stay within. */
export interface Bounds {
  /** A private folder that the caller removes when the run has ended. */
  readonly scratchDir: string;
  /** Aborts at the deadline of the whole run, or when it is interrupted. */
  readonly signal: AbortSignal;
}

/**
 * runPipeline is the way of the data: plan → restore → download → save. It returns the record that everything
 * reported is a view of, also for a download that failed. Throws ActionError for what a user has to mend before
 * anything can be downloaded.
 */
export async function runPipeline(inputs: Inputs, ports: Ports, bounds: Bounds): Promise<RunRecord> {
  const { log } = ports.runner;
  const steps = new Steps(ports);

  const planned = await steps.run('plan', () => makePlan(inputs, ports, bounds.scratchDir));
  if (planned.kind === 'nothing') return nothingToDo(planned, steps.taken);
  const policy = decidePolicy(inputs.cacheMode, ports.env);
  const run: Run = { inputs, plan: planned.plan, policy, ports, ...bounds };
  log.info(`Cache key: ${run.plan.cacheKey.key}`);
  for (const ingredient of run.plan.cacheKey.ingredients) log.debug(`  ${ingredient}`);

  const restored = await steps.run('restore', () => restoreStep(run));
  log.info(describeRestore(restored));
  if (restored.restored.kind === 'found' && inputs.lookupOnly) return lookedUp(run, restored, steps.taken);

  const downloaded = await steps.run('download', () => downloadStep(run, restored));
  if (downloaded.kind === 'failed' || downloaded.kind === 'deadline') {
    return recordOf(run, { restored, downloaded, saved: undefined }, steps.taken);
  }

  const saved = await steps.run('save', () => saveStep(run, restored, downloaded));
  if (restored.restored.kind !== 'unavailable') log.info(describeSave(saved));
  return recordOf(run, { restored, downloaded, saved }, steps.taken);
}

/** Steps runs each step in a group of the log and takes its time. */
class Steps {
  readonly #ports: Ports;
  readonly #begun: number;
  readonly #taken: StepRecord[] = [];

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#begun = ports.clock.now();
  }

  get taken(): readonly StepRecord[] {
    return this.#taken;
  }

  async run<T>(name: StepName, body: () => Promise<T>): Promise<T> {
    const { clock, runner } = this.#ports;
    const start = clock.now();
    try {
      return await runner.log.group(titles[name], body);
    } finally {
      this.#taken.push({ name, startMs: start - this.#begun, durationMs: clock.now() - start });
    }
  }
}

const titles: Readonly<Record<StepName, string>> = {
  plan: 'Plan: what has to be there',
  restore: 'Restore: what is there, and what the cache has',
  download: 'Download: what is missing',
  save: 'Save: for the next run',
};
