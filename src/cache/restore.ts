import { ActionError, messageOf } from '../errors.ts';
import type { ModuleVersion } from '../go/module.ts';
import { holdsModules } from '../modcache/modcache.ts';
import { type ManifestBounds, manifestBounds } from '../pack/manifest-bounds.ts';
import { openPack, type Pack } from '../pack/open.ts';
import { Pool } from '../pack/pool.ts';
import type { CacheKey } from '../plan/cache-key.ts';
import type { CacheBackend, CacheFetch } from '../ports/cache-backend.ts';
import type { Runner } from '../ports/runner.ts';
import { BaseAhead } from './base-ahead.ts';
import { type CacheEntry, parseEntry } from './entry.ts';
import { type LaidOut, type LayOutPlace, layOut } from './lay-out.ts';
import type { Delivered, Restored } from './restored.ts';

/** RestoreRequest is what a restore goes by. */
export interface RestoreRequest extends Omit<LayOutPlace, 'pool' | 'runner'> {
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
  const ahead = new BaseAhead(backend, signal);
  const pool = new Pool();
  try {
    const fetched = await backend.fetch([`${cacheKey.key}-`, cacheKey.scopePrefix], signal, (name) => {
      const base = parseEntry(name)?.base;
      if (base !== undefined) ahead.begin(base);
      pool.start();
    });
    if (fetched.kind === 'unavailable') return fetched;
    if (fetched.kind === 'none') return { kind: 'miss' };
    return await restoreFetched({ ...request, runner, ahead, pool }, fetched);
  } finally {
    await Promise.all([ahead.close(), pool.close()]);
  }
}

/** Restoring is a restore that is under way, with what it goes by. */
interface Restoring extends RestoreRequest {
  readonly runner: Runner;
  readonly ahead: BaseAhead;
  readonly pool: Pool;
}

async function restoreFetched(
  restoring: Restoring,
  fetched: Extract<CacheFetch, { kind: 'found' }>,
): Promise<Restored> {
  const { signal } = restoring;
  try {
    const entry = parseEntry(fetched.key);
    if (entry === undefined)
      return { kind: 'unavailable', reason: `it answered with a foreign key, ${fetched.key}` };
    return await restoreEntry(restoring, { ...fetched, entry });
  } catch (error) {
    if (signal.aborted) return { kind: 'unavailable', reason: messageOf(signal.reason) };
    if (!(error instanceof ActionError)) throw error;
    return { kind: 'unavailable', reason: messageOf(error) };
  } finally {
    await fetched.dispose();
  }
}

type Found = Extract<CacheFetch, { kind: 'found' }> & { readonly entry: CacheEntry };

async function restoreEntry(restoring: Restoring, found: Found): Promise<Restored> {
  const { entry } = found;
  const opened = await openPack(found.file, found, boundsOf(restoring));
  if (opened.kind === 'cut') return { kind: 'unavailable', reason: opened.reason };
  if (opened.kind === 'rejected') return { kind: 'broken', entry, reason: opened.reason };
  const { pack } = opened;
  try {
    const occupied = await holdsModules(restoring.gomodcache);
    const layOutPack: LayOutPack = (own, done) => layOut(restoring, { pack: own, occupied, done });
    const { cut, ...own } = await layOutPack(pack, []);
    const part = { name: found.key, manifest: pack.manifest, bytes: transferred(found) };
    const delivered: Delivered = { entry, parts: [part], baseless: undefined, ...own };
    if (cut !== undefined) return { kind: 'cut', delivered, reason: cut };
    const kind = entry.key === restoring.cacheKey.key ? 'hit' : 'partial';
    if (entry.base === undefined) return { kind, delivered };
    const base = await restoring.ahead.take(entry.base);
    return { kind, delivered: await addBase(delivered, base, layOutPack, boundsOf(restoring)) };
  } finally {
    await pack.close();
  }
}

type LayOutPack = (pack: Pack, done: readonly ModuleVersion[]) => Promise<LaidOut>;

function boundsOf({ checksums }: RestoreRequest): ManifestBounds {
  return manifestBounds(checksums.goMods.length);
}

async function addBase(
  delivered: Delivered,
  base: CacheFetch,
  layOutPack: LayOutPack,
  bounds: ManifestBounds,
): Promise<Delivered> {
  if (base.kind === 'unavailable') return { ...delivered, baseless: base.reason };
  if (base.kind === 'none') return { ...delivered, baseless: 'it is no longer stored' };
  try {
    const opened = await openPack(base.file, base, bounds);
    if (opened.kind !== 'ok') return { ...delivered, baseless: opened.reason };
    try {
      const { manifest } = opened.pack;
      if (manifest.base !== undefined) return { ...delivered, baseless: 'it is not a full entry' };
      const under = await layOutPack(opened.pack, [...delivered.restored, ...delivered.onDisk]);
      return {
        ...delivered,
        baseless: under.cut,
        parts: [...delivered.parts, { name: base.key, manifest, bytes: transferred(base) }],
        restored: [...delivered.restored, ...under.restored],
        onDisk: [...delivered.onDisk, ...under.onDisk],
        rejected: [...delivered.rejected, ...under.rejected],
      };
    } finally {
      await opened.pack.close();
    }
  } finally {
    await base.dispose();
  }
}

function transferred({ bytes, arrival }: Extract<CacheFetch, { kind: 'found' }>): number {
  return arrival?.bytes ?? bytes;
}
