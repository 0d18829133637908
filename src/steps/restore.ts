import { lookUp } from '../cache/look-up.ts';
import { deliveredOf, type Restored } from '../cache/restored.ts';
import { ActionError, messageOf } from '../errors.ts';
import type { ModuleVersion } from '../go/module.ts';
import type { CacheBackend } from '../ports/cache-backend.ts';
import type { Log } from '../ports/runner.ts';
import { formatBytes, formatCount } from '../text/format.ts';
import { inspectDisk } from './disk.ts';
import type { Run } from './run.ts';

/** RestoreStep is what is available before the download. */
export interface RestoreStep {
  readonly restored: Restored;
  /** The whole set, if the module cache had it from the start. */
  readonly onDisk: readonly (ModuleVersion & { readonly bytes: number })[] | undefined;
}

/**
 * restoreStep looks at the disk, and has the cache bring what is missing. Whatever fails here is a miss with
 * a reason, but for ActionError `cache-miss` (`fail-on-cache-miss`) and `clean-failed`.
 */
export async function restoreStep(run: Run): Promise<RestoreStep> {
  const nothing = (error: unknown): RestoreStep => ({
    restored: { kind: 'unavailable', reason: messageOf(error) },
    onDisk: undefined,
  });
  const isMeant = ({ code }: ActionError) => code === 'cache-miss' || code === 'clean-failed';
  const { fallbacks, signal } = run;
  const attempt = () => restoreFromCache(run);
  return fallbacks.cover('restore', 'the modules are downloaded', { signal, isMeant }, attempt, nothing);
}

async function restoreFromCache(run: Run): Promise<RestoreStep> {
  const { inputs, policy, ports } = run;
  if (inputs.clean) {
    await emptyModuleCache(run);
    return { restored: { kind: 'skipped', reason: '`clean` ignores cache entries' }, onDisk: undefined };
  }
  if (ports.cache.kind === 'off') {
    return { restored: { kind: 'skipped', reason: ports.cache.reason }, onDisk: await inspectDisk(run) };
  }
  if (!policy.reads) {
    const reason = `the cache mode is ${policy.mode} (${policy.source})`;
    return { restored: { kind: 'skipped', reason }, onDisk: await inspectDisk(run) };
  }
  const { backend } = ports.cache;
  const { onDisk, found } = await checkDiskAndKey(run, backend);
  const restored = found ?? (await ask(run, backend));
  logRejected(restored, ports.runner.log);
  if (restored.kind === 'miss' && inputs.failOnCacheMiss) throw cacheMiss(run);
  return { restored, onDisk };
}

/** describeRestore describes the restore in one sentence. */
export function describeRestore({ restored, onDisk }: RestoreStep): string {
  switch (restored.kind) {
    case 'hit':
    case 'partial': {
      const { delivered } = restored;
      const what = restored.kind === 'hit' ? 'the entry for this key' : 'an older entry of this project';
      const modules = formatCount(delivered.restored.length, 'module');
      const bytes = delivered.parts.reduce((sum, part) => sum + part.bytes, 0);
      const without =
        delivered.baseMissing === undefined ? '' : `; base entry missing: ${delivered.baseMissing}`;
      return `Cache: restored ${modules} (${formatBytes(bytes)}) from ${what}${without}`;
    }
    case 'found':
      return onDisk === undefined
        ? 'Cache: an entry for this key exists'
        : 'Cache: an entry for this key exists, and nothing needs to be restored';
    case 'interrupted': {
      const modules = formatCount(restored.delivered.restored.length, 'module');
      return `Cache: restore interrupted after ${modules} (${restored.reason}); the rest is downloaded${restored.isDamaged ? '' : ', and nothing is saved'}`;
    }
    case 'broken':
      return `Cache: the entry cannot be used (${restored.reason}); its modules are downloaded`;
    case 'miss':
      return `Cache: no entry for this key, and no older entry of this project${restored.note === undefined ? '' : `; ${restored.note}`}`;
    case 'unavailable':
      return `Cache: not available (${restored.reason}); nothing is restored or saved`;
    case 'skipped':
      return `Cache: not restored: ${restored.reason}`;
  }
}

/**
 * A module cache that has any modules usually has all of them; then only the key of the entry matters, so it
 * is looked up while the go command checks the disk. It is first started: loading what the look-up needs occupies this
 * thread as long as the go command takes. If modules are missing, the entry is fetched afterwards.
 */
async function checkDiskAndKey(
  run: Run,
  backend: CacheBackend,
): Promise<{ onDisk: RestoreStep['onDisk']; found: Restored | undefined }> {
  const { plan, signal } = run;
  const over = new AbortController();
  let looking: ReturnType<typeof lookUp> | undefined;
  const look = () => {
    looking ??= lookUp(backend, plan.cacheKey, AbortSignal.any([signal, over.signal]));
  };
  try {
    const onDisk = await inspectDisk(run, look);
    return { onDisk, found: onDisk && (await looking) };
  } finally {
    over.abort();
    await looking;
  }
}

async function ask(run: Run, backend: CacheBackend): Promise<Restored> {
  const { inputs, plan, ports, signal } = run;
  if (inputs.lookupOnly) {
    const found = await lookUp(backend, plan.cacheKey, signal);
    if (found.kind !== 'miss') return found;
  }
  // Loaded lazily, with all the code that reads packs.
  const { restore } = await import('../cache/restore.ts');
  const { withRestoreBudget } = await import('../cache/restore-budget.ts');
  return withRestoreBudget({ timeout: inputs.timeout, clock: ports.clock, signal }, (own) =>
    restore(
      {
        backend,
        cacheKey: plan.cacheKey,
        gomodcache: plan.goEnv.GOMODCACHE,
        checksums: plan.checksums,
        layout: inputs.layout,
        writableDirs: plan.writableDirs,
        signal: own,
        guard: ports.guard,
      },
      ports.runner,
    ),
  );
}

function logRejected(restored: Restored, log: Log): void {
  for (const { module, reason } of deliveredOf(restored)?.rejected ?? []) {
    log.info(`Rejected cached module ${module}: ${reason}`);
  }
}

async function emptyModuleCache({ plan, ports, scratchDir, signal }: Run): Promise<void> {
  ports.runner.log.info(`Emptying ${plan.goEnv.GOMODCACHE} (\`clean\`)`);
  const answer = await ports.exec.ask(
    { file: 'go', args: ['clean', '-modcache'], cwd: scratchDir, env: plan.goCommandEnv },
    signal,
  );
  if (answer.code === 0) return;
  throw new ActionError(`\`go clean -modcache\` failed: ${answer.stderr.trim()}`, {
    code: 'clean-failed',
    class: 'disk',
    hint: `Check who owns ${plan.goEnv.GOMODCACHE}, and that no other job is using it.`,
  });
}

function cacheMiss({ plan }: Run): ActionError {
  return new ActionError(`no cache entry for ${plan.cacheKey.key}, and no older entry of this project`, {
    code: 'cache-miss',
    class: 'cache',
    fault: 'settings',
    input: 'fail-on-cache-miss',
    hint: 'Run the job that fills the cache first, or set `fail-on-cache-miss: false` to download instead.',
  });
}
