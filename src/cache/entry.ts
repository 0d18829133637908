/** CacheEntry is the name of a stored entry, taken apart: `KEY-N`, or `KEY-N-on-BASE` for a delta. */
export interface CacheEntry {
  readonly key: string;
  /** 1 for the first entry of a key; each one that supersedes another counts one up. */
  readonly number: number;
  /** The full entry a delta lies on. */
  readonly base: string | undefined;
}

/** formatEntry is the name under which an entry is stored. */
export function formatEntry(entry: CacheEntry): string {
  const base = entry.base === undefined ? '' : `-on-${entry.base}`;
  return `${entry.key}-${entry.number}${base}`;
}

/** parseEntry reads the name of a stored entry; undefined for a name that formatEntry does not write. */
export function parseEntry(name: string): CacheEntry | undefined {
  const match = /^(.+?-v1-[0-9a-f]{12}-[0-9a-f]{40})-(\d{1,6})(?:-on-(.+))?$/.exec(name);
  if (match === null) return undefined;
  const [, key = '', number = '', base] = match;
  if (base !== undefined && parseEntry(base)?.base !== undefined) return undefined;
  return { key, number: Number(number), base };
}
