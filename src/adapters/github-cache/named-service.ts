import type { Env } from '../../ports/env.ts';

/** NamedService is the environment that says which cache service to use, and what the log has to say about it. */
export interface NamedService {
  readonly env: Env;
  /** If undefined, it is the service of the runner, and there is nothing to say. */
  readonly note: string | undefined;
}

/**
 * namedService follows CUSTOM_ACTIONS_RESULTS_URL, by which the operators of self-hosted runners name a cache service of
 * their own (falcondev-oss/github-actions-cache-server), if its host is one of `hosts`. The job's token is sent there, and an earlier
 * step can set that variable: so nothing but the workflow's own list counts. Such a service has the second version of
 * the protocol, also where the runner belongs to an Enterprise Server.
 */
export function namedService(env: Env, hosts: readonly string[]): NamedService {
  const given = env['CUSTOM_ACTIONS_RESULTS_URL']?.trim() ?? '';
  if (given === '') return { env, note: undefined };
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return { env, note: 'CUSTOM_ACTIONS_RESULTS_URL is not used: it is not an http or https URL' };
  }
  if (!hosts.some((host) => isHostOf(url, host))) {
    return {
      env,
      note: `CUSTOM_ACTIONS_RESULTS_URL is not used: \`cache-service-hosts\` does not list ${url.host}`,
    };
  }
  return {
    env: {
      ...env,
      ACTIONS_RESULTS_URL: `${url.origin}/`,
      ACTIONS_CACHE_SERVICE_V2: 'true',
      ACTIONS_CACHE_URL: undefined,
      GITHUB_SERVER_URL: undefined,
    },
    note: `the cache service is ${url.origin}, as CUSTOM_ACTIONS_RESULTS_URL says and \`cache-service-hosts\` allows; it is sent the job's token`,
  };
}

/** A host without a port has the port that is usual for the protocol. */
function isHostOf({ protocol, host }: URL, allowed: string): boolean {
  return new URL(`${protocol}//${allowed}`).host === host;
}
