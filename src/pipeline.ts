import { decidePolicy } from './cache/policy.ts';
import type { Inputs } from './inputs/inputs.ts';
import { makePlan } from './plan/plan.ts';
import type { RunRecord, StepName, StepRecord } from './record.ts';
import { type DownloadStep, downloadStep } from './steps/download.ts';
import { goStep } from './steps/go.ts';
import type { MirrorStep } from './steps/mirror.ts';
import { lookedUp, nothingToDo, recordOf } from './steps/record.ts';
import { describeRestore, restoreStep } from './steps/restore.ts';
import type { Ports, Run } from './steps/run.ts';
import { describeSave, saveStep } from './steps/save.ts';
import { wantedGo } from './steps/wanted-go.ts';

/** Bounds is what a run has to stay within. */
export interface Bounds {
  /** A private folder that the caller removes when the run has ended. */
  readonly scratchDir: string;
  /** Aborts at the deadline of the whole run, or when it is interrupted. */
  readonly signal: AbortSignal;
}

/**
 * runPipeline is the way of the data: go → plan → restore → download → save → mirror. It returns the record that
 * everything reported is a view of, also for a download that failed. Throws ActionError for what a user has to mend
 * before anything can be downloaded.
 */
export async function runPipeline(inputs: Inputs, given: Ports, bounds: Bounds): Promise<RunRecord> {
  const { log } = given.runner;
  const steps = new Steps(given);

  const isOnPath = async () => (await given.exec.find('go', given.env)) !== undefined;
  const wanted = await wantedGo(inputs, isOnPath, log);
  const env = wanted && (await steps.run('go', () => goStep(wanted, inputs, given, bounds)));
  const ports: Ports = { ...given, env: env ?? given.env };

  const planned = await steps.run('plan', () => makePlan(inputs, ports, bounds));
  if (planned.kind === 'nothing') return nothingToDo(planned, steps.taken);
  const policy = decidePolicy(inputs.cacheMode, ports.env);
  const run: Run = { inputs, plan: planned.plan, policy, ports, ...bounds };
  announceCache(run);

  const restored = await steps.run('restore', () => restoreStep(run));
  log.info(describeRestore(restored));
  if (restored.restored.kind === 'found' && inputs.lookupOnly) return lookedUp(run, restored, steps.taken);

  const downloaded = await steps.run('download', () => downloadStep(run, restored));
  if (downloaded.kind === 'failed' || downloaded.kind === 'deadline') {
    return recordOf(run, { restored, downloaded, saved: undefined }, steps.taken);
  }

  const saved = await steps.run('save', () => saveStep(run, restored, downloaded, steps.lastMs));
  const { kind } = restored.restored;
  if (kind !== 'unavailable' && kind !== 'cut') log.info(describeSave(saved));
  const dir = inputs.mirrorDirectory;
  const mirrored = dir && (await steps.run('mirror', () => mirror(run, downloaded, dir)));
  return recordOf(run, { restored, downloaded, saved, ...(mirrored && { mirrored }) }, steps.taken);
}

/** Few ask for a mirror; nobody else shall load what makes it. */
async function mirror(run: Run, downloaded: DownloadStep, dir: string): Promise<MirrorStep> {
  const { mirrorStep } = await import('./steps/mirror.ts');
  return mirrorStep(run, downloaded, dir);
}

function announceCache({ plan: { cacheKey }, ports: { cache, runner } }: Run): void {
  runner.log.info(`Cache key: ${cacheKey.key}`);
  for (const ingredient of cacheKey.ingredients) runner.log.debug(`  ${ingredient}`);
  const note = cache.kind === 'on' ? cache.backend.note : undefined;
  if (note !== undefined) runner.log.info(`Cache: ${note}`);
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

  /** How long the last step took. */
  get lastMs(): number {
    return this.#taken.at(-1)?.durationMs ?? 0;
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
  go: 'Set up Go',
  plan: 'Plan',
  restore: 'Restore from cache',
  download: 'Download missing modules',
  save: 'Save cache',
  mirror: 'Write offline mirror',
};
