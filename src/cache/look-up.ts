import type { CacheKey } from '../plan/cache-key.ts';
import type { CacheBackend } from '../ports/cache-backend.ts';
import { parseEntry } from './entry.ts';
import type { Restored } from './restored.ts';

/** lookUp finds the newest entry of exactly this key and transfers nothing. */
export async function lookUp(
  backend: CacheBackend,
  cacheKey: CacheKey,
  signal: AbortSignal,
): Promise<Extract<Restored, { kind: 'found' | 'miss' | 'unavailable' }>> {
  const found = await backend.lookup([`${cacheKey.key}-`], signal);
  if (found.kind === 'unavailable') return found;
  const entry = found.kind === 'found' ? parseEntry(found.key) : undefined;
  return entry?.key === cacheKey.key ? { kind: 'found', entry } : { kind: 'miss' };
}
