import { ActionError, messageOf } from '../errors.ts';
import type { ModuleVersion } from '../go/module.ts';
import { holdsModules } from '../modcache/modcache.ts';
import { manifestBounds } from '../pack/manifest-bounds.ts';
import { type Opened, openEntry, type Pack } from '../pack/open.ts';
import { Pool } from '../pack/pool.ts';
import type { CacheKey } from '../plan/cache-key.ts';
import type { CacheBackend, CacheFetch, FoundEntry } from '../ports/cache-backend.ts';
import type { Runner } from '../ports/runner.ts';
import { BasePrefetch } from './base-prefetch.ts';
import { type CacheEntry, parseEntry } from './entry.ts';
import { type LaidOut, type LayOutContext, layOut } from './lay-out.ts';
import type { Delivered, Part, Restored } from './restored.ts';

/** RestoreRequest says what is restored, and where to. */
export interface RestoreRequest extends Omit<LayOutContext, 'pool' | 'runner'> {
  readonly backend: CacheBackend;
  readonly cacheKey: CacheKey;
}

/**
 * restore fetches the newest entry of this key, else of this project, and lays out what go.sum vouches for
 * and the disk lacks.
 */
export async function restore(request: RestoreRequest, runner: Runner): Promise<Restored> {
  const { backend, cacheKey, signal } = request;
  runner.progress('restoring: asking the cache');
  const prefetch = new BasePrefetch(backend, signal);
  const pool = new Pool();
  // While the cache is asked, another processor has nothing to do.
  pool.start();
  try {
    // Before anything comes: each turn that is waited for later is one more piece of the entry.
    const occupied = await holdsModules(request.gomodcache);
    const fetched = await backend.fetch([`${cacheKey.key}-`, cacheKey.scopePrefix], signal, (name) => {
      const base = parseEntry(name)?.base;
      if (base !== undefined) prefetch.begin(base);
    });
    if (fetched.kind === 'unavailable') return fetched;
    if (fetched.kind === 'none') return { ...fetched, kind: 'miss' };
    const entry = parseEntry(fetched.key);
    if (entry === undefined) {
      if (fetched.kind === 'found') await fetched.dispose();
      // The name is not repeated: it is text that another job stored.
      runner.log.info('Cache: ignored an entry with a name that this action cannot have given it');
      return { kind: 'miss' };
    }
    if (fetched.kind === 'broken') return { kind: 'broken', entry, reason: fetched.reason };
    return await restoreFetched({ ...request, runner, prefetch, pool, occupied }, { ...fetched, entry });
  } finally {
    await Promise.all([prefetch.close(), pool.close()]);
  }
}

/** RestoreContext is a restore that is under way, with what it needs. */
interface RestoreContext extends RestoreRequest {
  readonly runner: Runner;
  readonly prefetch: BasePrefetch;
  readonly pool: Pool;
  /** Whether another process may be using the module cache already. */
  readonly occupied: boolean;
}

type Found = FoundEntry & { readonly entry: CacheEntry };

async function restoreFetched(context: RestoreContext, found: Found): Promise<Restored> {
  const { signal } = context;
  try {
    return await restoreEntry(context, found);
  } catch (error) {
    if (signal.aborted) return { kind: 'unavailable', reason: messageOf(signal.reason) };
    if (!(error instanceof ActionError)) throw error;
    return { kind: 'unavailable', reason: messageOf(error) };
  } finally {
    await found.dispose();
  }
}

async function restoreEntry(context: RestoreContext, found: Found): Promise<Restored> {
  const { entry } = found;
  if (found.note !== undefined) context.runner.log.info(`Cache: ${found.note}`);
  const opened = await open(context, found);
  if (opened.kind === 'interrupted' && !opened.isDamaged)
    return { kind: 'unavailable', reason: opened.reason };
  if (opened.kind !== 'ok') return { kind: 'broken', entry, reason: opened.reason };
  const { pack } = opened;
  try {
    const layOutPack: LayOutPack = (own, done) =>
      layOut(context, { pack: own, occupied: context.occupied, done });
    const { interrupted, ...own } = await layOutPack(pack, []);
    const delivered: Delivered = { entry, parts: [partOf(found, pack)], baseMissing: undefined, ...own };
    if (interrupted !== undefined) {
      const { reason, isDamaged } = interrupted;
      return { kind: 'interrupted', delivered, reason, isDamaged };
    }
    const kind = entry.key === context.cacheKey.key ? 'hit' : 'partial';
    if (entry.base === undefined) return { kind, delivered };
    const base = await context.prefetch.take(entry.base);
    return { kind, delivered: await addBase(context, delivered, base, layOutPack) };
  } finally {
    await pack.close();
  }
}

type LayOutPack = (pack: Pack, done: readonly ModuleVersion[]) => Promise<LaidOut>;

async function addBase(
  context: RestoreContext,
  delivered: Delivered,
  base: CacheFetch,
  layOutPack: LayOutPack,
): Promise<Delivered> {
  if (base.kind === 'unavailable' || base.kind === 'broken')
    return { ...delivered, baseMissing: base.reason };
  if (base.kind === 'none') return { ...delivered, baseMissing: 'it is no longer stored' };
  try {
    const opened = await open(context, base);
    if (opened.kind !== 'ok') return { ...delivered, baseMissing: opened.reason };
    const { pack } = opened;
    try {
      if (pack.manifest.base !== undefined) return { ...delivered, baseMissing: 'it is not a full entry' };
      const under = await layOutPack(pack, [...delivered.restored, ...delivered.onDisk]);
      return {
        ...delivered,
        baseMissing: under.interrupted?.reason,
        parts: [...delivered.parts, partOf(base, pack)],
        restored: [...delivered.restored, ...under.restored],
        onDisk: [...delivered.onDisk, ...under.onDisk],
        rejected: [...delivered.rejected, ...under.rejected],
      };
    } finally {
      await pack.close();
    }
  } finally {
    await base.dispose();
  }
}

function open({ checksums }: RestoreContext, { source, bytes }: FoundEntry): Promise<Opened> {
  return openEntry(source, bytes, manifestBounds(checksums.goMods.length));
}

/** To be asked when the pack has been laid out: of a stream, only what was read counts. */
function partOf({ key }: FoundEntry, { manifest, source, bytes }: Pack): Part {
  return { name: key, manifest, bytes: source.kind === 'stream' ? source.stream.position : bytes };
}
