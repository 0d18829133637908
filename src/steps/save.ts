import { cacheableOf } from '../cache/cacheable.ts';
import type { Saved } from '../cache/save.ts';
import { messageOf } from '../errors.ts';
import { moduleKey } from '../go/module.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import type { DownloadStep } from './download.ts';
import type { RestoreStep } from './restore.ts';
import type { Run } from './run.ts';

/** saveStep saves the complete set, unless a sufficient entry exists. It never fails a job. */
export async function saveStep(
  run: Run,
  before: RestoreStep,
  downloaded: DownloadStep,
  downloadMs: number,
): Promise<Saved> {
  const failed = (error: unknown): Saved => ({ kind: 'failed', reason: messageOf(error) });
  const attempt = () => saveSet(run, before, downloaded, downloadMs);
  return run.fallbacks.cover('save', 'nothing is saved', run, attempt, failed);
}

async function saveSet(
  run: Run,
  before: RestoreStep,
  downloaded: DownloadStep,
  downloadMs: number,
): Promise<Saved> {
  const { plan, policy, ports, inputs } = run;
  if (ports.cache.kind === 'off') return { kind: 'skipped', reason: ports.cache.reason };
  if (!policy.writes)
    return { kind: 'skipped', reason: `the cache mode is ${policy.mode} (${policy.source})` };
  if (before.restored.kind === 'found')
    return { kind: 'not-needed', reason: 'an entry for this key already exists' };
  const { GOMODCACHE } = plan.goEnv;
  const cacheable = cacheableOf(downloaded.modules, plan.checksums);
  for (const module of cacheable.uncovered) {
    ports.runner.log.info(`Not cacheable: no go.sum line for ${module}`);
  }
  // Loaded lazily, with all the code that writes packs.
  const { save } = await import('../cache/save.ts');
  const saved = await save(
    {
      backend: ports.cache.backend,
      key: plan.cacheKey.key,
      gomodcache: GOMODCACHE,
      cacheable,
      restored: before.restored,
      download: {
        modules: new Set(downloaded.modules.filter(({ fetched }) => fetched).map(moduleKey)),
        ms: downloadMs,
      },
      rebuild: inputs.clean,
      scratchDir: run.scratchDir,
      signal: run.signal,
    },
    ports.runner,
  );
  for (const { module, reason } of saved.kind === 'saved' ? saved.leftOut : []) {
    ports.runner.log.info(`Not cached: ${module}: ${reason}`);
  }
  return saved;
}

/** describeSave describes the save in one sentence. */
export function describeSave(saved: Saved): string {
  switch (saved.kind) {
    case 'saved':
      return `Cache: saved ${formatCount(saved.modules, 'module')} (${formatBytes(saved.bytes)}) as ${saved.name}`;
    case 'not-needed':
      return `Cache: nothing to save: ${saved.reason}`;
    case 'skipped':
      return `Cache: not saved: ${saved.reason}`;
    case 'failed':
      return `Cache: not saved: ${saved.reason}`;
  }
}
