import type { Env } from '../../ports/env.ts';
import { sandboxVariables } from './sandbox.ts';

// The service and its token, where programs are found, the way through a proxy, and whom to trust there. Not among
// them: GITHUB_OUTPUT and its like (nothing in there sets outputs) and tokens that the cache does not need.
const passedOn = new Set(
  [
    'ACTIONS_CACHE_MODE ACTIONS_CACHE_SERVICE_V2 ACTIONS_CACHE_URL ACTIONS_ORCHESTRATION_ID ACTIONS_RESULTS_URL',
    'ACTIONS_RUNTIME_TOKEN GITHUB_SERVER_URL SEGMENT_DOWNLOAD_TIMEOUT_MINS',
    'HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS NODE_USE_SYSTEM_CA SSL_CERT_DIR SSL_CERT_FILE',
    'PATH HOME LD_LIBRARY_PATH',
    'COMSPEC PATHEXT PROGRAMFILES SYSTEMDRIVE SYSTEMROOT USERPROFILE WINDIR',
  ].flatMap((names) => names.split(' ')),
);

/**
 * cacheChildEnvironment returns the whole environment of the child process: what the service needs out of `env`,
 * and the folders of a sandbox in place of the job's own.
 */
export function cacheChildEnvironment(env: Env): Record<string, string> {
  const child: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && passedOn.has(name.toUpperCase())) child[name] = value;
  }
  return {
    ...child,
    ...sandboxVariables,
    // A pack is compressed already; the archive around it should only cost little.
    ZSTD_CLEVEL: '1',
  };
}
