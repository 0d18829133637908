import type { CacheBackend, CacheLookup } from '../../ports/cache-backend.ts';
import { fetchEntry } from './fetch-entry.ts';
import { lookUpEntry } from './look-up-entry.ts';
import { type CacheService, type GithubCacheOptions, openService } from './service.ts';

export type { GithubCacheOptions } from './service.ts';

/**
 * githubCache keeps entries in GitHub's cache service. It reads them in this process, by the protocol of `@actions/cache`, as every
 * job reads and loading that library costs more than a small entry. An unmodified `@actions/cache` stores them, in a child process.
 * Whatever happens there, no verb throws, no child process is left, and nothing is written outside the scratch folder.
 */
export function githubCache(options: GithubCacheOptions): CacheBackend {
  const service = openService(options);
  return {
    lookup: (keys, signal) => lookUp(service, keys, signal),
    fetch: (keys, signal, onMatched) => fetchEntry(service, { keys, onMatched, signal }),
    store: async (key, file, signal) => {
      // Few jobs store anything; the others need not load what it takes.
      const { storeEntry } = await import('./store-entry.ts');
      return storeEntry(service, key, file, signal);
    },
    close: () => service.close(),
  };
}

async function lookUp(
  service: CacheService,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<CacheLookup> {
  const match = await lookUpEntry(service, keys, signal);
  return match.kind === 'found' ? { kind: 'found', key: match.key } : match;
}
