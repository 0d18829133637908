/** packName is the one path of every entry. It is part of GitHub's version hash: another name finds no old entry. */
export const packName = 'go-mod-download.pack';

/** CacheRequest is what the parent asks of its child process, which serves one request and ends. */
export type CacheRequest =
  | { readonly verb: 'lookup' | 'fetch'; readonly keys: readonly string[] }
  | { readonly verb: 'store'; readonly key: string };

/**
 * CacheAnswer is what `@actions/cache` returned. `none` and `not-saved` are also what it returns for most failures:
 * the cause is then only in what it printed.
 */
export type CacheAnswer =
  | { readonly kind: 'matched'; readonly key: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'not-saved' }
  /** The library threw; it does so for keys it does not take and for a missing token. */
  | { readonly kind: 'failed'; readonly message: string };

/** parseCacheRequest returns the request a message holds; anything else is a programming error and throws. */
export function parseCacheRequest(message: unknown): CacheRequest {
  const { verb, key, keys } = fieldsOf(message);
  if ((verb === 'lookup' || verb === 'fetch') && isKeys(keys)) return { verb, keys };
  if (verb === 'store' && typeof key === 'string') return { verb, key };
  throw new TypeError(`not a cache request: ${JSON.stringify(message)}`);
}

/** parseCacheAnswer returns the answer a message holds; anything else is a programming error and throws. */
export function parseCacheAnswer(value: unknown): CacheAnswer {
  const { kind, key, message } = fieldsOf(value);
  if (kind === 'none' || kind === 'saved' || kind === 'not-saved') return { kind };
  if (kind === 'matched' && typeof key === 'string') return { kind, key };
  if (kind === 'failed' && typeof message === 'string') return { kind, message };
  throw new TypeError(`not an answer of the cache process: ${JSON.stringify(value)}`);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isKeys(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((key) => typeof key === 'string');
}
