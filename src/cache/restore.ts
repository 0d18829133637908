import { ActionError, messageOf } from '../errors.ts';
import type { Checksums } from '../go/gosum.ts';
import { holdsModules, inspectModule } from '../go/modcache.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import type { Layout } from '../inputs/inputs.ts';
import type { Manifest } from '../pack/manifest.ts';
import { openPack, type Pack } from '../pack/open.ts';
import { Pool } from '../pack/pool.ts';
import { unpackModules } from '../pack/unpack.ts';
import type { CacheKey } from '../plan/cache-key.ts';
import type { CacheBackend, CacheFetch } from '../ports/cache-backend.ts';
import type { Runner } from '../ports/runner.ts';
import type { RejectedRecord } from '../report/record.ts';
import { BaseAhead } from './base-ahead.ts';
import { type CacheEntry, parseEntry } from './entry.ts';

/** Part is one stored entry that took part in a restore. */
export interface Part {
  /** Its whole name. */
  readonly name: string;
  readonly manifest: Manifest;
  /** Bytes transferred. */
  readonly bytes: number;
}

/** Delivered is what a stored entry, and the full entry it lies on, brought into the module cache. */
export interface Delivered {
  readonly entry: CacheEntry;
  /** The entry itself, then its base, where it has one that was found. */
  readonly parts: readonly Part[];
  /** Why the base of a delta is missing; undefined when nothing is missing. */
  readonly baseless: string | undefined;
  readonly restored: readonly (ModuleVersion & { readonly bytes: number })[];
  /** Modules of the entry that were in the module cache already. */
  readonly onDisk: readonly ModuleVersion[];
  readonly rejected: readonly RejectedRecord[];
}

/** Restored is how the restore ended. Nothing in it is a reason to fail a job. */
export type Restored =
  /** An entry of exactly this key; with `lookup-only` nothing was transferred. */
  | { readonly kind: 'found'; readonly entry: CacheEntry }
  | { readonly kind: 'hit'; readonly delivered: Delivered }
  /** An older entry of the same project. */
  | { readonly kind: 'partial'; readonly delivered: Delivered }
  /** An entry that cannot be read at all. */
  | { readonly kind: 'broken'; readonly entry: CacheEntry; readonly reason: string }
  | { readonly kind: 'miss' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'skipped'; readonly reason: string };

/** RestoreRequest is what a restore goes by. */
export interface RestoreRequest {
  readonly backend: CacheBackend;
  readonly cacheKey: CacheKey;
  readonly gomodcache: string;
  readonly checksums: Checksums;
  readonly layout: Layout;
  /** GOFLAGS has -modcacherw. */
  readonly writableDirs: boolean;
  readonly signal: AbortSignal;
}

/** lookUp finds the newest entry of exactly this key and transfers nothing. */
export async function lookUp(
  backend: CacheBackend,
  cacheKey: CacheKey,
  signal: AbortSignal,
): Promise<Extract<Restored, { kind: 'found' | 'miss' | 'unavailable' }>> {
  const found = await backend.lookup([`${cacheKey.key}-`], signal);
  if (found.kind === 'unavailable') return found;
  const entry = found.kind === 'found' ? parseEntry(found.key) : undefined;
  return entry?.key === cacheKey.key ? { kind: 'found', entry } : { kind: 'miss' };
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
  const opened = await openPack(found.file);
  if (opened.kind === 'rejected') return { kind: 'broken', entry, reason: opened.reason };
  const { pack } = opened;
  try {
    const occupied = await holdsModules(restoring.gomodcache);
    const layOutPack = (own: Pack, done: readonly ModuleVersion[]) =>
      layOut(restoring, { pack: own, occupied, done });
    const part = { name: found.key, manifest: pack.manifest, bytes: found.bytes };
    // The base comes while the delta, which is small, is laid out.
    const [own, base] = await Promise.all([
      layOutPack(pack, []),
      entry.base === undefined ? undefined : restoring.ahead.take(entry.base),
    ]);
    const delivered: Delivered = { entry, parts: [part], baseless: undefined, ...own };
    const kind = entry.key === restoring.cacheKey.key ? 'hit' : 'partial';
    if (base === undefined) return { kind, delivered };
    return { kind, delivered: await addBase(delivered, base, layOutPack) };
  } finally {
    await pack.close();
  }
}

type LaidOut = Pick<Delivered, 'restored' | 'onDisk' | 'rejected'>;

async function addBase(
  delivered: Delivered,
  base: CacheFetch,
  layOutPack: (pack: Pack, done: readonly ModuleVersion[]) => Promise<LaidOut>,
): Promise<Delivered> {
  if (base.kind === 'unavailable') return { ...delivered, baseless: base.reason };
  if (base.kind === 'none') return { ...delivered, baseless: 'it is no longer stored' };
  try {
    const opened = await openPack(base.file);
    if (opened.kind === 'rejected') return { ...delivered, baseless: opened.reason };
    try {
      const { manifest } = opened.pack;
      if (manifest.base !== undefined) return { ...delivered, baseless: 'it is not a full entry' };
      const under = await layOutPack(opened.pack, [...delivered.restored, ...delivered.onDisk]);
      return {
        ...delivered,
        parts: [...delivered.parts, { name: base.key, manifest, bytes: base.bytes }],
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

interface LayOut {
  readonly pack: Pack;
  /** Whether somebody may be using the module cache already. */
  readonly occupied: boolean;
  /** Modules that another part has brought. */
  readonly done: readonly ModuleVersion[];
}

async function layOut(restoring: Restoring, { pack, occupied, done }: LayOut): Promise<LaidOut> {
  const brought = new Set(done.map(moduleKey));
  const modules = pack.manifest.modules.filter((module) => !brought.has(moduleKey(module)));
  const onDisk = occupied ? await presentModules(restoring, modules) : [];
  const settled = new Set([...brought, ...onDisk.map(moduleKey)]);
  const unpacked = await unpackModules({
    pack,
    gomodcache: restoring.gomodcache,
    checksums: restoring.checksums,
    wanted: (module) => !settled.has(moduleKey(module)),
    layout: restoring.layout,
    // Only a module cache that nobody uses yet: a foreign go command may be extracting the same module.
    layOutTrees: !occupied,
    writableDirs: restoring.writableDirs,
    pool: restoring.pool,
    signal: restoring.signal,
    onProgress: (count) => restoring.runner.progress(`restoring: ${count} of ${modules.length} modules`),
  });
  return { onDisk, restored: unpacked.restored, rejected: unpacked.rejected };
}

async function presentModules(
  { gomodcache, checksums, layout }: RestoreRequest,
  modules: readonly ModuleVersion[],
): Promise<ModuleVersion[]> {
  const covered = modules.filter((module) => checksums.zip(module) !== undefined);
  const states = await Promise.all(
    covered.map((module) => inspectModule(gomodcache, module, checksums, layout)),
  );
  return covered.filter((_, index) => states[index] === 'present');
}
