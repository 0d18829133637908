import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { checker, type ReadZip } from '../fetch/check.ts';
import type { OnEvent } from '../fetch/events.ts';
import type { Fetcher } from '../fetch/fetch.ts';
import { type Group, groupUpstreams } from '../fetch/goproxy-list.ts';
import { hosts } from '../fetch/host.ts';
import { parseRequest, type RequestedFile } from '../fetch/requested-file.ts';
import { spools } from '../fetch/spool.ts';
import { asUpstream, type Upstream } from '../fetch/upstream.ts';
import { type Describe, describeFailure } from '../fetch/wording.ts';
import { parseGoproxy } from '../go/goproxy.ts';
import type { Checksums } from '../go/gosum.ts';
import { redactUrls } from '../go/url-credentials.ts';
import { modcachePaths } from '../modcache/modcache.ts';
import type { ZipHasher } from '../modcache/zip-hasher.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { Env } from '../ports/env.ts';
import type { HttpClient } from '../ports/http-client.ts';
import { answerWith } from './answer.ts';
import { startLoopbackServer } from './loopback-server.ts';
import { type ModuleSource, moduleSource, type PrivatePatterns } from './module-source.ts';
import { openPlacement, type Placement, type PlacementOptions } from './placement.ts';
import { type PrefetchSet, prefetch } from './prefetch.ts';
import { type Fetching, type ProxyStats, ProxyTally, UnderWay } from './stats.ts';

/** ModuleProxyOptions is what a module proxy goes by. Times in ms. */
export interface ModuleProxyOptions extends PrivatePatterns, PrefetchSet {
  /** The user's GOPROXY list. */
  readonly goproxy: string;
  /** Mirrors for when those of the list fail for a while, in the form of a GOPROXY list; empty: none. */
  readonly fallback: string;
  /** Entries of `goproxy` that only the go command can authenticate itself to. */
  readonly leftToGo?: ReadonlySet<string>;
  /** Closed by whoever made it, after the proxy. */
  readonly http: HttpClient;
  /** Closed with the proxy, or by its signal. */
  readonly hasher: ZipHasher;
  readonly clock: Clock;
  readonly random: Random;
  readonly checksums: Checksums;
  /** For each file, at each upstream. */
  readonly attempts: number;
  /** Upper bound of silence. */
  readonly stallTimeout: number;
  /** Requests at once, to each host. */
  readonly concurrency: number;
  /** Where files may be kept until they are handed over. */
  readonly scratchDir: string;
  /** Where what is prefetched belongs; without it, it is kept until the go command asks for it. */
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
  /** An environment of the go command in which it uses this proxy, made of the one it would have had. */
  env(base: Env): Env;
  /** Puts the upstreams' URLs, without secrets, in the place of ours in what the go command says. */
  rewrite(text: string): string;
  /**
   * Why this proxy did not answer the last request of a URL of its own, as the go command names it, with a file: NotFetched,
   * or what the disk or this program did. Undefined for any other URL.
   */
  failureOf(url: string): unknown;
  /** How a failure is worded for people. */
  readonly describe: Describe;
  stats(): ProxyStats;
  /** What is being fetched, or was when the signal ended it. */
  awaited(): readonly Fetching[];
  /** Resolves when everything has been fetched that could be. No go command may run before, where things are placed. */
  readonly prefetched: Promise<void>;
  /** Ends it: no request, no thread, no socket and no file is left. */
  close(): Promise<void>;
}

/**
 * How much the go command does at once. What it waits for has been fetched, so it needs less than the network would
 * want, and unpacking wants little: 158 modules at 50 ms took 12.2 s with 2, 9.1 s with 4, 7.8 s with 8, 8.5 s with 32
 * on two processors.
 */
const goParallelism = 8;

/** Whether there is anything to prefetch at all. */
const isEmpty = ({ modules, graphs }: PrefetchSet): boolean => modules.length === 0 && graphs.length === 0;

/**
 * startModuleProxy starts a module proxy on loopback that stands in for the http(s) entries of a GOPROXY list, and begins
 * to fetch what is known to be needed. Throws ActionError `goproxy-invalid`, and what openPlacement throws.
 */
