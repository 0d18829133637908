/** CacheEntry is the name of a stored entry, taken apart: `KEY-N`, or `KEY-N-on-BASE` for a delta. */
export interface CacheEntry {
  readonly key: string;
  /** 1 for the first entry of a key; each one that supersedes another counts one up. */
  readonly number: number;
  /** The full entry that a delta builds on. */
  readonly base: string | undefined;
}

/** entryNumberMax is the highest number an entry can have. */
export const entryNumberMax = 999_999;

/** formatEntry returns the name under which an entry is stored. */
export function formatEntry(entry: CacheEntry): string {
  const base = entry.base === undefined ? '' : `-on-${entry.base}`;
  return `${entry.key}-${entry.number}${base}`;
}

/** The prefix is what parseKeyPrefix accepts, the rest what makeCacheKey adds to it. A delta has the scope of its base. */
const entryName =
  /^(?<key>(?<scope>[A-Za-z0-9._-]{1,64}-v1-[0-9a-f]{12}-)[0-9a-f]{40})-(?<number>[1-9][0-9]{0,5})(?:-on-(?<base>\k<scope>[0-9a-f]{40}-[1-9][0-9]{0,5}))?$/;

/**
 * parseEntry reads the name of a stored entry; undefined for a name that formatEntry cannot have written. Names come from a
 * cache in which others may store, and go into logs and outputs.
 */
export function parseEntry(name: string): CacheEntry | undefined {
  const groups = entryName.exec(name)?.groups;
  if (groups === undefined) return undefined;
  return { key: groups['key'] ?? '', number: Number(groups['number']), base: groups['base'] };
}
