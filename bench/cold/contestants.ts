import path from 'node:path';
import { freshMachine } from '../measure/machine.ts';
import { measure } from '../measure/measure.ts';
import type { Upstream, UpstreamCounts, UpstreamSettings } from '../upstream/upstream.ts';

/** Downloader is one way to fill an empty module cache. */
export interface Downloader {
  readonly name: string;
  readonly args: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/** Download is what filling an empty module cache came to. */
export interface Download {
  readonly ok: boolean;
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly counts: UpstreamCounts;
  readonly output: string;
}

const goModDownload = ['go', 'mod', 'download'] as const;

/** goAlone is the go command as it is, with more requests at once, and in the loop that is written around it by hand. */
export const goAlone: readonly Downloader[] = [
  { name: 'go mod download', args: goModDownload },
  { name: 'GOMAXPROCS=32', args: goModDownload, env: { GOMAXPROCS: '32' } },
  {
    name: 'ten tries',
    args: ['sh', '-c', 'for n in 1 2 3 4 5 6 7 8 9 10; do go mod download && exit 0; done; exit 1'],
  },
];

/** oursIn is this project's action with all its defaults, on a runner without a cache service. */
export function oursIn(dist: string): Downloader {
  return { name: 'ours', args: [process.execPath, path.join(dist, 'main.mjs')] };
}

/** DownloadJob is a checkout and the network that it is to be filled through. */
export interface DownloadJob {
  readonly scratch: string;
  readonly workspace: string;
  readonly upstream: Upstream;
  readonly settings: UpstreamSettings;
  readonly watchMemory?: boolean;
  /** After so long, in s, it counts as failed: the go command waits forever for a silent server. */
  readonly limit: number;
}

/** download lets one of them fill an empty module cache. */
export async function download({ args, env }: Downloader, job: DownloadJob): Promise<Download> {
  const machine = freshMachine(job.scratch);
  await job.upstream.serve(job.settings);
  const start = performance.now();
  const outcome = await measure({
    args: ['timeout', '--signal=KILL', String(job.limit), ...args],
    cwd: job.workspace,
    env: {
      ...machine.env,
      GOPROXY: job.upstream.url,
      // Everything is in go.sum, so that nobody has to ask.
      GOSUMDB: 'off',
      GITHUB_WORKSPACE: job.workspace,
      ...env,
    },
    watchMemory: job.watchMemory ?? false,
  }).then(
    (measured) => ({
      ok: true,
      cpuMs: measured.cpuMs,
      peakBytes: measured.peakBytes,
      output: measured.output,
    }),
    (error: unknown) => ({ ok: false, cpuMs: 0, peakBytes: 0, output: String(error) }),
  );
  return { ...outcome, ms: performance.now() - start, counts: await job.upstream.counts() };
}
