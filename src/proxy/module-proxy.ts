import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { OnEvent } from '../fetch/events.ts';
import type { FetchContext } from '../fetch/fetch.ts';
import { type GoproxyList, groupUpstreams, upstreamsIn } from '../fetch/goproxy-list.ts';
import { servers } from '../fetch/servers.ts';
import { spools } from '../fetch/spool.ts';
import { type ReadZip, verifier } from '../fetch/verify.ts';
import { type Describe, describeFailure } from '../fetch/wording.ts';
import { parseGoproxy } from '../go/goproxy.ts';
import type { Checksums } from '../go/gosum.ts';
import { modcachePaths } from '../modcache/modcache.ts';
import type { ZipHasher } from '../modcache/zip-hasher.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { Env } from '../ports/env.ts';
import type { HttpClient } from '../ports/http-client.ts';
import { startGoproxyServer } from './goproxy-server.ts';
import { moduleSource, type PrivatePatterns } from './module-source.ts';
import { openPlacement, type Placement, type PlacementOptions } from './placement.ts';
import { type PrefetchContext, type PrefetchSet, prefetch } from './prefetch.ts';
import { type Fetching, type ProxyStats, ProxyTally, UnderWay } from './stats.ts';

/**
 * ModuleProxyOptions says what a module proxy stands in for, what it fetches, and within which limits. Times
 * in ms.
 */
export interface ModuleProxyOptions extends PrivatePatterns, PrefetchSet {
  /** The user's GOPROXY list. */
  readonly goproxy: string;
  /**
   * Mirrors for when those of the list fail transiently, in the form of a GOPROXY list; empty without any.
   */
  readonly fallback: string;
  /** Entries of `goproxy` to which only the go command can authenticate itself. */
  readonly leftToGo?: ReadonlySet<string>;
  /** Closed by the caller, after the proxy. */
  readonly http: HttpClient;
  /** Closed with the proxy, or by its signal. */
  readonly hasher: ZipHasher;
  readonly clock: Clock;
  readonly random: Random;
  readonly checksums: Checksums;
  /** Per file and upstream. */
  readonly attempts: number;
  /** Upper bound of every timeout. */
  readonly stallTimeout: number;
  /** Concurrent requests per host. */
  readonly concurrency: number;
  /** Where files may be kept until they are handed over. */
  readonly scratchDir: string;
  /** Where prefetched files are placed; without it, they are kept until the go command requests them. */
  readonly placement?: PlacementOptions;
  /** Ends all requests to upstreams, and the hasher; `close` is still to be called. */
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
  /** How a failure is worded for people; nothing else depends on it. */
  readonly describe?: Describe;
}

/** ModuleProxy is a running module proxy. */
export interface ModuleProxy {
  /** The value of GOPROXY for the go command. */
  readonly goproxy: string;
  /** The environment for a go command that uses this proxy, made of the one it would have had. */
  env(base: Env): Env;
  /** Replaces URLs of this proxy by those of its upstreams, without secrets, in what the go command says. */
  rewrite(text: string): string;
  /**
   * Why the last request for a URL of this proxy, as the go command names it, was not answered with a file:
   * NotFetched, or what the disk or this program did. Undefined for any other URL.
   */
  failureOf(url: string): unknown;
  /** How a failure is worded for people. */
  readonly describe: Describe;
  stats(): ProxyStats;
  /** What is being fetched, or was when the signal ended it. */
  awaited(): readonly Fetching[];
  /** Resolves when the prefetch has ended. No go command may run before, where files are placed. */
  readonly prefetched: Promise<void>;
  /** Ends it: no request, thread, socket or file is left. */
  close(): Promise<void>;
}

/**
 * How much the go command does at once. What it requests has been fetched, so it needs less than a network
 * would, and unpacking needs little: 158 modules at 50 ms took 12.2 s with 2, 9.1 s with 4, 7.8 s with 8, 8.5
 * s with 32 on two processors.
 */
const goParallelism = 8;

/**
 * startModuleProxy starts a module proxy on loopback that stands in for the http(s) entries of a GOPROXY
 * list, and begins to fetch what is known to be needed. Throws ActionError `goproxy-invalid`, and what
 * openPlacement throws.
 */
