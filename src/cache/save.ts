import path from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import { moduleKey } from '../go/module.ts';
import { type Packed, packModules } from '../pack/pack.ts';
import type { CacheBackend, CacheStore } from '../ports/cache-backend.ts';
import type { Runner } from '../ports/runner.ts';
import { beyond, type Cacheable } from './cacheable.ts';
import { formatEntry, parseEntry } from './entry.ts';
import type { Part, Restored } from './restored.ts';

/** Saved is how saving ended. Nothing in it is a reason to fail a job. */
export type Saved =
  | {
      readonly kind: 'saved';
      readonly name: string;
      readonly bytes: number;
      /** How many modules the entry itself holds: fewer than the set, for a delta. */
      readonly modules: number;
    }
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
  /** What was downloaded in this run, as `path@version`, and how long that took, in ms. */
  readonly download: { readonly modules: ReadonlySet<string>; readonly ms: number };
  /** `clean`: what is stored is replaced, whatever it holds. */
  readonly rebuild: boolean;
  readonly scratchDir: string;
  readonly signal: AbortSignal;
}

/** A delta may have this share of the bytes of its base; beyond that a full entry costs less in the long run. */
const deltaShare = 0.2;

/**
 * save stores the complete set under the next free number of its key: the first entry, or one that supersedes an
 * entry found wanting. Where a full entry of an older state of the project was restored, only what that one lacks
 * is stored. As packing takes seconds, it looks once more meanwhile, and packs no further where that is in vain.
 */
export async function save(request: SaveRequest, runner: Runner): Promise<Saved> {
  if (request.cacheable.modules.length === 0) {
    return { kind: 'not-needed', reason: 'no module is covered by go.sum' };
  }
  const need = needOf(request);
  if (need.kind === 'not-needed') return need;
  const inVain = new AbortController();
  const [place, entry] = await Promise.all([
    lookAgain(request, need).then((found) => {
      if (found.kind !== 'free') inVain.abort();
      return found;
    }),
    packEntry({ ...request, signal: AbortSignal.any([request.signal, inVain.signal]) }, need.base, runner),
  ]);
  if (place.kind !== 'free') return place;
  if (entry.kind === 'failed') return entry;
  return store(request, entry.packed, { number: place.number, base: entry.base }, runner);
}

type Need =
  | { readonly kind: 'not-needed'; readonly reason: string }
  /** `supersedes` is 0 where there is no entry of this key yet; `base` is what a delta can lie on. */
  | { readonly kind: 'needed'; readonly supersedes: number; readonly base: Part | undefined };

function needOf({ restored, cacheable, key, rebuild }: SaveRequest): Need {
  const first: Need = { kind: 'needed', supersedes: 0, base: undefined };
  switch (restored.kind) {
    case 'found':
      return { kind: 'not-needed', reason: 'an entry for this key is stored' };
    case 'hit':
      return isWanting(restored, cacheable)
        ? { kind: 'needed', supersedes: restored.delivered.entry.number, base: undefined }
        : { kind: 'not-needed', reason: 'the stored entry is complete' };
    case 'partial':
      return { ...first, base: soundBase(restored) };
    case 'broken':
      return { ...first, supersedes: restored.entry.key === key ? restored.entry.number : 0 };
    case 'interrupted':
    case 'unavailable':
      return rebuild
        ? first
        : { kind: 'not-needed', reason: `the cache was not available (${restored.reason})` };
    case 'miss':
    case 'skipped':
      return first;
  }
}

/** The full entry that was restored without a fault: what is laid on it will be found complete. */
function soundBase({ delivered }: Extract<Restored, { kind: 'partial' }>): Part | undefined {
  if (delivered.rejected.length > 0) return undefined;
  return delivered.parts.find(({ manifest }) => manifest.base === undefined);
}

function isWanting({ delivered }: Extract<Restored, { kind: 'hit' }>, cacheable: Cacheable): boolean {
  if (delivered.rejected.length > 0 || delivered.baseMissing !== undefined) return true;
  const lacking = beyond(
    delivered.parts.map(({ manifest }) => manifest),
    cacheable,
  );
  return lacking.modules.length > 0 || lacking.goMods.length > 0;
}

