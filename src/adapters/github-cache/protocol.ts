/** packName is the one path of every entry. It is part of GitHub's version hash: another name finds no old entry. */
export const packName = 'go-mod-download.pack';

/** CacheQuestion is what there is to ask. */
export type CacheQuestion =
  | { readonly verb: 'lookup' | 'fetch'; readonly keys: readonly string[] }
  | { readonly verb: 'store'; readonly key: string };

/** CacheRequest is a question with the folder that is packed or unpacked, which the child makes its working folder. */
export type CacheRequest = CacheQuestion & { readonly work: string };

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

/** CacheReply is what the child sends back for a request. */
export interface CacheReply {
  readonly answer: CacheAnswer;
  /** Whether the child goes on to the next request, or ends: it does so after anything but an entry that it found. */
  readonly goesOn: boolean;
}

/** parseCacheRequest returns the request a message holds; anything else is a programming error and throws. */
export function parseCacheRequest(message: unknown): CacheRequest {
  const { work, verb, key, keys } = fieldsOf(message);
  if (typeof work === 'string') {
    if ((verb === 'lookup' || verb === 'fetch') && isKeys(keys)) return { work, verb, keys };
    if (verb === 'store' && typeof key === 'string') return { work, verb, key };
  }
  throw new TypeError(`not a cache request: ${JSON.stringify(message)}`);
}

/** parseCacheReply returns the reply a message holds; anything else is a programming error and throws. */
export function parseCacheReply(message: unknown): CacheReply {
  const { answer, goesOn } = fieldsOf(message);
  return { answer: parseCacheAnswer(answer), goesOn: goesOn === true };
}

function parseCacheAnswer(value: unknown): CacheAnswer {
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
