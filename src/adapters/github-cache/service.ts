import { openOnce } from '../../http/open-once.ts';
import type { Clock, Random } from '../../ports/clock.ts';
import type { Env } from '../../ports/env.ts';
import type { Guard } from '../../ports/guard.ts';
import type { HttpClient } from '../../ports/http-client.ts';

/** GithubCacheOptions are the settings of `githubCache`. Times in ms, sizes in bytes. */
export interface GithubCacheOptions {
  /** The runner's environment: ACTIONS_*, PATH, proxies, certificates. Little of it reaches the child process. */
  readonly env: Env;
  /** Opens the client that entries are read with, when that is first needed. */
  readonly openHttp: () => Promise<HttpClient>;
  /** Keeps a secret out of the log. */
  readonly mask: (secret: string) => void;
  readonly clock: Clock;
  readonly random: Random;
  /** A private folder of this run; each entry that is stored makes and removes its own folder in it. */
  readonly scratchDir: string;
  /** Knows the child processes, where the process itself may be ended. */
  readonly guard?: Pick<Guard, 'endAtEnd'>;
  /** How long nothing may move during a transfer. */
  readonly stallTimeout: number;
  /** How long an answer may take while nothing is transferred; default 10 s, at most `stallTimeout`. */
  readonly lookupTimeout?: number;
  /** The largest entry taken; default 10 GB, which is also what GitHub keeps for a repository. */
  readonly sizeLimit?: number;
  /** Bytes per second below which a restore is given up, on average over `stallTimeout`; default 1 MB/s. */
  readonly speedFloor?: number;
  /** The file of the entry `cache-child`; default: the one beside this code. */
  readonly child?: URL;
}

/** CacheService is a cache service as operations on it see it: with every setting decided, and one client for all requests. */
export interface CacheService extends Omit<Required<GithubCacheOptions>, 'openHttp' | 'guard'> {
  readonly guard: GithubCacheOptions['guard'] | undefined;
  readonly http: () => Promise<HttpClient>;
  /** How long one request for a part of an entry may be silent before it is sent again. */
  readonly requestTimeout: number;
  /** Ends all requests. */
  close(): Promise<void>;
}

/** openService decides what the options leave open. */
export function openService(options: GithubCacheOptions): CacheService {
  const { openHttp, stallTimeout, lookupTimeout = Math.min(defaultLookupTimeout, stallTimeout) } = options;
  const client = openOnce(openHttp);
  return {
    sizeLimit: 10e9,
    speedFloor: defaultSpeedFloor,
    child: childBeside(import.meta.url),
    ...options,
    guard: options.guard,
    lookupTimeout,
    requestTimeout: Math.min(lookupTimeout, stallTimeout / 2),
    http: client.get,
    close: client.close,
  };
}

const defaultLookupTimeout = 10_000;

/** Bytes per second: a module proxy sends several times as much. */
const defaultSpeedFloor = 1e6;

/** In the bundle all chunks lie in one folder; in the sources this file lies one folder below the entry. */
function childBeside(url: string): URL {
  return new URL(url.endsWith('.ts') ? '../../cache-child.ts' : './cache-child.mjs', url);
}
