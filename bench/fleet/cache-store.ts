/** StoreTotals is what has passed through a cache. Sizes in bytes. */
export interface StoreTotals {
  readonly stored: number;
  readonly written: number;
  readonly read: number;
  readonly evictions: number;
  /** Requests that list or look up, and those that write. */
  readonly writeRequests: number;
  readonly readRequests: number;
}

interface Entry {
  readonly key: string;
  readonly scope: string;
  readonly bytes: number;
  used: number;
}

/** In bytes, as src/fetch/read-ranges.ts reads and src/adapters/s3/upload.ts writes. */
const rangeBytes = 4 * 2 ** 20;
const singleMax = 64 * 2 ** 20;
const partBytes = 32 * 2 ** 20;

/**
 * CacheStore is a cache of `quota` bytes, which evicts what was not used for the longest time. A job reads the entries of its
 * own scope and of `main`, as with GitHub's cache service; in a bucket, everything is in `main`.
 */
export class CacheStore {
  readonly #quota: number;
  readonly #entries: Entry[] = [];
  #time = 0;
  #totals = { stored: 0, written: 0, read: 0, evictions: 0, writeRequests: 0, readRequests: 0 };

  constructor(quota: number) {
    this.#quota = quota;
  }

  get totals(): StoreTotals {
    return { ...this.#totals };
  }

  /** Asks whether there is an entry of `key`. */
  has(key: string, scope: string): boolean {
    this.#totals.writeRequests++;
    return this.#find(key, scope) !== undefined;
  }

  /** Reads the entry of `key`, which `has` has found; false where it is gone. */
  read(key: string, scope: string): boolean {
    const entry = this.#find(key, scope);
    if (entry === undefined) return false;
    entry.used = ++this.#time;
    this.#totals.read += entry.bytes;
    this.#totals.readRequests += Math.ceil(entry.bytes / rangeBytes);
    return true;
  }

  /** Stores an entry, and evicts others until all fit. */
  write(key: string, scope: string, bytes: number): void {
    this.#entries.push({ key, scope, bytes, used: ++this.#time });
    this.#totals.written += bytes;
    this.#totals.stored += bytes;
    this.#totals.writeRequests += bytes <= singleMax ? 1 : 2 + Math.ceil(bytes / partBytes);
    while (this.#totals.stored > this.#quota) this.#evict();
  }

  #find(key: string, scope: string): Entry | undefined {
    const ofKey = this.#entries.filter((entry) => entry.key === key);
    return ofKey.find((entry) => entry.scope === scope) ?? ofKey.find((entry) => entry.scope === 'main');
  }

  #evict(): void {
    const [oldest] = this.#entries.toSorted((a, b) => a.used - b.used);
    if (oldest === undefined) return;
    this.#entries.splice(this.#entries.indexOf(oldest), 1);
    this.#totals.stored -= oldest.bytes;
    this.#totals.evictions++;
  }
}
