import type { Awaited } from '../download/in-flight.ts';
import type { ProxyHooks } from '../download/proxy-hooks.ts';
import type { ProxyEvent } from '../fetch/events.ts';
import type { RequestedFile } from '../fetch/requested-file.ts';
import { describeFailure } from '../fetch/wording.ts';
import { moduleKey } from '../go/module.ts';
import { holdsModules, inspectModule } from '../modcache/modcache.ts';
import { settingOf } from '../plan/go-settings.ts';
import { graphRootOf } from '../plan/graph-roots.ts';
import { httpSettingsOf } from '../plan/http-settings.ts';
import type { Env } from '../ports/env.ts';
import type { HttpClient } from '../ports/http-client.ts';
import type { Log } from '../ports/runner.ts';
import type { ModuleProxy, ModuleProxyOptions } from '../proxy/module-proxy.ts';
import type { PrefetchSet } from '../proxy/prefetch.ts';
import type { Fetching, ProxyStats } from '../proxy/stats.ts';
import { formatBytes, formatDuration } from '../text/format.ts';
import type { Credentials } from './credentials.ts';
import { networkEnv } from './network-env.ts';
import { requestsMax } from './requests-max.ts';
import type { Run } from './run.ts';

/** ProxiedGo is how a go command is run so that it uses our module proxy. */
export interface ProxiedGo {
  readonly env: Env;
  readonly hooks: ProxyHooks;
  readonly stats: () => ProxyStats;
}

/**
 * withModuleProxy runs `body` while a module proxy on loopback replaces the user's GOPROXY and prefetches
 * missing modules. The proxy, its requests and its files are gone when `body` has ended.
 */
export async function withModuleProxy<T>(
  run: Run,
  credentials: Credentials,
  body: (through: ProxiedGo) => Promise<T>,
): Promise<T> {
  // Loaded lazily, with undici, when there is something to download.
  const concurrency = requestsMax(run.inputs.concurrency);
  const { startModuleProxy } = await import('../proxy/module-proxy.ts');
  const { ZipHasher } = await import('../modcache/zip-hasher.ts');
  const set = await missing(run);
  const hasher = new ZipHasher();
  // First, so that the threads start while this one loads the HTTP client.
  hasher.prepare(set.modules.length);
  let http: HttpClient | undefined;
  let proxy: ModuleProxy | undefined;
  let events = 0;
  try {
    http = await openNetwork(run, credentials);
    const follow = progressLogger(run, set.modules.length);
    proxy = await startModuleProxy({
      ...(await proxyOptions(run, http)),
      ...set,
      concurrency,
      hasher,
      onEvent: (event) => {
        events++;
        follow(event);
      },
    });
    const { rewrite, failureOf, describe, awaited, stats } = proxy;
    await proxy.prefetched;
    return await body({
      env: proxy.env({ ...run.plan.goCommandEnv, ...(await networkEnv(run)), ...credentials.env }),
      hooks: {
        rewrite,
        failureOf,
        describe,
        activity: () => String(events),
        awaited: () => awaited().map(asAwaited),
      },
      stats,
    });
  } finally {
    await proxy?.close();
    await hasher.close();
    await http?.close();
  }
}

function openNetwork({ plan, inputs, ports }: Run, { netrc }: Credentials): Promise<HttpClient> {
  const settings = httpSettingsOf(inputs, ports.env, settingOf(plan.settings, 'GOAUTH'));
  return ports.network.open({ ...settings, netrc });
}

/** The options that follow from settings and inputs. */
async function proxyOptions(
  { plan, inputs, ports, signal, scratchDir }: Run,
  http: HttpClient,
): Promise<Omit<ModuleProxyOptions, keyof PrefetchSet | 'hasher' | 'concurrency' | 'onEvent'>> {
  const { entriesLeftToGo } = await import('../proxy/goauth.ts');
  const { clock, random } = ports;
  const goproxy = settingOf(plan.settings, 'GOPROXY');
  const goauth = settingOf(plan.settings, 'GOAUTH');
  const [module] = plan.required;
  return {
    goproxy,
    goprivate: settingOf(plan.settings, 'GOPRIVATE'),
    gonoproxy: settingOf(plan.settings, 'GONOPROXY'),
    gonosumdb: settingOf(plan.settings, 'GONOSUMDB'),
    fallback: inputs.fallbackGoproxy ?? '',
    leftToGo: await entriesLeftToGo({ goauth, goproxy, module, http, clock, signal }),
    http,
    clock,
    random,
    checksums: plan.checksums,
    placement: { gomodcache: plan.goEnv.GOMODCACHE, writableDirs: plan.writableDirs, guard: ports.guard },
    attempts: inputs.attempts,
    stallTimeout: inputs.stallTimeout,
    scratchDir,
    signal,
  };
}

/** Logs events and progress; `expected` is the number of modules to prefetch. */
function progressLogger({ ports: { runner } }: Run, expected: number): (event: ProxyEvent) => void {
  let placed = 0;
  return (event) => {
    if (event.kind === 'retry' || event.kind === 'failover') logRetry(event, runner.log);
    if (event.kind === 'fetched') {
      runner.log.debug(`Fetched ${inWords(event.file)} from ${event.host}, ${formatBytes(event.bytes)}`);
    }
    if (event.kind !== 'placed' || event.file.kind !== 'zip') return;
    runner.progress(`Downloading modules: ${++placed} of ${expected}`);
  };
}

function asAwaited({ file, host }: Fetching): Awaited {
  if (file.module === undefined) return { what: file.wire, host };
  const module = moduleKey(file.module);
  return { what: module, module, host };
}

/** logRetry logs a retry, or a fallback to another server. */
export function logRetry(event: Extract<ProxyEvent, { kind: 'retry' | 'failover' }>, log: Log): void {
  const what = inWords(event.file);
  const why = describeFailure(event.failure);
  if (event.kind === 'failover') {
    log.info(`Falling back to ${event.to}: ${what} from ${event.from}: ${why}`);
  } else {
    log.info(`Retrying in ${formatDuration(event.pause)}: ${what} from ${event.host}: ${why}`);
  }
}

/** A list of releases is at the URL of the upstream itself, so it has no path below it. */
function inWords({ module, kind, wire }: RequestedFile): string {
  if (module !== undefined) return `${moduleKey(module)} (${kind})`;
  return wire === '' ? 'the list of releases' : wire;
}

/**
 * The modules that go.mod and go.sum list and that are not on disk, and the go.mod files of the module graph.
 * With `packages`, only the go command knows which modules are needed.
 */
async function missing({ plan, inputs }: Run): Promise<PrefetchSet> {
  if (inputs.packages.length > 0) return { modules: [], graphs: [] };
  const { checksums, required, goEnv, roots } = plan;
  const graphs = roots.map(graphRootOf);
  if (!(await holdsModules(goEnv.GOMODCACHE))) return { modules: required, graphs };
  const states = await Promise.all(
    required.map((module) => inspectModule(goEnv.GOMODCACHE, module, checksums, 'zip')),
  );
  return { modules: required.filter((_, index) => states[index] !== 'present'), graphs };
}
