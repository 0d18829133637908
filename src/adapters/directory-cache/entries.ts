import { lstat, readdir, unlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../../errors.ts';
import { compareText } from '../../go/module.ts';

/** DirectoryEntry is a stored entry as found on disk. Sizes in bytes, times in ms since the epoch. */
export interface DirectoryEntry {
  readonly key: string;
  readonly file: string;
  readonly bytes: number;
  /** When it was stored: the file's mtime. */
  readonly stored: number;
  /** When it was last stored or fetched: the file's atime, which we set ourselves as file systems may not. */
  readonly used: number;
}

/** EntryFolder is the folder that holds entries, and which names they can have. */
export interface EntryFolder {
  readonly dir: string;
  readonly isEntry: (key: string) => boolean;
}

const suffix = '.pack';
const unfinishedPrefix = '.unfinished-';
const unfinishedName = /^\.unfinished-\d+-[0-9a-z]*$/;

/**
 * refuseLink rejects where the folder is a link or no folder: whoever put it there decides what is written and pruned.
 * One that does not exist is fine.
 */
export async function refuseLink(dir: string): Promise<void> {
  const stats = await lstat(dir).catch(undefinedIfAbsent);
  if (stats === undefined || stats.isDirectory()) return;
  throw Object.assign(new Error(`${dir} is not a folder but a link or a file`), { code: 'ENOTDIR' });
}

/** entryFile returns where the entry of `key` is in `dir`. */
export function entryFile(dir: string, key: string): string {
  return path.join(dir, `${key}${suffix}`);
}

/** unfinishedFile returns a name in `dir` that is no entry's, for one that is still being written. */
export function unfinishedFile(dir: string, unique: string): string {
  return path.join(dir, `${unfinishedPrefix}${unique}`);
}

/**
 * findEntry returns the entry that the first of `keys` with any match stands for: the one of exactly this key, else
 * the newest whose key starts with it. A folder that does not exist holds no entries.
 */
export async function findEntry(
  folder: EntryFolder,
  keys: readonly string[],
): Promise<DirectoryEntry | undefined> {
  const { dir } = folder;
  const stored = await keysIn(folder);
  for (const key of keys) {
    const exact = stored.includes(key) ? await entryOf(dir, key) : undefined;
    const entry =
      exact ??
      newest(
        await entriesOf(
          dir,
          stored.filter((name) => name.startsWith(key)),
        ),
      );
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** markUsed sets when an entry was last used. One that cannot be marked, as on a read-only disk, still can be read. */
export async function markUsed(entry: DirectoryEntry, now: number): Promise<void> {
  try {
    await utimes(entry.file, now / 1000, entry.stored / 1000);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

/** newestTime returns when the newest entry was stored; 0 where there is none. */
export async function newestTime(folder: EntryFolder): Promise<number> {
  const entries = await entriesOf(folder.dir, await keysIn(folder));
  return entries.reduce((time, entry) => Math.max(time, entry.stored), 0);
}

/**
 * pruneEntries removes entries, least recently used first and never that of `kept`, until the rest takes at most
 * `maxBytes`, and unfinished files older than a day. Other processes may do the same meanwhile; what they removed
 * first, and what cannot be removed, is left. Never rejects for what the file system says: the entry is stored.
 */
export async function pruneEntries(
  folder: EntryFolder,
  maxBytes: number,
  kept: string,
  now: number,
): Promise<void> {
  try {
    await prune(folder, maxBytes, kept, now);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

async function prune(folder: EntryFolder, maxBytes: number, kept: string, now: number): Promise<void> {
  const { dir } = folder;
  const entries = await entriesOf(dir, await keysIn(folder));
  let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  // A time in the future would keep an entry for good.
  const lastUsed = ({ used }: DirectoryEntry): number => (used > now + dayMs ? 0 : used);
  for (const entry of entries.toSorted((a, b) => lastUsed(a) - lastUsed(b))) {
    if (bytes <= maxBytes) break;
    if (entry.key === kept) continue;
    await removeIfPossible(entry.file);
    bytes -= entry.bytes;
  }
  for (const name of await readdir(dir)) {
    if (unfinishedName.test(name)) await removeIfAbandoned(path.join(dir, name), now);
  }
}

const dayMs = 24 * 60 * 60 * 1000;

async function removeIfAbandoned(file: string, now: number): Promise<void> {
  const stats = await lstat(file).catch(undefinedIfAbsent);
  if (stats?.isFile() && now - stats.mtimeMs > dayMs) await removeIfPossible(file);
}

async function removeIfPossible(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

async function keysIn({ dir, isEntry }: EntryFolder): Promise<readonly string[]> {
  await refuseLink(dir);
  const names = (await readdir(dir).catch(undefinedIfAbsent)) ?? [];
  return names
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .filter(isEntry);
}

async function entriesOf(dir: string, keys: readonly string[]): Promise<readonly DirectoryEntry[]> {
  const entries = await Promise.all(keys.map((key) => entryOf(dir, key)));
  return entries.filter((entry) => entry !== undefined);
}

async function entryOf(dir: string, key: string): Promise<DirectoryEntry | undefined> {
  const file = entryFile(dir, key);
  const stats = await lstat(file).catch(undefinedIfAbsent);
  if (stats === undefined || !stats.isFile()) return undefined;
  return { key, file, bytes: stats.size, stored: stats.mtimeMs, used: stats.atimeMs };
}

function newest(entries: readonly DirectoryEntry[]): DirectoryEntry | undefined {
  return entries.toSorted((a, b) => b.stored - a.stored || compareText(a.key, b.key))[0];
}

function undefinedIfAbsent(error: unknown): undefined {
  if (!absent.has(errnoOf(error) ?? '')) throw error;
}

/** ESTALE is what an NFS client may say of a file that another one has removed. */
const absent: ReadonlySet<string> = new Set(['ENOENT', 'ESTALE']);