/** Place is the number that an entry can have, or how saving ends without one. */
type Place =
  | { readonly kind: 'free'; readonly number: number }
  | Extract<Saved, { kind: 'not-needed' | 'failed' }>;

async function lookAgain(request: SaveRequest, need: Extract<Need, { kind: 'needed' }>): Promise<Place> {
  const newest = await newestNumber(request);
  if (newest.kind === 'unavailable') return { kind: 'failed', reason: newest.reason };
  if (newest.number > need.supersedes && !request.rebuild) return storedMeanwhile;
  return { kind: 'free', number: Math.max(newest.number, need.supersedes) + 1 };
}

const storedMeanwhile = { kind: 'not-needed', reason: 'another job has stored it meanwhile' } as const;

async function newestNumber(
  request: SaveRequest,
): Promise<{ kind: 'number'; number: number } | { kind: 'unavailable'; reason: string }> {
  const found = await request.backend.lookup([`${request.key}-`], request.signal);
  if (found.kind === 'unavailable') return found;
  if (found.kind === 'none') return { kind: 'number', number: 0 };
  return { kind: 'number', number: parseEntry(found.key)?.number ?? 0 };
}

/** Entry is what can be stored; `base` is the name of the entry that a delta lies on. */
type Entry =
  | { readonly kind: 'packed'; readonly packed: Packed; readonly base: string | undefined }
  | Extract<Saved, { kind: 'failed' }>;

async function packEntry(request: SaveRequest, base: Part | undefined, runner: Runner): Promise<Entry> {
  const { cacheable, signal } = request;
  try {
    if (base !== undefined) {
      const delta = { ...cacheable, ...beyond([base.manifest], cacheable) };
      const packed = await pack(request, delta, runner, base.name);
      if (packed.bytes <= deltaShare * base.bytes) return { kind: 'packed', packed, base: base.name };
    }
    return { kind: 'packed', packed: await pack(request, cacheable, runner), base: undefined };
  } catch (error) {
    if (signal.aborted) return { kind: 'failed', reason: messageOf(signal.reason) };
    if (!(error instanceof ActionError)) throw error;
    return { kind: 'failed', reason: messageOf(error) };
  }
}

function pack(request: SaveRequest, contents: Cacheable, runner: Runner, base?: string): Promise<Packed> {
  const { gomodcache, scratchDir, signal, download } = request;
  const total = contents.modules.length;
  const allDownloaded = contents.modules.every((module) => download.modules.has(moduleKey(module)));
  return packModules({
    gomodcache,
    file: packFile(request),
    ...contents,
    downloadMs: allDownloaded ? download.ms : undefined,
    ...(base === undefined ? {} : { base }),
    scratchDir,
    signal,
    onProgress: (done) => runner.progress(`packing: ${done} of ${total} modules`),
  });
}

function packFile({ scratchDir }: SaveRequest): string {
  return path.join(scratchDir, 'go-mod-download.pack');
}

async function store(
  request: SaveRequest,
  packed: Packed,
  { number, base }: { number: number; base: string | undefined },
  runner: Runner,
): Promise<Saved> {
  const [refused] = packed.refused;
  if (refused !== undefined) {
    const what = `${refused.module}: ${refused.reason}`;
    return {
      kind: 'failed',
      reason: `the module cache holds something else than go.sum says (${what}); \`go clean -modcache\` removes it`,
    };
  }
  runner.progress('saving: storing the entry');
  const name = formatEntry({ key: request.key, number, base });
  const stored = await request.backend.store(name, packFile(request), request.signal);
  return savedFrom(stored, name, packed.modules);
}

function savedFrom(stored: CacheStore, name: string, modules: number): Saved {
  switch (stored.kind) {
    case 'stored':
      return { kind: 'saved', name, bytes: stored.bytes, modules };
    case 'exists':
      return storedMeanwhile;
    case 'denied':
    case 'unavailable':
      return { kind: 'failed', reason: stored.reason };
  }
}
