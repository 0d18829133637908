import path from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import { packModules } from '../pack/pack.ts';
import type { CacheBackend, CacheStore } from '../ports/cache-backend.ts';
import type { Runner } from '../ports/runner.ts';
import { type Cacheable, lacks } from './cacheable.ts';
import { formatEntry, parseEntry } from './entry.ts';
import type { Restored } from './restore.ts';

/** Saved is how saving ended. Nothing in it is a reason to fail a job. */
export type Saved =
  | { readonly kind: 'saved'; readonly name: string; readonly bytes: number }
  /** What is stored is what would be stored. */
  | { readonly kind: 'not-needed'; readonly reason: string }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** SaveRequest is what saving goes by. */
export interface SaveRequest {
  readonly backend: CacheBackend;
  readonly key: string;
  readonly gomodcache: string;
  readonly cacheable: Cacheable;
  readonly restored: Restored;
  /** `clean`: what is stored is replaced, whatever it holds. */
  readonly rebuild: boolean;
  readonly scratchDir: string;
  readonly signal: AbortSignal;
}

/**
 * save stores the complete set under the next free number of its key: the first entry, or one that supersedes
 * an entry found wanting. It looks once more before it packs, because packing costs seconds.
 */
export async function save(request: SaveRequest, runner: Runner): Promise<Saved> {
  if (request.cacheable.modules.length === 0)
    return { kind: 'not-needed', reason: 'no module is covered by go.sum' };
  const wanting = superseded(request);
  if (wanting === undefined) return { kind: 'not-needed', reason: 'the stored entry is complete' };
  const newest = await newestNumber(request);
  if (newest.kind === 'unavailable') return { kind: 'failed', reason: newest.reason };
  if (newest.number > wanting && !request.rebuild) {
    return { kind: 'not-needed', reason: 'another job has stored it meanwhile' };
  }
  const name = formatEntry({
    key: request.key,
    number: Math.max(newest.number, wanting) + 1,
    base: undefined,
  });
  return packAndStore(request, name, runner);
}

/** The number of the entry that is to be superseded, 0 when there is none yet, undefined when it will do. */
function superseded({ restored, cacheable, key, rebuild }: SaveRequest): number | undefined {
  switch (restored.kind) {
    case 'found':
      return undefined;
    case 'hit':
      return restored.delivered.rejected.length > 0 || lacks(restored.delivered.manifest, cacheable)
        ? restored.delivered.entry.number
        : undefined;
    case 'broken':
      return restored.entry.key === key ? restored.entry.number : 0;
    case 'unavailable':
      return rebuild ? 0 : undefined;
    default:
      return 0;
  }
}

async function newestNumber(
  request: SaveRequest,
): Promise<{ kind: 'number'; number: number } | { kind: 'unavailable'; reason: string }> {
  const found = await request.backend.lookup([`${request.key}-`], request.signal);
  if (found.kind === 'unavailable') return found;
  if (found.kind === 'none') return { kind: 'number', number: 0 };
  return { kind: 'number', number: parseEntry(found.key)?.number ?? 0 };
}

async function packAndStore(request: SaveRequest, name: string, runner: Runner): Promise<Saved> {
  const { cacheable, gomodcache, scratchDir, signal } = request;
  const file = path.join(scratchDir, 'go-mod-download.pack');
  try {
    const total = cacheable.modules.length;
    const packed = await packModules({
      gomodcache,
      file,
      ...cacheable,
      scratchDir,
      signal,
      onProgress: (done) => runner.progress(`packing: ${done} of ${total} modules`),
    });
    const [refused] = packed.refused;
    if (refused !== undefined) {
      return {
        kind: 'failed',
        reason: `the module cache holds files that are not what go.sum says: ${refused.module}: ${refused.reason}`,
      };
    }
    runner.progress('saving: storing the entry');
    return savedFrom(await request.backend.store(name, file, signal), name);
  } catch (error) {
    if (signal.aborted) return { kind: 'failed', reason: messageOf(signal.reason) };
    if (!(error instanceof ActionError)) throw error;
    return { kind: 'failed', reason: messageOf(error) };
  }
}

function savedFrom(stored: CacheStore, name: string): Saved {
  switch (stored.kind) {
    case 'stored':
      return { kind: 'saved', name, bytes: stored.bytes };
    case 'exists':
      return { kind: 'not-needed', reason: 'another job has stored it meanwhile' };
    case 'denied':
    case 'unavailable':
      return { kind: 'failed', reason: stored.reason };
  }
}
