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
import type { Guard } from '../../ports/guard.ts';
import {
  type EntryFolder,
  entryFile,
  findEntry,
  markUsed,
  newestTime,
  pruneEntries,
  refuseLink,
  unfinishedFile,
} from './entries.ts';
import { kindOf, publish } from './publish.ts';

export { userCacheDirectory } from './user-cache-directory.ts';

/** DirectoryCacheOptions are the settings of `directoryCache`. */
export interface DirectoryCacheOptions {
  /** The folder that holds the cache; it need not exist. Jobs and users may share it, also over a network. */
  readonly root: string;
  /** What the cache may take after an entry was stored, in bytes. */
  readonly maxBytes: number;
  readonly random: Random;
  readonly clock: Clock;
  /** Tells whether a name is that of an entry. Files of other names are no entries, whoever put them there. */
  readonly isEntry: (key: string) => boolean;
  /** Told of what is not finished yet. */
  readonly guard?: Pick<Guard, 'removeAtEnd'>;
}

/**
 * directoryCache keeps entries as files `v1/KEY.pack` of a folder. Any number of processes may use it at once: an
 * entry appears whole or not at all, and is never changed. After each store it prunes itself.
 */
export function directoryCache(options: DirectoryCacheOptions): CacheBackend {
  const folder: EntryFolder = { dir: path.join(options.root, 'v1'), isEntry: options.isEntry };
  const { clock } = options;
  return {
    lookup: (keys, signal) => answering(keys, signal, () => lookUp(folder, keys)),
    fetch: (keys, signal) => answering(keys, signal, () => fetchEntry(folder, keys, clock)),
    store: (key, file, signal) => answering([key], signal, () => store(folder, key, file, signal, options)),
    close: async () => {},
  };
}

async function lookUp(folder: EntryFolder, keys: readonly string[]): Promise<CacheLookup> {
  const entry = await findEntry(folder, keys);
  return entry === undefined ? { kind: 'none' } : { kind: 'found', key: entry.key };
}

async function fetchEntry(folder: EntryFolder, keys: readonly string[], clock: Clock): Promise<CacheFetch> {
  const entry = await findEntry(folder, keys);
  if (entry === undefined) return { kind: 'none' };
  await markUsed(entry, clock.now());
  const { key, file, bytes } = entry;
  return { kind: 'found', key, bytes, source: { kind: 'file', file }, dispose: async () => {} };
}

async function store(
  folder: EntryFolder,
  key: string,
  source: string,
  signal: AbortSignal,
  { maxBytes, random, clock, guard }: DirectoryCacheOptions,
): Promise<CacheStore> {
  const { dir } = folder;
  const { size: bytes } = await stat(source);
  const target = entryFile(dir, key);
  const unfinished = unfinishedFile(dir, `${process.pid}-${random().toString(36).slice(2)}`);
  try {
    makeFolders(dir);
    await refuseLink(dir);
    const there = await kindOf(target);
    if (there === 'entry') return { kind: 'exists' };
    if (there === 'other')
      return { kind: 'denied', reason: `${target} is not an entry but in its place; remove it` };
    const used = clock.now();
    const stored = Math.max(used, (await newestTime(folder)) + timeStep);
    const release = guard?.removeAtEnd(unfinished);
    const published = publish({ source, unfinished, target, used, stored, signal });
    const outcome = await published.finally(release);
    if (outcome === 'exists') return { kind: 'exists' };
  } catch (error) {
    if (readOnly.has(errnoOf(error) ?? '')) return { kind: 'denied', reason: reasonOf(error) };
    throw error;
  }
  await pruneEntries(folder, maxBytes, key, clock.now());
  return { kind: 'stored', bytes };
}

/**
 * An entry is newer than all others when it is stored, also where a clock was wrong or a file was dated into the
 * future: what supersedes an entry has to be found before it. File systems know times to two seconds (FAT).
 */
const timeStep = 2000;

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
