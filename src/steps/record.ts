import { formatEntry } from '../cache/entry.ts';
import { deliveredOf, type Restored } from '../cache/restored.ts';
import type { Saved } from '../cache/save.ts';
import type { GoEnv } from '../go/goenv.ts';
import { moduleKey } from '../go/module.ts';
import type { ProxyStats } from '../proxy/stats.ts';
import type { ErrorRecord, ModuleRecord, ModuleSource, RunRecord, StepName, StepRecord } from '../record.ts';
import { rejectedModules, tallyOf } from '../report/tally.ts';
import { sentenceOf } from '../report/verdict.ts';
import { sum } from '../sum.ts';
import type { DownloadStep } from './download.ts';
import type { MirrorStep } from './mirror.ts';
import { describeRestore, type RestoreStep } from './restore.ts';
import type { Run } from './run.ts';
import { describeSave } from './save.ts';

/** Outcomes are the results of the steps of a run; `saved` is undefined if the download was not complete. */
export interface Outcomes {
  readonly restored: RestoreStep;
  readonly downloaded: DownloadStep;
  readonly saved: Saved | undefined;
  /** Undefined if no mirror was requested, or the download was not complete. */
  readonly mirrored: MirrorStep | undefined;
}

/** emptyRecord is the record of a run without results, for others to build on. */
export const emptyRecord: RunRecord = {
  verdict: 'failed',
  sentence: '',
  cacheHit: false,
  cacheKey: undefined,
  cacheMatchedKey: undefined,
  cacheSaved: false,
  cacheNotes: [],
  goVersion: undefined,
  gomodcache: undefined,
  modules: [],
  rejected: [],
  bytesRestored: 0,
  bytesDownloaded: 0,
  bytesSaved: 0,
  retries: 0,
  hosts: [],
  durationMs: 0,
  steps: [],
  keyIngredients: [],
  fallbacks: [],
  errors: [],
};

/** nothingToDo is the record of a run that had nothing to download. */
export function nothingToDo(
  planned: { readonly reason: string; readonly goEnv: GoEnv },
  steps: readonly StepRecord[],
): RunRecord {
  return {
    ...emptyRecord,
    ...goFacts(planned.goEnv),
    verdict: 'nothing-to-do',
    sentence: sentenceOf({ kind: 'nothing-to-do', because: planned.reason }),
    steps,
    durationMs: durationOf(steps),
  };
}

/** lookedUp is the record of a `lookup-only` run that found its entry. */
export function lookedUp(run: Run, step: RestoreStep, steps: readonly StepRecord[]): RunRecord {
  const facts = cacheFacts(run, step);
  return {
    ...emptyRecord,
    ...goFacts(run.plan.goEnv),
    ...facts,
    verdict: 'done',
    sentence: sentenceOf({ kind: 'looked-up', key: facts.cacheMatchedKey ?? run.plan.cacheKey.key }),
    cacheNotes: [describeRestore(step)],
    fallbacks: run.fallbacks.records,
    steps,
    durationMs: durationOf(steps),
  };
}

/** recordOf is the record of a run that reached the download. */
export function recordOf(run: Run, outcomes: Outcomes, steps: readonly StepRecord[]): RunRecord {
  const { restored, downloaded, saved, mirrored } = outcomes;
  const modules = moduleRecords(run, outcomes, startOf('download', steps));
  const errors = errorsOf(outcomes);
  const rejected = deliveredOf(restored.restored)?.rejected ?? [];
  const durationMs = durationOf(steps);
  const complete =
    (downloaded.kind === 'complete' || downloaded.kind === 'nothing-missing') && mirrored?.kind !== 'failed';
  return {
    ...goFacts(run.plan.goEnv),
    ...cacheFacts(run, restored),
    verdict: complete ? 'done' : 'failed',
    sentence: complete
      ? sentenceOf({
          kind: 'done',
          tally: tallyOf(modules),
          rejected: rejectedModules(rejected).length,
          durationMs,
        })
      : failedSentence(run, outcomes, errors),
    cacheSaved: saved?.kind === 'saved',
    cacheNotes: [describeRestore(restored), ...(saved === undefined ? [] : [describeSave(saved)])],
    modules,
    rejected,
    ...entryDownloadMs(restored.restored),
    bytesRestored: sum(deliveredOf(restored.restored)?.parts.map(({ bytes }) => bytes) ?? []),
    bytesDownloaded: sum(modules.filter(({ source }) => source === 'download').map(({ bytes }) => bytes)),
    bytesSaved: saved?.kind === 'saved' ? saved.bytes : 0,
    retries: downloaded.retries + (networkOf(downloaded)?.retries ?? 0),
    hosts: networkOf(downloaded)?.hosts ?? [],
    durationMs,
    steps,
    fallbacks: run.fallbacks.records,
    errors,
  };
}

