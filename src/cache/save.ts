import path from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import { moduleKey, type RefusedModule } from '../go/module.ts';
import { type Packed, packModules } from '../pack/pack.ts';
import type { CacheBackend, CacheStore } from '../ports/cache-backend.ts';
import type { Runner } from '../ports/runner.ts';
import { beyond, type Cacheable } from './cacheable.ts';
import { entryNumberMax, formatEntry, parseEntry } from './entry.ts';
import type { Part } from './restored.ts';
import { type Need, type NeedRequest, needOf } from './save-need.ts';

/** Saved is how saving ended. Nothing in it is a reason to fail a job. */
export type Saved =
  | {
      readonly kind: 'saved';
      readonly name: string;
      readonly bytes: number;
      /** How many modules the entry itself holds: fewer than the set, for a delta. */
      readonly modules: number;
      /** Modules that cannot be packed, or are not what go.sum says, with the reason. */
      readonly leftOut: readonly RefusedModule[];
    }
  /** What is stored is what would be stored. */
  | { readonly kind: 'not-needed'; readonly reason: string }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** SaveRequest says what is saved, and where. */
export interface SaveRequest extends NeedRequest {
  readonly backend: CacheBackend;
  /** What was downloaded in this run, as `path@version`, and how long that took, in ms. */
  readonly download: { readonly modules: ReadonlySet<string>; readonly ms: number };
  readonly scratchDir: string;
  readonly signal: AbortSignal;
}

/** A delta may have this share of the bytes of its base; beyond that a full entry costs less in the long run. */
const deltaShare = 0.2;

/**
 * save stores the complete set under the next free number of its key: the first entry, or one that supersedes an
 * incomplete entry. Where a full entry of an older state of the project was restored, only what that one lacks
 * is stored. A module that cannot be packed is left out. As packing takes seconds, it looks for a newer entry meanwhile,
 * and stops packing where there is one.
 */
export async function save(request: SaveRequest, runner: Runner): Promise<Saved> {
  if (request.cacheable.modules.length === 0) {
    return { kind: 'not-needed', reason: 'no module is covered by go.sum' };
  }
  const need = await needOf(request);
  if (need.kind === 'not-needed') return need;
  const gap = await packLacking(request, need, runner);
  if (gap !== undefined) return gap;
  const superseded = new AbortController();
  const [free, entry] = await Promise.all([
    findNumber(request, need).then((found) => {
      if (found.kind !== 'free') superseded.abort();
      return found;
    }),
    packEntry(
      { ...request, signal: AbortSignal.any([request.signal, superseded.signal]) },
      need.base,
      runner,
    ),
  ]);
  if (free.kind !== 'free') return free;
  if (entry.kind === 'failed') return entry;
  return store(request, entry.packed, { number: free.number, base: entry.base }, runner);
}

/**
 * Packs what an entry lacks by itself: where none of it can be packed, an entry that supersedes this one would hold the
 * same, in this run and in every other.
 */
async function packLacking(
  request: SaveRequest,
  { lacking }: Extract<Need, { kind: 'needed' }>,
  runner: Runner,
): Promise<Saved | undefined> {
  if (lacking === undefined) return undefined;
  const entry = await packOrFail(request, () => pack(request, { ...request.cacheable, ...lacking }, runner));
  if (entry.kind === 'failed') return entry;
  const { modules, goMods, refused } = entry.packed;
  const [first] = refused;
  if (modules > 0 || goMods > 0 || first === undefined) return undefined;
  const reason = `the stored entry has all that can be packed (not ${first.module}: ${first.reason})`;
  return { kind: 'not-needed', reason };
}

/** EntryNumber is the number that an entry can have, or how saving ends without one. */
type EntryNumber =
  | { readonly kind: 'free'; readonly number: number }
  | Extract<Saved, { kind: 'not-needed' | 'failed' }>;

async function findNumber(
  request: SaveRequest,
  need: Extract<Need, { kind: 'needed' }>,
): Promise<EntryNumber> {
  const newest = await newestNumber(request);
  if (newest.kind === 'unavailable') return { kind: 'failed', reason: newest.reason };
  if (newest.number > need.supersedes && !request.rebuild) return storedMeanwhile;
  const last = Math.max(newest.number, need.supersedes);
  return { kind: 'free', number: last < entryNumberMax ? last + 1 : 1 };
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

/** Entry is what can be stored; `base` is the name of the full entry that a delta builds on. */
type Entry =
  | { readonly kind: 'packed'; readonly packed: Packed; readonly base: string | undefined }
  | Extract<Saved, { kind: 'failed' }>;

async function packEntry(request: SaveRequest, base: Part | undefined, runner: Runner): Promise<Entry> {
  const { cacheable } = request;
  if (base !== undefined) {
    const delta = { ...cacheable, ...beyond([base.manifest], cacheable) };
    const entry = await packOrFail(request, () => pack(request, delta, runner, base.name));
    if (entry.kind === 'failed') return entry;
    if (entry.packed.bytes <= deltaShare * base.bytes) return { ...entry, base: base.name };
  }
  return packOrFail(request, () => pack(request, cacheable, runner));
}

async function packOrFail({ signal }: SaveRequest, work: () => Promise<Packed>): Promise<Entry> {
  try {
    return { kind: 'packed', packed: await work(), base: undefined };
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
    onWorking: (effort) => {
      // Beside the workers of a large pack, it would hold too much memory.
      if (effort === 'quick') request.backend.expectStore?.();
    },
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
  const [first] = packed.refused;
  if (first !== undefined && packed.modules === 0) {
    return { kind: 'failed', reason: `none of the modules can be packed (${first.module}: ${first.reason})` };
  }
  runner.progress('saving: storing the entry');
  const name = formatEntry({ key: request.key, number, base });
  const stored = await request.backend.store(name, packFile(request), request.signal);
  return savedFrom(stored, name, packed);
}

function savedFrom(stored: CacheStore, name: string, { modules, refused }: Packed): Saved {
  switch (stored.kind) {
    case 'stored':
      return { kind: 'saved', name, bytes: stored.bytes, modules, leftOut: refused };
    case 'exists':
      return storedMeanwhile;
    case 'denied':
    case 'unavailable':
      return { kind: 'failed', reason: stored.reason };
  }
}
