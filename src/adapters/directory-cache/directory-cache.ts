import { stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, messageOf } from '../../errors.ts';
import { makeFolders } from '../../make-folders.ts';
import type {
  CacheBackend,
  CacheFetch,
  CacheLookup,
  CacheStore,
  Unavailable,
} from '../../ports/cache-backend.ts';
import type { Clock, Random } from '../../ports/clock.ts';
import { entryFile, findEntry, markUsed, pruneEntries, unfinishedFile } from './entries.ts';
import { isThere, publish } from './publish.ts';

export { userCacheDirectory } from './user-cache-directory.ts';

/** DirectoryCacheOptions are the settings of `directoryCache`. */
export interface DirectoryCacheOptions {
  /** The folder that holds the cache; it need not exist. Jobs and users may share it, also over a network. */
  readonly root: string;
  /** What the cache may take after an entry was stored, in bytes. */
  readonly maxBytes: number;
  readonly random: Random;
  readonly clock: Clock;
}

/**
 * directoryCache keeps entries as files `v1/KEY.pack` of a folder. Any number of processes may use it at once: an
 * entry appears whole or not at all, and is never changed. After each store it prunes itself.
 */
export function directoryCache(options: DirectoryCacheOptions): CacheBackend {
  const dir = path.join(options.root, 'v1');
  return {
    lookup: (keys, signal) => answering(keys, signal, () => lookUp(dir, keys)),
    fetch: (keys, signal) => answering(keys, signal, () => fetchEntry(dir, keys, options.clock)),
    store: (key, file, signal) => answering([key], signal, () => store(dir, key, file, signal, options)),
    close: async () => {},
  };
}

async function lookUp(dir: string, keys: readonly string[]): Promise<CacheLookup> {
  const entry = await findEntry(dir, keys);
  return entry === undefined ? { kind: 'none' } : { kind: 'found', key: entry.key };
}

async function fetchEntry(dir: string, keys: readonly string[], clock: Clock): Promise<CacheFetch> {
  const entry = await findEntry(dir, keys);
  if (entry === undefined) return { kind: 'none' };
  await markUsed(entry, clock.now());
  const { key, file, bytes } = entry;
  return { kind: 'found', key, bytes, source: { kind: 'file', file }, dispose: async () => {} };
}

async function store(
  dir: string,
  key: string,
  source: string,
  signal: AbortSignal,
  { maxBytes, random, clock }: DirectoryCacheOptions,
): Promise<CacheStore> {
  const { size: bytes } = await stat(source);
  const target = entryFile(dir, key);
  const unfinished = unfinishedFile(dir, `${process.pid}-${random().toString(36).slice(2)}`);
  try {
    makeFolders(dir);
    if (await isThere(target)) return { kind: 'exists' };
    const outcome = await publish({ source, unfinished, target, now: clock.now(), signal });
    if (outcome === 'exists') return { kind: 'exists' };
  } catch (error) {
    if (readOnly.has(errnoOf(error) ?? '')) return { kind: 'denied', reason: reasonOf(error) };
    throw error;
  }
  await pruneEntries(dir, maxBytes, key, clock.now());
  return { kind: 'stored', bytes };
}

const readOnly: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

/** Turns what the system or the signal throws into an answer; anything else is a fault of ours and stays thrown. */
async function answering<T>(
  keys: readonly string[],
  signal: AbortSignal,
  body: () => Promise<T>,
): Promise<T | Unavailable> {
  const wrong = keys.find((key) => !isFileName(key));
  if (wrong !== undefined) {
    return unavailable(
      `the key \`${wrong}\` cannot be a file name: only A-Z a-z 0-9 . _ - and at most 200 of them`,
    );
  }
  try {
    signal.throwIfAborted();
    return await body();
  } catch (error) {
    if (signal.aborted) return unavailable(messageOf(signal.reason));
    if (errnoOf(error) === undefined) throw error;
    return unavailable(reasonOf(error));
  }
}

function isFileName(key: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(key);
}

function reasonOf(error: unknown): string {
  return diskFull.has(errnoOf(error) ?? '') ? `the disk is full: ${messageOf(error)}` : messageOf(error);
}

const diskFull: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

function unavailable(reason: string): Unavailable {
  return { kind: 'unavailable', reason };
}