function goFacts(goEnv: GoEnv): Pick<RunRecord, 'goVersion' | 'gomodcache'> {
  return { goVersion: goEnv.GOVERSION.replace(/^go/, ''), gomodcache: goEnv.GOMODCACHE };
}

function cacheFacts(
  { plan }: Run,
  { restored }: RestoreStep,
): Pick<RunRecord, 'cacheHit' | 'cacheKey' | 'cacheMatchedKey' | 'keyIngredients'> {
  const entry = entryOf(restored);
  return {
    cacheHit: entry?.key === plan.cacheKey.key,
    cacheKey: plan.cacheKey.key,
    cacheMatchedKey: entry && formatEntry(entry),
    keyIngredients: plan.cacheKey.ingredients,
  };
}

function entryOf(restored: Restored) {
  if (restored.kind === 'found' || restored.kind === 'broken') return restored.entry;
  return restored.kind === 'hit' || restored.kind === 'partial' ? restored.delivered.entry : undefined;
}

function networkOf(downloaded: DownloadStep): ProxyStats | undefined {
  return downloaded.kind === 'nothing-missing' ? undefined : downloaded.network;
}

function moduleRecords(
  { plan }: Run,
  { restored, downloaded }: Outcomes,
  downloadStart: number,
): ModuleRecord[] {
  const asked = new Map(networkOf(downloaded)?.modules.map((stats) => [stats.module, stats]));
  const fromCache = new Set((deliveredOf(restored.restored)?.restored ?? []).map(moduleKey));
  return downloaded.modules.map((module) => {
    const stats = asked.get(moduleKey(module));
    return {
      path: module.path,
      version: module.version,
      source: sourceOf(module.fetched, fromCache.has(moduleKey(module))),
      bytes: module.bytes,
      attempts: stats?.attempts ?? module.attempts,
      ...(stats && {
        transfer: { startMs: downloadStart + stats.startMs, durationMs: stats.durationMs },
      }),
      cacheable: plan.checksums.zip(module) !== undefined,
    };
  });
}

function sourceOf(fetched: boolean, fromCache: boolean): ModuleSource {
  if (fromCache) return 'cache';
  return fetched ? 'download' : 'disk';
}

function errorsOf({ downloaded, mirrored }: Outcomes): readonly ErrorRecord[] {
  if (downloaded.kind === 'failed' || downloaded.kind === 'deadline')
    return downloaded.failures.map(({ goMightSucceed: _, ...error }) => error);
  return mirrored?.kind === 'failed' ? mirrored.errors : [];
}

function failedSentence({ plan }: Run, { mirrored }: Outcomes, errors: readonly ErrorRecord[]): string {
  if (mirrored?.kind === 'failed') {
    return sentenceOf({ kind: 'not-mirrored', reason: errors[0]?.message ?? 'unknown reason' });
  }
  const failed = new Set(errors.flatMap(({ module }) => (module === undefined ? [] : [module])));
  // A module without a line in go.sum is not among the required ones, but can fail too.
  const known = plan.required.length === 0 ? [] : [...failed, ...plan.required.map(moduleKey)];
  const reason = errors[0]?.message ?? 'the go command failed without an error message';
  return sentenceOf({ kind: 'failed', failed: failed.size, total: new Set(known).size, reason });
}

function startOf(name: StepName, steps: readonly StepRecord[]): number {
  return steps.find((step) => step.name === name)?.startMs ?? 0;
}

/** Known only if every restored entry states it. */
function entryDownloadMs(restored: Restored): { entryDownloadMs?: number } {
  const stated = deliveredOf(restored)?.parts.map(({ manifest }) => manifest.downloadMs) ?? [];
  const known = stated.filter((ms) => ms !== undefined);
  return stated.length > 0 && known.length === stated.length ? { entryDownloadMs: sum(known) } : {};
}

function durationOf(steps: readonly StepRecord[]): number {
  return sum(steps.map(({ durationMs }) => durationMs));
}
