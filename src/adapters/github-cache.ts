import { rm, stat } from 'node:fs/promises';
import { errnoOf, messageOf } from '../errors.ts';
import type {
  CacheBackend,
  CacheFetch,
  CacheLookup,
  CacheStore,
  Unavailable,
} from '../ports/cache-backend.ts';
import type { Env } from '../ports/env.ts';
import type { CacheChildEnd } from './github-cache-child.ts';
import { CacheChildren } from './github-cache-children.ts';
import { cacheChildEnvironment, hasGithubCacheService, hasZstd } from './github-cache-environment.ts';
import { announcedIn, failureOf, matchIn, notReserved, unavailable } from './github-cache-outcome.ts';
import type { CacheQuestion } from './github-cache-protocol.ts';
import {
  closeSandbox,
  offerPack,
  openSandbox,
  type Sandbox,
  sandboxBytes,
  takePack,
} from './github-cache-sandbox.ts';
import { type WatchLimits, watchCacheOperation } from './github-cache-watch.ts';

/** GithubCacheOptions are the settings of `githubCache`. Times in ms, sizes in bytes. */
export interface GithubCacheOptions {
  /** The runner's environment: ACTIONS_*, PATH, proxies, certificates. Little of it reaches the child process. */
  readonly env: Env;
  /** A private folder of this run; each operation makes and removes its own folder in it. */
  readonly scratchDir: string;
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

/**
 * githubCache keeps entries in GitHub's cache service, through an unmodified `@actions/cache` in a child process: that
 * library cannot be aborted, prints what it likes, and unpacks what it is given with `tar -P`.
 * Whatever happens there, no verb throws, no child process is left, and nothing is written outside the sandbox.
 */
export function githubCache(options: GithubCacheOptions): CacheBackend {
  const service: Service = { ...options, children: new CacheChildren() };
  return {
    kind: 'github',
    place: "GitHub's cache service",
    ...(hasZstd(options.env) ? {} : { note: withoutZstd }),
    lookup: (keys, signal) => inSandbox(options, (sandbox) => lookUp(service, sandbox, keys, signal)),
    fetch: (keys, signal, onMatched) =>
      inSandbox(options, (sandbox) => fetchEntry(service, sandbox, { keys, onMatched }, signal)),
    store: (key, file, signal) => inSandbox(options, (sandbox) => store(service, sandbox, key, file, signal)),
  };
}

type Service = GithubCacheOptions & { readonly children: CacheChildren };

const withoutZstd =
  'There is no zstd here: @actions/cache then uses gzip, and finds only entries that were saved without zstd, too';

async function inSandbox<T>(
  { env, scratchDir }: GithubCacheOptions,
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

async function lookUp(
  service: Service,
  sandbox: Sandbox,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<CacheLookup> {
  const end = await run(service, sandbox, { verb: 'lookup', keys }, signal);
  return matchIn(end, keys, service.env);
}

async function fetchEntry(
  service: Service,
  sandbox: Sandbox,
  { keys, onMatched }: { keys: readonly string[]; onMatched: ((key: string) => void) | undefined },
  signal: AbortSignal,
): Promise<CacheFetch> {
  const end = await run(service, sandbox, { verb: 'fetch', keys }, signal, {}, (line) => {
    const key = announcedIn(line, keys);
    if (key !== undefined) onMatched?.(key);
  });
  const match = matchIn(end, keys, service.env);
  if (match.kind !== 'found') return match;
  const pack = await takePack(sandbox);
  if (pack.kind === 'absent') return unavailable(`the entry ${match.key} came without its pack`);
  if (pack.kind === 'not-a-file')
    return unavailable(`the entry ${match.key} holds a link in place of its pack`);
  const { file, bytes } = pack;
  return { kind: 'found', key: match.key, file, bytes, dispose: () => rm(file, { force: true }) };
}

async function store(
  service: Service,
  sandbox: Sandbox,
  key: string,
  file: string,
  signal: AbortSignal,
): Promise<CacheStore> {
  await offerPack(sandbox, file);
  const { size: bytes } = await stat(file);
  const deadline = 60_000 + bytes / 1000;
  const end = await run(service, sandbox, { verb: 'store', key }, signal, {
    deadline,
    startsWithDiskWork: true,
  });
  if (end.kind === 'answered' && end.answer.kind === 'saved') return { kind: 'stored', bytes };
  const failure = failureOf(end, service.env);
  if (failure.kind === 'denied' || failure.kind === 'unavailable') return failure;
  return (await isStored(service, key, signal)) ? { kind: 'exists' } : notReserved(failure.kind);
}

/** Asks in a sandbox of its own: the first is not empty. */
async function isStored(service: Service, key: string, signal: AbortSignal): Promise<boolean> {
  const found = await inSandbox(service, (sandbox) => lookUp(service, sandbox, [key], signal));
  return found.kind === 'found' && found.key === key;
}

function run(
  service: Service,
  sandbox: Sandbox,
  request: CacheQuestion,
  signal: AbortSignal,
  given: Partial<WatchLimits> = {},
  onLine: (line: string) => void = () => undefined,
): Promise<CacheChildEnd> {
  const { stallTimeout, lookupTimeout = Math.min(defaultLookupTimeout, stallTimeout) } = service;
  const limits = {
    lookupTimeout,
    stallTimeout,
    speedFloor: request.verb === 'fetch' ? (service.speedFloor ?? defaultSpeedFloor) : 0,
    deadline: Number.POSITIVE_INFINITY,
    sizeLimit: service.sizeLimit ?? defaultSizeLimit,
    startsWithDiskWork: false,
    ...given,
  };
  const start = {
    child: service.child ?? childBeside(import.meta.url),
    cwd: sandbox.work,
    env: cacheChildEnvironment(service.env),
  };
  return service.children.run(start, {
    request: { ...request, work: sandbox.work },
    startWatch: () => watchCacheOperation(limits, performance.now()),
    bytesOnDisk: () => sandboxBytes(sandbox),
    watchInterval: Math.min(longestWatchInterval, Math.min(lookupTimeout, stallTimeout) / 4),
    signal,
    onLine,
  });
}

const defaultLookupTimeout = 10_000;
const defaultSizeLimit = 10e9;

/**
 * Bytes per second: a module proxy sends several times as much, and the library reports in blocks of 32 MB, so that
 * a much higher floor would take a steady stream for a standstill.
 */
const defaultSpeedFloor = 1e6;

const longestWatchInterval = 250;

/** In the bundle all chunks lie in one folder; in the sources this file lies one folder below the entry. */
function childBeside(url: string): URL {
  return new URL(url.endsWith('.ts') ? '../cache-child.ts' : './cache-child.mjs', url);
}