export async function startModuleProxy(options: ModuleProxyOptions): Promise<ModuleProxy> {
  const { clock, describe = describeFailure, hasher, signal } = options;
  const list = groupUpstreams(parseGoproxy(options.goproxy), options.leftToGo);
  if (list.groups.length === 0) return passThrough(options, describe);
  const tally = new ProxyTally(clock);
  const underWay = new UnderWay();
  const onEvent: OnEvent = (event) => {
    tally.add(event);
    underWay.add(event);
    options.onEvent(event);
  };
  const placement = await placementFor(options, list);
  const spoolDir = placement?.scratch ?? (await mkdtemp(path.join(options.scratchDir, 'proxy-')));
  const closing = new AbortController();
  const context: FetchContext = {
    http: options.http,
    clock,
    random: options.random,
    attempts: options.attempts,
    servers: servers(options, clock, onEvent),
    spoolFor: spools(spoolDir),
    verifier: verifier(options.checksums, zipReader(hasher, placement)),
    signal: AbortSignal.any([signal, closing.signal]),
    onEvent,
  };
  const source = moduleSource(context, upstreamsIn(options.fallback), options);
  const server = await startGoproxyServer(list.groups, {
    source,
    describe,
    signal,
    onAsked: (file) => onEvent({ kind: 'asked', file }),
  });
  const goproxy = list.render(server.urlOfGroup);
  const prefetched = prefetchInto(placement, list, options, {
    source,
    onPlaced: (file) => onEvent({ kind: 'placed', file }),
  });
  // Zips that wait to be hashed would hold a cancelled run for seconds.
  const endHashing = () => void hasher.close();
  signal.addEventListener('abort', endHashing, { once: true });
  return {
    goproxy,
    env: (base) => ({ GOMAXPROCS: String(goParallelism), ...base, GOPROXY: goproxy }),
    rewrite: server.rewrite,
    failureOf: server.failureOf,
    describe,
    stats: () => tally.stats(),
    awaited: () => underWay.list(),
    prefetched,
    async close() {
      signal.removeEventListener('abort', endHashing);
      closing.abort(new Error('the module proxy is being closed'));
      await hasher.close();
      await server.close();
      await prefetched;
      placement?.close();
      await rm(spoolDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Undefined where there is nothing to prefetch, or no upstream to prefetch it from. */
async function placementFor(
  { placement, modules, graphs }: ModuleProxyOptions,
  { first }: GoproxyList,
): Promise<Placement | undefined> {
  const isEmpty = first === undefined || (modules.length === 0 && graphs.length === 0);
  return placement === undefined || isEmpty ? undefined : openPlacement(placement);
}

/** Ends the placement, too: the go command places what it requests itself. */
async function prefetchInto(
  placement: Placement | undefined,
  { first: group }: GoproxyList,
  { checksums, modules, graphs }: ModuleProxyOptions,
  context: Pick<PrefetchContext, 'source' | 'onPlaced'>,
): Promise<void> {
  if (group === undefined) return;
  try {
    await prefetch({ ...context, group, checksums, placement }, { modules, graphs });
  } finally {
    await placement?.end();
  }
}

/** In a thread, and straight into the module cache where that is allowed. */
function zipReader(hasher: ZipHasher, placement: Placement | undefined): ReadZip {
  return async ({ file, size }, module, h1) => {
    const target = module && h1 && placement?.zipTarget(module, h1);
    if (!target) return hasher.hash(file, h1);
    const receipt = await hasher.receive(file, size, target);
    if (receipt.kind !== 'placed') return receipt;
    return { kind: 'placed', file: modcachePaths(target.gomodcache, target.module).zip, size };
  };
}

/** For lists of nothing but `direct`, `off` and files: the go command needs no help. */
function passThrough({ goproxy, clock }: ModuleProxyOptions, describe: Describe): ModuleProxy {
  return {
    goproxy,
    env: (base) => ({ ...base, GOPROXY: goproxy }),
    rewrite: (text) => text,
    failureOf: () => undefined,
    describe,
    stats: () => new ProxyTally(clock).stats(),
    awaited: () => [],
    prefetched: Promise.resolve(),
    close: async () => {},
  };
}
