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

/** Arrival is how far a file that is being written has come. */
export interface Arrival {
  /** How many bytes from its start are there to be read. */
  readonly bytes: number;
  /** Resolves when at least `bytes` are there, or with why they will not come. */
  upTo(bytes: number): Promise<Unavailable | undefined>;
}

/** CacheFetch is an entry on local disk, or on its way there, or why there is none. */
export type CacheFetch =
  | {
      readonly kind: 'found';
      /** The whole key of the entry, which may be longer than what was asked for. */
      readonly key: string;
      /** A regular file to read from until `dispose`; never to be written. */
      readonly file: string;
      /** Size of `file` in bytes, when all of it is there. */
      readonly bytes: number;
      /** Of `file`; absent when all of it is there. */
      readonly arrival?: Arrival;
      /** Ends what is still on its way. */
      readonly dispose: () => Promise<void>;
    }
  | { readonly kind: 'none' }
  | Unavailable;

/** CacheStore is how storing an entry ended. */
export type CacheStore =
  | { readonly kind: 'stored'; readonly bytes: number }
  /** Somebody else stored this key first, which is as good. */
  | { readonly kind: 'exists' }
  /** The token or the place is read-only. */
  | { readonly kind: 'denied'; readonly reason: string }
  | Unavailable;

/**
 * CacheBackend keeps files under immutable keys. Keys are asked for in order; each one matches an entry of
 * exactly that key first, else the newest entry whose key starts with it (GitHub's own rule).
 * No verb throws for anything the backend or the network does; an abort of `signal` is `unavailable`.
 */
export interface CacheBackend {
  readonly kind: 'github' | 'directory';
  /** Where this backend keeps entries, for the log. */
  readonly place: string;
  /** What is peculiar to this backend on this machine and would explain a miss, for the log. */
  readonly note?: string;
  /** Finds the key that `fetch` would bring, transferring nothing. */
  lookup(keys: readonly string[], signal: AbortSignal): Promise<CacheLookup>;
  /** `onMatched` is told what will be found, where that is known before it is here; only the outcome counts. */
  fetch(keys: readonly string[], signal: AbortSignal, onMatched?: (key: string) => void): Promise<CacheFetch>;
  /** Stores `file` under `key`, whole or not at all. */
  store(key: string, file: string, signal: AbortSignal): Promise<CacheStore>;
}
