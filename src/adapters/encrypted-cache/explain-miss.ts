import type { CacheBackend, CacheFetch } from '../../ports/cache-backend.ts';
import { encryptedPrefix, keyIdOf } from './names.ts';

/**
 * explainMiss has a miss say what is stored that a job with this key does not use; `keyId` is undefined for a job without
 * one. It costs up to two look-ups, of a run that is about to download.
 */
export async function explainMiss(
  backend: CacheBackend,
  keyId: string | undefined,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<CacheFetch> {
  const note = await noteOf(backend, keyId, keys, signal);
  return { kind: 'none', ...(note !== undefined && { note }) };
}

async function noteOf(
  backend: CacheBackend,
  keyId: string | undefined,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const isPlain = keyId !== undefined && (await nameOf(backend, keys, signal)) !== undefined;
  if (isPlain) return 'one that is not encrypted is stored, and not used with `cache-encryption-key`';
  const found = keyIdOf((await nameOf(backend, [encryptedPrefix], signal)) ?? '');
  if (found === undefined || found === keyId) return undefined;
  return keyId === undefined
    ? `entries encrypted with key ${found} are stored, and this job has no \`cache-encryption-key\``
    : `the newest encrypted entry is of another key, ${found}`;
}

async function nameOf(backend: CacheBackend, keys: readonly string[], signal: AbortSignal) {
  const found = await backend.lookup(keys, signal);
  return found.kind === 'found' ? found.key : undefined;
}

/** plainCache is `backend`, for a job without a key. */
export function plainCache(backend: CacheBackend): CacheBackend {
  return {
    ...backend,
    async fetch(keys, signal, onMatched) {
      const found = await backend.fetch(keys, signal, onMatched);
      return found.kind === 'none' ? explainMiss(backend, undefined, keys, signal) : found;
    },
  };
}
