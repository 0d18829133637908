import type { Unavailable } from '../../ports/cache-backend.ts';
import type { Env } from '../../ports/env.ts';

/** CacheEndpoint is the cache service that the runner names. */
export interface CacheEndpoint {
  /** 2: GitHub's own; 1: that of an Enterprise Server, or of an older runner. */
  readonly version: 1 | 2;
  readonly url: string;
  /** The job's token for it. */
  readonly token: string;
}

/** hasGithubCacheService tells whether the runner names a cache service that `@actions/cache` would use (isFeatureAvailable). */
export function hasGithubCacheService(env: Env): boolean {
  return Boolean(urlOf(env, versionOf(env)));
}

/**
 * endpointOf returns the service to read entries from, chosen as `@actions/cache` 6.3.0 chooses it, or says why there is no service. No
 * other variable of the runner is asked for an address: the token is for these alone.
 */
export function endpointOf(env: Env): CacheEndpoint | Unavailable {
  const version = versionOf(env);
  const url = urlOf(env, version);
  if (!url) return noService();
  const name = version === 2 ? 'ACTIONS_RESULTS_URL' : 'ACTIONS_CACHE_URL';
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return unavailable(`${name} is not a URL`);
  const token = env['ACTIONS_RUNTIME_TOKEN'];
  if (!token) return unavailable('ACTIONS_RUNTIME_TOKEN is not set');
  const mode = env['ACTIONS_CACHE_MODE']?.trim().toLowerCase() ?? '';
  if (unreadableModes.has(mode)) return unavailable(`ACTIONS_CACHE_MODE \`${mode}\` does not permit it`);
  return { version, url, token };
}

const unreadableModes = new Set(['none', 'write-only']);

/** The two versions are told apart as in getCacheServiceVersion: an Enterprise Server has only the first, whatever else is set. */
function versionOf(env: Env): 1 | 2 {
  return env['ACTIONS_CACHE_SERVICE_V2'] && !isEnterpriseServer(env['GITHUB_SERVER_URL']) ? 2 : 1;
}

/** For the first, the library also takes ACTIONS_RESULTS_URL, where an Enterprise Server may have no cache at all. */
function urlOf(env: Env, version: 1 | 2): string | undefined {
  return env[version === 2 ? 'ACTIONS_RESULTS_URL' : 'ACTIONS_CACHE_URL'];
}

function isEnterpriseServer(serverUrl: string | undefined): boolean {
  if (serverUrl === undefined || !URL.canParse(serverUrl)) return false;
  const { hostname } = new URL(serverUrl);
  return hostname !== 'github.com' && !/\.(?:ghe\.com|localhost)$/.test(hostname);
}

/** noService is the outcome where the runner names no cache service. */
export function noService(): Unavailable {
  return unavailable(
    'there is no cache service here: the runner names none (ACTIONS_RESULTS_URL, ACTIONS_CACHE_URL)',
  );
}

/** unavailable makes an outcome of its reason. */
export function unavailable(reason: string): Unavailable {
  return { kind: 'unavailable', reason };
}
