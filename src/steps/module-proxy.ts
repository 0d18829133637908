import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Between } from '../download/between.ts';
import { inspectModule } from '../go/modcache.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import { forwardProxySettings } from '../http/forward-proxy.ts';
import { settingOf } from '../plan/go-settings.ts';
import type { Env } from '../ports/env.ts';
import type { HttpSettings } from '../ports/http-client.ts';
import type { Log } from '../ports/runner.ts';
import type { ProxyEvent } from '../proxy/events.ts';
import type { ModuleProxy } from '../proxy/module-proxy.ts';
import type { ProxyStats } from '../proxy/stats.ts';
import { formatDuration } from '../report/format.ts';
import type { Run } from './run.ts';

/** ThroughProxy is how a go command is run so that it asks our module proxy. */
export interface ThroughProxy {
  readonly env: Env;
  readonly between: Between;
  readonly stats: () => ProxyStats;
}

/**
 * withModuleProxy runs `body` while a module proxy on loopback stands in for the user's GOPROXY and fetches what is
 * known to be missing. The proxy, its requests and its files are gone when `body` has ended.
 */
export async function withModuleProxy<T>(run: Run, body: (through: ThroughProxy) => Promise<T>): Promise<T> {
  // Undici and all around it are only loaded when there is something to download.
  const { startModuleProxy } = await import('../proxy/module-proxy.ts');
  const { entriesLeftToGo } = await import('../proxy/goauth.ts');
  const { plan, inputs, ports, signal, scratchDir } = run;
  const { clock, random } = ports;
  const http = await ports.network.open(httpSettings(run));
  let proxy: ModuleProxy | undefined;
  let events = 0;
  try {
    const goproxy = settingOf(plan.settings, 'GOPROXY');
    const goauth = settingOf(plan.settings, 'GOAUTH');
    const modules = await missingModules(run);
    const leftToGo = await entriesLeftToGo({ goauth, goproxy, module: modules[0], http, clock, signal });
    const running = await startModuleProxy({
      goproxy,
      goprivate: settingOf(plan.settings, 'GOPRIVATE'),
      gonoproxy: settingOf(plan.settings, 'GONOPROXY'),
      gonosumdb: settingOf(plan.settings, 'GONOSUMDB'),
      fallback: inputs.fallbackGoproxy,
      leftToGo,
      http,
      clock,
      random,
      checksums: plan.checksums,
      modules,
      goMods: [],
      attempts: inputs.attempts,
      stallTimeout: inputs.stallTimeout,
      concurrency: inputs.concurrency,
      scratchDir,
      signal,
      onEvent: (event) => {
        events++;
        if (event.kind === 'retry' || event.kind === 'failover') narrate(event, ports.runner.log);
      },
    });
    proxy = running;
    return await body({
      env: running.env({ ...plan.goCommandEnv, ...(await networkEnv(run)) }),
      between: { rewrite: running.rewrite, activity: () => String(events) },
      stats: running.stats,
    });
  } finally {
    await proxy?.close();
    await http.close();
  }
}

function narrate(event: Extract<ProxyEvent, { kind: 'retry' | 'failover' }>, log: Log): void {
  const { module, kind, wire } = event.file;
  const what = `${module === undefined ? wire : `${moduleKey(module)} (${kind})`}: ${event.reason}`;
  if (event.kind === 'failover') log.info(`On to ${event.to}: ${what} at ${event.from}`);
  else log.info(`Again in ${formatDuration(event.pause)}: ${what} at ${event.host}`);
}

function httpSettings({ inputs, plan, ports }: Run): HttpSettings {
  const { http, https, noProxy } = inputs.forwardProxy;
  const inherited = forwardProxySettings(ports.env);
  return {
    httpProxy: http || inherited.httpProxy,
    httpsProxy: https || inherited.httpsProxy,
    noProxy: noProxy || inherited.noProxy,
    caFiles: [inputs.caFile ?? '', ports.env['SSL_CERT_FILE'] ?? ''],
    connections: inputs.concurrency,
    goauth: settingOf(plan.settings, 'GOAUTH'),
  };
}

/** What the go command and git go by where they talk to the network themselves: `direct`. */
async function networkEnv({ inputs, ports, scratchDir }: Run): Promise<Env> {
  const { http, https, noProxy } = inputs.forwardProxy;
  const proxies = {
    ...(http === '' ? {} : { HTTP_PROXY: http }),
    ...(https === '' ? {} : { HTTPS_PROXY: https }),
    ...(noProxy === '' ? {} : { NO_PROXY: noProxy }),
  };
  if (inputs.caFile === undefined) return proxies;
  // Both take one file in the place of the system's, so it has to hold the system's certificates as well.
  const bundle = path.join(scratchDir, 'certificates.pem');
  await writeFile(bundle, (await ports.network.certificates([inputs.caFile])).join('\n'));
  return { ...proxies, SSL_CERT_FILE: bundle, GIT_SSL_CAINFO: bundle };
}

/**
 * What go.mod and go.sum name and the disk lacks. Which modules `packages` needs only the go command knows; and of the
 * go.mod files beyond these modules it needs fewer than go.sum lists, and fetches them in parallel itself.
 */
async function missingModules({ plan, inputs }: Run): Promise<readonly ModuleVersion[]> {
  if (inputs.packages.length > 0) return [];
  const { checksums, required, goEnv } = plan;
  const states = await Promise.all(
    required.map((module) => inspectModule(goEnv.GOMODCACHE, module, checksums, 'zip')),
  );
  return required.filter((_, index) => states[index] !== 'present');
}
