/** Unavailable says in one sentence why the cache could not be asked. Never a reason to fail a job. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly reason: string;
}

/** CacheLookup is the answer to "what is stored?". */
export type CacheLookup =
  | { readonly kind: 'found'; readonly key: string }
  | { readonly kind: 'none' }
  | Unavailable;

/** Interruption is why the rest of an entry did not come. */
export interface Interruption {
  /** One sentence for the log. */
  readonly reason: string;
  /** What is stored is damaged: reading it again would not help. */
  readonly isDamaged: boolean;
}

/** EntryInterrupted is thrown by the stream of an entry that breaks off. Its message is the reason. */
export class EntryInterrupted extends Error implements Interruption {
  override readonly name: string = 'EntryInterrupted';
  readonly isDamaged: boolean;

  constructor(
    reason: string,
    { isDamaged, cause }: { readonly isDamaged: boolean; readonly cause?: unknown },
  ) {
    super(reason, { cause });
    this.isDamaged = isDamaged;
  }

  get reason(): string {
    return this.message;
  }
}

/** EntryStream is an entry that is read in order, once, as it comes. */
export interface EntryStream {
  readonly kind: 'stream';
  /**
   * Exactly the bytes of the entry. They come as fast as they are asked for, and no faster; each piece is
   * valid until the next is asked for. Throws EntryInterrupted where no more will come.
   */
  readonly pieces: AsyncIterator<Uint8Array>;
}

/** EntrySource is where the bytes of an entry are read from. */
export type EntrySource =
  /** A regular file to read from until `dispose`; never to be written. */
  { readonly kind: 'file'; readonly file: string } | EntryStream;

/** FoundEntry is an entry that can be read. */
export interface FoundEntry {
  readonly kind: 'found';
  /** The whole key of the entry, which may be longer than what was asked for. */
  readonly key: string;
  /** Its size in bytes. */
  readonly bytes: number;
  readonly source: EntrySource;
  /** What is peculiar about this entry, for the log. */
  readonly note?: string;
  /** Ends the transfer, and removes what it left on disk. */
  readonly dispose: () => Promise<void>;
}

/** CacheFetch is an entry, or says why there is no entry. */
export type CacheFetch =
  | FoundEntry
  /** There is an entry, and it is not one that this backend stores: reading it again would not help. */
  | { readonly kind: 'broken'; readonly key: string; readonly reason: string }
  /** `note` says what is stored in its place and cannot be used, for the log. */
  | { readonly kind: 'none'; readonly note?: string }
  | Unavailable;

/** CacheStore is how storing an entry ended. */
export type CacheStore =
  | { readonly kind: 'stored'; readonly bytes: number }
  /** Another job stored this key first, which is as good. */
  | { readonly kind: 'exists' }
  /** The token or the folder is read-only. */
  | { readonly kind: 'denied'; readonly reason: string }
  | Unavailable;

/**
 * CacheBackend keeps files under immutable keys. Keys are asked for in order; each one matches an entry of
 * exactly that key first, else the newest entry whose key starts with it (GitHub's own rule).
 * No verb throws for anything the backend or the network does; an abort of `signal` is `unavailable`.
 */
export interface CacheBackend {
  /** Finds the key that `fetch` would bring, transferring nothing. */
  lookup(keys: readonly string[], signal: AbortSignal): Promise<CacheLookup>;
  /**
   * `onMatched` is told what will be found, where that is known before the first bytes are here; only the
   * outcome counts.
   */
  fetch(keys: readonly string[], signal: AbortSignal, onMatched?: (key: string) => void): Promise<CacheFetch>;
  /** Told that `store` is likely to follow, so that what takes time can begin. Need not be told. */
  expectStore?(): void;
  /** Stores `file` under `key`, whole or not at all. */
  store(key: string, file: string, signal: AbortSignal): Promise<CacheStore>;
  /** Ends everything that is under way. */
  close(): Promise<void>;
}
