import type { CacheBackend, CacheLookup } from '../../ports/cache-backend.ts';
import { hasGithubCacheService } from './endpoint.ts';
import { type CacheService, type GithubCacheOptions, openService } from './service.ts';
import type { StoreSite } from './store-entry.ts';

export type { GithubCacheOptions } from './service.ts';

/**
 * githubCache keeps entries in GitHub's cache service. It reads them in this process, by the protocol of `@actions/cache`, as every
 * job reads and loading that library costs more than a small entry. An unmodified `@actions/cache` stores them, in a child process.
 * Whatever happens there, no verb throws, no child process is left, and nothing is written outside the scratch folder.
 */
export function githubCache(options: GithubCacheOptions): CacheBackend {
  const service = openService(options);
  let expected: Promise<StoreSite> | undefined;
  // Each verb is loaded when it is used: most jobs only look up, and few store.
  return {
    lookup: (keys, signal) => lookUp(service, keys, signal),
    fetch: async (keys, signal, onMatched) => {
      const { fetchEntry } = await import('./fetch-entry.ts');
      return fetchEntry(service, { keys, onMatched, signal });
    },
    expectStore: () => {
      if (!hasGithubCacheService(service.env)) return;
      expected ??= import('./store-entry.ts').then(({ openStoreSite }) => openStoreSite(service));
      // Whoever stores is told of it.
      expected.catch(() => undefined);
    },
    store: async (key, file, signal) => {
      const opening = expected;
      expected = undefined;
      const { storeEntry } = await import('./store-entry.ts');
      return storeEntry(service, { key, file, signal }, opening);
    },
    close: async () => {
      await Promise.all([expected && closeUnused(expected), service.close()]);
    },
  };
}

/** What was expected has not come. */
async function closeUnused(expected: Promise<StoreSite>): Promise<void> {
  const site = await expected.catch(() => undefined);
  if (site === undefined) return;
  const { closeStoreSite } = await import('./store-entry.ts');
  await closeStoreSite(site);
}

async function lookUp(
  service: CacheService,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<CacheLookup> {
  const { lookUpEntry } = await import('./look-up-entry.ts');
  const match = await lookUpEntry(service, keys, signal);
  return match.kind === 'found' ? { kind: 'found', key: match.key } : match;
}