export async function startModuleProxy(options: ModuleProxyOptions): Promise<ModuleProxy> {
  const list = groupUpstreams(parseGoproxy(options.goproxy), options.leftToGo);
  if (list.groups.length === 0) return nothingToStandInFor(options);
  const tally = new ProxyTally(options.clock);
  const underWay = new UnderWay();
  const onEvent: OnEvent = (event) => {
    tally.add(event);
    underWay.add(event);
    options.onEvent(event);
  };
  const workshop = await openWorkshop(options, list.first !== undefined, onEvent);
  const { describe = describeFailure, signal } = options;
  const context = { source: workshop.source, describe };
  const failures = new Map<string, unknown>();
  const server = await startLoopbackServer(async (request, response) => {
    const [index = '', ...wire] = request.split('/');
    const group = list.groups.find((_, number) => String(number) === index);
    const file = parseRequest(wire.join('/'));
    if (group === undefined || file === undefined) return void response.writeHead(404).end();
    onEvent({ kind: 'asked', file });
    const failure = await answerWith(context, group, file, response);
    if (failure === undefined || signal.aborted) failures.delete(request);
    else failures.set(request, failure);
  });
  const prefetched = list.first === undefined ? Promise.resolve() : workshop.prefetch(list.first);
  const urlOfGroup = (index: number) => `${server.url}/${index}`;
  const goproxy = list.render(urlOfGroup);
  return {
    goproxy,
    env: (base) => ({ GOMAXPROCS: String(goParallelism), ...base, GOPROXY: goproxy }),
    rewrite: (text) =>
      list.groups.reduce(
        (rewritten, { upstreams: [upstream] }, index) =>
          rewritten.replaceAll(urlOfGroup(index), redactUrls(upstream?.url ?? '')),
        text,
      ),
    failureOf: (url) =>
      url.startsWith(`${server.url}/`) ? failures.get(url.slice(server.url.length + 1)) : undefined,
    describe,
    stats: () => tally.stats(),
    awaited: () => underWay.list(),
    prefetched,
    async close() {
      await workshop.stop();
      await server.close();
      await prefetched;
      await workshop.clear();
    },
  };
}

/** Workshop is where files come in and are checked, between the upstreams and whoever asks for them. */
interface Workshop {
  readonly source: ModuleSource;
  prefetch(group: Group): Promise<void>;
  /** Ends all requests and threads. */
  stop(): Promise<void>;
  /** Removes all files. */
  clear(): Promise<void>;
}

async function openWorkshop(
  options: ModuleProxyOptions,
  prefetches: boolean,
  onEvent: OnEvent,
): Promise<Workshop> {
  const { checksums, signal, scratchDir, hasher } = options;
  const place = prefetches && !isEmpty(options) ? options.placement : undefined;
  const placement = place && (await openPlacement(place));
  const spoolDir = placement?.scratch ?? (await mkdtemp(path.join(scratchDir, 'proxy-')));
  // What has come and waits to be checked would keep a cancelled run for seconds.
  const endChecks = () => void hasher.close();
  signal.addEventListener('abort', endChecks, { once: true });
  const closing = new AbortController();
  const fetcher: Fetcher = {
    ...options,
    hostOf: hosts({ ...options, onEvent }),
    spoolFor: spools(spoolDir),
    checker: checker(checksums, zipReader(hasher, placement)),
    signal: AbortSignal.any([signal, closing.signal]),
    onEvent,
  };
  const source = moduleSource(fetcher, mirrorsOf(options.fallback), options);
  const onPlaced = (file: RequestedFile) => onEvent({ kind: 'placed', file });
  return {
    source,
    async prefetch(group) {
      try {
        await prefetch({ source, group, checksums, placement, onPlaced }, options);
      } finally {
        await placement?.end();
      }
    },
    async stop() {
      signal.removeEventListener('abort', endChecks);
      closing.abort(new Error('the module proxy is being closed'));
      await hasher.close();
    },
    async clear() {
      placement?.close();
      await rm(spoolDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function mirrorsOf(fallback: string): Upstream[] {
  const entries = fallback === '' ? [] : parseGoproxy(fallback);
  return entries.flatMap((entry) => (entry.kind === 'url' ? [asUpstream(entry.url, '')] : []));
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

/** Nothing but `direct`, `off` and files: the go command needs no help. */
function nothingToStandInFor({
  goproxy,
  clock,
  describe = describeFailure,
}: ModuleProxyOptions): ModuleProxy {
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
