import { decidePolicy } from './cache/policy.ts';
import type { Restored } from './cache/restored.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { RunRecord } from './record.ts';
import { type DownloadStep, downloadStep } from './steps/download.ts';
import { Fallbacks } from './steps/fallbacks.ts';
import { goStep } from './steps/go.ts';
import type { MirrorStep } from './steps/mirror.ts';
import { planStep } from './steps/plan.ts';
import { lookedUp, nothingToDo, recordOf } from './steps/record.ts';
import { describeRestore, restoreStep } from './steps/restore.ts';
import type { Bounds, Ports, Run } from './steps/run.ts';
import { describeSave, saveStep } from './steps/save.ts';
import { StepTimer } from './steps/step-timer.ts';
import { wantedGo } from './steps/wanted-go.ts';

/**
 * runPipeline runs the steps in order: go → plan → restore → download → save → mirror. It returns the record
 * that all reports are made from, also for a failed download. Throws ActionError for what the user has to
 * correct before anything can be downloaded.
 */
export async function runPipeline(inputs: Inputs, given: Ports, bounds: Bounds): Promise<RunRecord> {
  const { log } = given.runner;
  const steps = new StepTimer(given);

  const isOnPath = async () => (await given.exec.find('go', given.env)) !== undefined;
  const wanted = await wantedGo(inputs, isOnPath, log);
  const env = wanted && (await steps.run('go', () => goStep(wanted, inputs, given, bounds)));
  const ports: Ports = { ...given, env: env ?? given.env };

  const fallbacks = new Fallbacks(log);
  const planned = await steps.run('plan', () => planStep(inputs, ports, { ...bounds, fallbacks }));
  if (planned.kind === 'downloaded') return { ...planned.record, steps: steps.records };
  if (planned.kind === 'nothing') return nothingToDo(planned, steps.records);
  const policy = decidePolicy(inputs.cacheMode, ports.env);
  const run: Run = { inputs, plan: planned.plan, policy, ports, fallbacks, ...bounds };
  logCacheKey(run);

  const restored = await steps.run('restore', () => restoreStep(run));
  log.info(describeRestore(restored));
  if (restored.restored.kind === 'found' && inputs.lookupOnly) return lookedUp(run, restored, steps.records);

  const downloaded = await steps.run('download', () => downloadStep(run, restored));
  if (downloaded.kind === 'failed' || downloaded.kind === 'deadline') {
    return recordOf(run, { restored, downloaded, saved: undefined, mirrored: undefined }, steps.records);
  }

  const saved = await steps.run('save', () => saveStep(run, restored, downloaded, steps.msOf('download')));
  // After these two, the line of the restore already said that nothing is saved.
  if (!endsSaving(restored.restored)) log.info(describeSave(saved));

  const { mirrorDirectory: dir } = inputs;
  const mirrored =
    dir === undefined ? undefined : await steps.run('mirror', () => writeMirror(run, downloaded, dir));
  return recordOf(run, { restored, downloaded, saved, mirrored }, steps.records);
}

function endsSaving(restored: Restored): boolean {
  return restored.kind === 'unavailable' || (restored.kind === 'interrupted' && !restored.isDamaged);
}

/** Loaded lazily: few runs write a mirror. */
async function writeMirror(run: Run, downloaded: DownloadStep, dir: string): Promise<MirrorStep> {
  const { mirrorStep } = await import('./steps/mirror.ts');
  return mirrorStep(run, downloaded, dir);
}

function logCacheKey({ plan: { cacheKey }, ports: { cache, runner } }: Run): void {
  runner.log.info(`Cache key: ${cacheKey.key}`);
  for (const ingredient of cacheKey.ingredients) runner.log.debug(`  ${ingredient}`);
  if (cache.kind === 'on' && cache.note !== undefined) runner.log.info(`Cache: ${cache.note}`);
}
