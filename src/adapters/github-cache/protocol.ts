/** CacheRequest asks the child to store what is in the folder `work`, which it makes its working folder, under `key`. */
export interface CacheRequest {
  readonly key: string;
  readonly work: string;
}

/** CacheAnswer is what `@actions/cache` returned. The cause of `not-saved` is only in what it printed. */
export type CacheAnswer =
  | { readonly kind: 'saved' }
  | { readonly kind: 'not-saved' }
  /** The library threw; it does so for keys it does not take and for a missing token. */
  | { readonly kind: 'failed'; readonly message: string };

/** parseCacheRequest returns the request a message holds; anything else is a programming error and throws. */
export function parseCacheRequest(message: unknown): CacheRequest {
  const { work, key } = fieldsOf(message);
  if (typeof work === 'string' && typeof key === 'string') return { work, key };
  throw new TypeError(`not a cache request: ${JSON.stringify(message)}`);
}

/** parseCacheAnswer returns the answer a message holds; anything else is a programming error and throws. */
export function parseCacheAnswer(value: unknown): CacheAnswer {
  const { kind, message } = fieldsOf(value);
  if (kind === 'saved' || kind === 'not-saved') return { kind };
  if (kind === 'failed' && typeof message === 'string') return { kind, message };
  throw new TypeError(`not an answer of the cache process: ${JSON.stringify(value)}`);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
