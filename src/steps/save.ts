import { cacheableOf } from '../cache/cacheable.ts';
import type { Saved } from '../cache/save.ts';
import { messageOf } from '../errors.ts';
import { moduleKey } from '../go/module.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import type { DownloadStep } from './download.ts';
import type { RestoreStep } from './restore.ts';
import type { Run } from './run.ts';

/** saveStep stores the complete set if nothing that would do is stored. Nothing in it can fail a job. */
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
  const cacheable = await cacheableOf(downloaded.modules, plan.checksums, GOMODCACHE);
  for (const module of cacheable.uncovered) {
    ports.runner.log.info(`Not cacheable: no go.sum line for ${module}`);
  }
  // Loaded only where something may have to be saved: it brings all that writes packs.
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

/** describeSave says in one sentence what was stored, or why nothing was. */
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
