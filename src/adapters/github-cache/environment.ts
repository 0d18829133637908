import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { Env } from '../../ports/env.ts';
import { sandboxVariables } from './sandbox.ts';

// The service and its token, where programs are found, the way through a proxy, and whom to trust there. Not among
// them: GITHUB_OUTPUT and its like (nothing in there sets outputs) and tokens that are no business of the cache.
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
    // The library unpacks with `tar -P`. A name with a slash, `.` or `..` is not the pack, so GNU tar leaves it out;
    // what is left can only land in the sandbox. bsdtar does not read this variable.
    TAR_OPTIONS: '--exclude=*/* --exclude=. --exclude=..',
  };
}

/**
 * hasGithubCacheService tells whether the runner names a cache service that the library would use, as it decides itself
 * (@actions/cache, isFeatureAvailable): that of version 2, or, on an Enterprise Server or an older runner, that of version
 * 1; an Enterprise Server may name the address of the one and have neither. A `run:` step sees none of these variables.
 */
export function hasGithubCacheService(env: Env): boolean {
  const second = Boolean(env['ACTIONS_CACHE_SERVICE_V2']) && !isEnterpriseServer(env['GITHUB_SERVER_URL']);
  return Boolean(env[second ? 'ACTIONS_RESULTS_URL' : 'ACTIONS_CACHE_URL']);
}

function isEnterpriseServer(serverUrl: string | undefined): boolean {
  if (serverUrl === undefined || !URL.canParse(serverUrl)) return false;
  const { hostname } = new URL(serverUrl);
  return hostname !== 'github.com' && !/\.(?:ghe\.com|localhost)$/.test(hostname);
}

/**
 * hasZstd tells whether `zstd` is on PATH. Without it `@actions/cache` uses gzip and another version hash, so that it
 * finds only entries that were saved without zstd too.
 */
export function hasZstd(env: Env): boolean {
  const names = process.platform === 'win32' ? ['zstd.exe', 'zstd.cmd'] : ['zstd'];
  const dirs = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).filter((dir) => dir !== '');
  return dirs.some((dir) => names.some((name) => isExecutable(path.join(dir, name))));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
