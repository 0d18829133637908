import { ActionError, messageOf } from '../errors.ts';
import type { Checksums } from '../go/gosum.ts';
import { holdsModules, inspectModule } from '../go/modcache.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import type { Layout } from '../inputs/inputs.ts';
import type { Manifest } from '../pack/manifest.ts';
import { openPack, type Pack } from '../pack/open.ts';
import { unpackModules } from '../pack/unpack.ts';
import type { CacheKey } from '../plan/cache-key.ts';
import type { CacheBackend } from '../ports/cache-backend.ts';
import type { Runner } from '../ports/runner.ts';
import type { RejectedRecord } from '../report/record.ts';
import { type CacheEntry, parseEntry } from './entry.ts';

/** Delivered is what a stored entry brought into the module cache. */
export interface Delivered {
  readonly entry: CacheEntry;
  readonly manifest: Manifest;
  /** Bytes transferred. */
  readonly bytes: number;
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
  const fetched = await backend.fetch([`${cacheKey.key}-`, cacheKey.scopePrefix], signal);
  if (fetched.kind === 'unavailable') return fetched;
  if (fetched.kind === 'none') return { kind: 'miss' };
  try {
    const entry = parseEntry(fetched.key);
    if (entry === undefined)
      return { kind: 'unavailable', reason: `it answered with a foreign key, ${fetched.key}` };
    return await restoreEntry(request, { ...fetched, entry }, runner);
  } catch (error) {
    if (signal.aborted) return { kind: 'unavailable', reason: messageOf(signal.reason) };
    if (!(error instanceof ActionError)) throw error;
    return { kind: 'unavailable', reason: messageOf(error) };
  } finally {
    await fetched.dispose();
  }
}

async function restoreEntry(
  request: RestoreRequest,
  fetched: { readonly entry: CacheEntry; readonly file: string; readonly bytes: number },
  runner: Runner,
): Promise<Restored> {
  const { entry, file, bytes } = fetched;
  const pack = await openPack(file);
  if (pack.kind === 'rejected') return { kind: 'broken', entry, reason: pack.reason };
  try {
    const laidOut = await layOut(request, pack.pack, runner);
    const delivered = { entry, bytes, manifest: pack.pack.manifest, ...laidOut };
    return { kind: entry.key === request.cacheKey.key ? 'hit' : 'partial', delivered };
  } finally {
    await pack.pack.close();
  }
}

async function layOut(
  request: RestoreRequest,
  pack: Pack,
  runner: Runner,
): Promise<Pick<Delivered, 'restored' | 'onDisk' | 'rejected'>> {
  const { gomodcache, checksums, layout } = request;
  const occupied = await holdsModules(gomodcache);
  const onDisk = occupied ? await presentModules(request, pack.manifest.modules) : [];
  const present = new Set(onDisk.map(moduleKey));
  const total = pack.manifest.modules.length;
  const unpacked = await unpackModules({
    pack,
    gomodcache,
    checksums,
    wanted: (module) => !present.has(moduleKey(module)),
    layout,
    // Only a module cache that nobody uses yet: a foreign go command may be extracting the same module.
    layOutTrees: !occupied,
    writableDirs: request.writableDirs,
    signal: request.signal,
    onProgress: (done) => runner.progress(`restoring: ${done} of ${total} modules`),
  });
  return { onDisk, restored: unpacked.restored, rejected: unpacked.rejected };
}

async function presentModules(
  { gomodcache, checksums, layout }: RestoreRequest,
  modules: readonly ModuleVersion[],
): Promise<ModuleVersion[]> {
  const states = await Promise.all(
    modules.map((module) => inspectModule(gomodcache, module, checksums, layout)),
  );
  return modules.filter((_, index) => states[index] === 'present');
}
