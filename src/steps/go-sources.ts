import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { netrcOf } from '../credentials/logins.ts';
import { secretsOfGo } from '../credentials/secrets.ts';
import type { ProxyEvent } from '../fetch/events.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { ZipHasher } from '../modcache/zip-hasher.ts';
import { httpSettingsOf } from '../plan/http-settings.ts';
import { formatBytes } from '../text/format.ts';
import { downloadSite } from '../toolchain/download-site.ts';
import { goDownloadSite } from '../toolchain/download-tool.ts';
import { type Downloads, type DownloadsOptions, goDownloads } from '../toolchain/downloads.ts';
import type { GoSource } from '../toolchain/go-source.ts';
import { goPlatform } from '../toolchain/platform.ts';
import { registry } from '../toolchain/registry.ts';
import { logRetry } from './module-proxy.ts';
import type { GoPorts } from './run.ts';

/** GoSourceSettings are Go's own settings that affect where Go can be downloaded from. */
export interface GoSourceSettings {
  /** Empty if neither the user nor a go command defines it. */
  readonly goproxy: string;
  /** Whether the user set it; otherwise it is Go's default. */
  readonly isGoproxyGiven: boolean;
  /** Empty means the default. */
  readonly gosumdb: string;
  readonly goauth: string;
}

/** GoSourcesRequest defines where Go may be downloaded from. */
export interface GoSourcesRequest {
  readonly inputs: Inputs;
  readonly ports: GoPorts;
  readonly settings: GoSourceSettings;
  /** A mirror of the download site; if defined, it is the only source. */
  readonly baseUrl: string | undefined;
  readonly scratchDir: string;
  readonly signal: AbortSignal;
}

/**
 * withGoSources runs `body` with the sources of Go, in order of preference. If the user set GOPROXY, often
 * because of a closed network, the module proxies come first. Temporary files are removed when `body` has
 * ended.
 */
export async function withGoSources<T>(
  request: GoSourcesRequest,
  body: (sources: readonly GoSource[]) => Promise<T>,
): Promise<T> {
  const { inputs, ports, settings, scratchDir, signal } = request;
  for (const secret of secretsOfGo(settings)) ports.runner.mask(secret);
  const netrc = netrcOf(inputs.credentials, ports.env);
  const http = await ports.network.open({ ...httpSettingsOf(inputs, ports.env, settings.goauth), netrc });
  const hasher = new ZipHasher();
  const dir = await mkdtemp(path.join(scratchDir, 'go-'));
  try {
    const { clock, random } = ports;
    const { attempts, stallTimeout, concurrency } = inputs;
    const terms = { clock, random, attempts, stallTimeout, concurrency };
    return await body(
      sourcesOf(request, { ...terms, http, dir, signal, onEvent: eventLogger(ports) }, hasher),
    );
  } finally {
    await hasher.close();
    await http.close();
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The second source gets fewer attempts: in a closed network it cannot be reached. */
const attemptsOfTheSecond = 2;

function sourcesOf(
  { inputs, ports, settings, baseUrl }: GoSourcesRequest,
  options: DownloadsOptions,
  hasher: ZipHasher,
): readonly GoSource[] {
  const here = goPlatform(ports.toolCache.machine);
  const first = goDownloads(options);
  if (baseUrl !== undefined) return [downloadSite(baseUrl, here, first)];
  const second = goDownloads({ ...options, attempts: Math.min(options.attempts, attemptsOfTheSecond) });
  const { goproxy, gosumdb, isGoproxyGiven } = settings;
  const fallback = inputs.fallbackGoproxy ?? '';
  const proxies = (downloads: Downloads) =>
    goproxy === '' ? undefined : registry({ goproxy, gosumdb, fallback, platform: here, downloads, hasher });
  const site = (downloads: Downloads) => downloadSite(goDownloadSite, here, downloads);
  const ordered = isGoproxyGiven ? [proxies(first), site(second)] : [site(first), proxies(second)];
  return ordered.filter((source) => source !== undefined);
}

function eventLogger({ runner }: GoPorts): (event: ProxyEvent) => void {
  let received = 0;
  return (event) => {
    if (event.kind === 'retry' || event.kind === 'failover') logRetry(event, runner.log);
    if (event.kind !== 'received') return;
    received += event.bytes;
    runner.progress(`Downloading Go: ${formatBytes(received)}`);
  };
}
