import { type GithubCacheOptions, githubCache } from '../../src/adapters/github-cache/github-cache.ts';
import { networkOf } from '../../src/adapters/network/network.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { forwardProxySettings } from '../../src/http/forward-proxy.ts';
import type { CacheBackend } from '../../src/ports/cache-backend.ts';
import type { Env } from '../../src/ports/env.ts';

/** OpenedCache is a client of GitHub's cache service as a run makes it, over real sockets. */
export type OpenedCache = CacheBackend & AsyncDisposable & { readonly masked: readonly string[] };

/** openGithubCache makes a client that reaches the network as `env` says. */
export function openGithubCache(
  options: Pick<GithubCacheOptions, 'env' | 'scratchDir'> & Partial<GithubCacheOptions>,
): OpenedCache {
  const masked: string[] = [];
  const cache = githubCache({
    openHttp: () => openHttp(options.env),
    mask: (secret) => masked.push(secret),
    clock: systemClock,
    random: Math.random,
    stallTimeout: 20_000,
    ...options,
  });
  return { ...cache, masked, [Symbol.asyncDispose]: () => cache.close() };
}

function openHttp(env: Env) {
  return networkOf(env, process.platform, { mask: () => {}, redact: (text) => text }).open({
    ...forwardProxySettings(env),
    caFiles: [],
    caPaths: [],
    connections: 32,
    goauth: 'off',
  });
}
