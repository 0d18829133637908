import { errnoOf, messageOf } from '../../errors.ts';
import type { Unavailable } from '../../ports/cache-backend.ts';
import type { Env } from '../../ports/env.ts';
import type { Guard } from '../../ports/guard.ts';
import type { CacheChildEnd, CacheChildren } from './child.ts';
import { cacheChildEnvironment, hasGithubCacheService } from './environment.ts';
import { unavailable } from './outcome.ts';
import type { CacheQuestion } from './protocol.ts';
import { closeSandbox, openSandbox, type Sandbox, sandboxBytes } from './sandbox.ts';
import { type WatchLimits, watchCacheOperation } from './watch.ts';

/** GithubCacheOptions are the settings of `githubCache`. Times in ms, sizes in bytes. */
export interface GithubCacheOptions {
  /** The runner's environment: ACTIONS_*, PATH, proxies, certificates. Little of it reaches the child process. */
  readonly env: Env;
  /** A private folder of this run; each operation makes and removes its own folder in it. */
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

/** CacheService is a cache service as operations on it see it. */
export type CacheService = GithubCacheOptions & { readonly children: CacheChildren };

/** Asking is what an operation asks of the library, and how far it is to go. */
export interface Asking {
  readonly question: CacheQuestion;
  readonly signal: AbortSignal;
  /** Where the operation differs from the others. */
  readonly limits?: Partial<WatchLimits>;
  /** Told each line the library prints, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** sizeLimitOf returns the largest entry taken, in bytes. */
export function sizeLimitOf({ sizeLimit = 10e9 }: CacheService): number {
  return sizeLimit;
}

/** inSandbox does an operation in a sandbox of its own, where there is a service, and removes that when it has ended. */
export async function inSandbox<T>(
  { env, scratchDir }: CacheService,
  body: (sandbox: Sandbox) => Promise<T>,
): Promise<T | Unavailable> {
  if (!hasGithubCacheService(env)) {
    return unavailable(
      'there is no cache service here: the runner names none (ACTIONS_RESULTS_URL, ACTIONS_CACHE_URL)',
    );
  }
  let sandbox: Sandbox | undefined;
  try {
    sandbox = await openSandbox(scratchDir);
    return await body(sandbox);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return unavailable(messageOf(error));
  } finally {
    if (sandbox !== undefined) await closeSandbox(sandbox);
  }
}

/** ask runs one operation of the library in a child process, and watches it. */
export function ask(
  service: CacheService,
  sandbox: Sandbox,
  { question, signal, limits: given = {}, onLine = () => undefined }: Asking,
): Promise<CacheChildEnd> {
  const { stallTimeout, lookupTimeout = Math.min(defaultLookupTimeout, stallTimeout) } = service;
  const limits = {
    lookupTimeout,
    stallTimeout,
    speedFloor: question.verb === 'fetch' ? (service.speedFloor ?? defaultSpeedFloor) : 0,
    deadline: Number.POSITIVE_INFINITY,
    sizeLimit: sizeLimitOf(service),
    startsWithDiskWork: false,
    ...given,
  };
  const start = {
    child: service.child ?? childBeside(import.meta.url),
    cwd: sandbox.work,
    env: cacheChildEnvironment(service.env),
    ...(service.guard && { guard: service.guard }),
  };
  return service.children.run(start, {
    request: { ...question, work: sandbox.work },
    startWatch: () => watchCacheOperation(limits, performance.now()),
    bytesOnDisk: () => sandboxBytes(sandbox),
    watchInterval: Math.min(longestWatchInterval, Math.min(lookupTimeout, stallTimeout) / 4),
    signal,
    onLine,
  });
}

const defaultLookupTimeout = 10_000;

/**
 * Bytes per second: a module proxy sends several times as much, and the library reports in blocks of 32 MB, so that
 * a much higher floor would take a steady stream for a standstill.
 */
const defaultSpeedFloor = 1e6;

const longestWatchInterval = 250;

/** In the bundle all chunks lie in one folder; in the sources this file lies one folder below the entry. */
function childBeside(url: string): URL {
  return new URL(url.endsWith('.ts') ? '../../cache-child.ts' : './cache-child.mjs', url);
}
