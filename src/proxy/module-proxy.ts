import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseGoproxy, redactUrls } from '../go/goproxy.ts';
import type { Checksums } from '../go/gosum.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { Env } from '../ports/env.ts';
import type { HttpClient } from '../ports/http-client.ts';
import { answerWith } from './answer.ts';
import { checker } from './check.ts';
import type { OnEvent } from './events.ts';
import type { Fetcher } from './fetch.ts';
import { groupUpstreams } from './goproxy-list.ts';
import { hosts } from './host.ts';
import { startLoopbackServer } from './loopback-server.ts';
import { moduleSource, type PrivatePatterns } from './module-source.ts';
import { type PrefetchSet, prefetch } from './prefetch.ts';
import { parseRequest } from './requested-file.ts';
import { spools } from './spool.ts';
import { type ProxyStats, ProxyTally } from './stats.ts';
import { asUpstream } from './upstream.ts';
import { ZipHasher } from './zip-hasher.ts';

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
  /** Ends all requests to upstreams; `close` is still to be called. */
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** ModuleProxy is a running module proxy. */
export interface ModuleProxy {
  /** The value of GOPROXY for the go command. */
  readonly goproxy: string;
  /** An environment of the go command in which it uses this proxy, made of the one it would have had. */
  env(base: Env): Env;
  /** Puts the upstreams' URLs, without secrets, in the place of ours in what the go command says. */
  rewrite(text: string): string;
  stats(): ProxyStats;
  /** Ends it: no request, no thread, no socket and no file is left. */
  close(): Promise<void>;
}

/**
 * How much the go command does at once. What it waits for has been fetched, so it needs less than the network would
 * want, and unpacking wants little: 158 modules at 50 ms took 12.2 s with 2, 9.1 s with 4, 7.8 s with 8, 8.5 s with 32
 * on two processors.
 */
const goParallelism = 8;

/**
 * startModuleProxy starts a module proxy on loopback that stands in for the http(s) entries of a GOPROXY list, and begins
 * to fetch what is known to be needed. Throws ActionError `goproxy-invalid`.
 */
export async function startModuleProxy(options: ModuleProxyOptions): Promise<ModuleProxy> {
  const list = groupUpstreams(parseGoproxy(options.goproxy), options.leftToGo);
  if (list.groups.length === 0) return nothingToStandInFor(options.goproxy);
  const mirrors = options.fallback === '' ? [] : parseGoproxy(options.fallback);
  const tally = new ProxyTally();
  const onEvent: OnEvent = (event) => {
    tally.add(event);
    options.onEvent(event);
  };
  const closing = new AbortController();
  const spoolDir = await mkdtemp(path.join(options.scratchDir, 'proxy-'));
  const hasher = new ZipHasher();
  const fetcher: Fetcher = {
    ...options,
    hostOf: hosts({ ...options, onEvent }),
    spoolFor: spools(spoolDir),
    checker: checker(options.checksums, (file) => hasher.hash(file)),
    signal: AbortSignal.any([options.signal, closing.signal]),
    onEvent,
  };
  const source = moduleSource(
    fetcher,
    mirrors.flatMap((entry) => (entry.kind === 'url' ? [asUpstream(entry.url, '')] : [])),
    options,
  );
  const server = await startLoopbackServer(async (request, response) => {
    const [index = '', ...wire] = request.split('/');
    const group = list.groups.find((_, number) => String(number) === index);
    const file = parseRequest(wire.join('/'));
    if (group === undefined || file === undefined) return void response.writeHead(404).end();
    onEvent({ kind: 'asked', file });
    await answerWith(source, group, file, response);
  });
  const prefetching = list.first === undefined ? undefined : prefetch(source, list.first, options);
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
    stats: () => tally.stats(),
    async close() {
      closing.abort(new Error('the module proxy is being closed'));
      await hasher.close();
      await server.close();
      await prefetching;
      await rm(spoolDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Nothing but `direct`, `off` and files: the go command needs no help. */
function nothingToStandInFor(goproxy: string): ModuleProxy {
  return {
    goproxy,
    env: (base) => ({ ...base, GOPROXY: goproxy }),
    rewrite: (text) => text,
    stats: () => new ProxyTally().stats(),
    close: async () => {},
  };
}
