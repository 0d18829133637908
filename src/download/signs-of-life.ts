import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../errors.ts';
import type { Awaited } from './in-flight.ts';

/** LifeOptions says where a go command leaves signs of progress. */
export interface LifeOptions {
  readonly gomodcache: string;
  /** When the command was started, in ms since the epoch. */
  readonly since: number;
  /** How long the command may make no progress, in ms. */
  readonly stallTimeout: number;
  readonly awaited: () => Promise<readonly Awaited[]>;
}

/**
 * signsOfLife is the probe of a watchdog over a go command, which prints nothing while bodies arrive and zips
 * are extracted. It returns a new value when awaited files have grown, while an extraction that began after
 * `since` is running, or when files were added to or removed from the download cache. The last two require a
 * walk over the whole cache, so they are looked for only after a long silence.
 */
export function signsOfLife(options: LifeOptions): (silence: number) => Promise<string> {
  const download = path.join(options.gomodcache, 'cache', 'download');
  let life = 0;
  let bytesBefore: number | undefined;
  let filesBefore: number | undefined;
  return async (silence) => {
    const bytes = await totalOf((await options.awaited()).map(bytesSoFar));
    if (bytes !== bytesBefore) life++;
    bytesBefore = bytes;
    if (silence < options.stallTimeout / 4) {
      filesBefore = undefined;
      return String(life);
    }
    const { files, extracting } = await walk(download, options.since);
    if (extracting || (filesBefore !== undefined && files !== filesBefore)) life++;
    filesBefore = files;
    return String(life);
  };
}

async function bytesSoFar({ target }: Awaited): Promise<number> {
  if (target === undefined) return 0;
  return target.kind === 'git' ? bytesBelow(target.path) : bytesOfTemporaries(target.path);
}

/** The go command writes a body to `NAMEnnn.tmp` beside its final file (modfetch, tempFile). */
async function bytesOfTemporaries(file: string): Promise<number> {
  const dir = path.dirname(file);
  const entries = await entriesOf(dir);
  const temporaries = entries.filter(
    ({ name }) => name.startsWith(path.basename(file)) && name.endsWith('.tmp'),
  );
  return totalOf(temporaries.map(({ name }) => sizeOf(path.join(dir, name))));
}

async function bytesBelow(dir: string): Promise<number> {
  const entries = await entriesOf(dir);
  return totalOf(
    entries.map((entry) => {
      const file = path.join(dir, entry.name);
      return entry.isDirectory() ? bytesBelow(file) : sizeOf(file);
    }),
  );
}

async function walk(dir: string, since: number): Promise<{ files: number; extracting: boolean }> {
  let files = 0;
  let extracting = false;
  for (const entry of await entriesOf(dir)) {
    files++;
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) {
      const below = await walk(file, since);
      files += below.files;
      extracting ||= below.extracting;
    } else if (entry.name.endsWith('.partial')) {
      // An older one was left by an interrupted extraction.
      extracting ||= ((await ifThere(stat(file)))?.mtimeMs ?? 0) >= since;
    }
  }
  return { files, extracting };
}

async function sizeOf(file: string): Promise<number> {
  return (await ifThere(stat(file)))?.size ?? 0;
}

async function entriesOf(dir: string): Promise<Dirent[]> {
  return (await ifThere(readdir(dir, { withFileTypes: true }))) ?? [];
}

async function totalOf(numbers: readonly Promise<number>[]): Promise<number> {
  return (await Promise.all(numbers)).reduce((total, number) => total + number, 0);
}

/** Files come and go meanwhile, and what cannot be read shows no progress. */
async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}
