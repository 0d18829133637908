import path from 'node:path';
import type { Restored } from '../cache/restored.ts';
import {
  type Downloaded,
  type DownloadedModule,
  type DownloadPorts,
  type DownloadRequest,
  downloadModules,
} from '../download/download.ts';
import type { GoJob } from '../download/go-job.ts';
import { moduleKey } from '../go/module.ts';
import { type RootCopy, wantedChanges } from '../plan/go-jobs.ts';
import type { Env } from '../ports/env.ts';
import type { ProxyStats } from '../proxy/stats.ts';
import { formatCount } from '../text/format.ts';
import { type Credentials, usesCredentials, withCredentials } from './credentials.ts';
import { goWouldAddFiles } from './disk.ts';
import { copyRoots, jobsOf } from './go-jobs.ts';
import { withModuleProxy } from './module-proxy.ts';
import { networkEnv } from './network-env.ts';
import { noticeUncovered } from './notice-uncovered.ts';
import { probe } from './probe.ts';
import type { RestoreStep } from './restore.ts';
import type { Run } from './run.ts';

/** DownloadStep is the set of modules as the go command reports it, or why it is incomplete. */
export type DownloadStep =
  /** `network` is undefined if the module proxy could not run. */
  | (Downloaded & { readonly network: ProxyStats | undefined })
  /** The go command was not needed: all modules were on disk, or in the cache entry. */
  | { readonly kind: 'nothing-missing'; readonly modules: readonly DownloadedModule[]; readonly retries: 0 };

/** downloadStep has the go command download what is missing, unless it is certain that nothing is. */
export async function downloadStep(run: Run, before: RestoreStep): Promise<DownloadStep> {
  const { inputs, ports } = run;
  const atHand =
    before.onDisk?.map(asDownloaded) ??
    modulesOfEntry(run, before.restored) ??
    // After a hit, almost never is anything missing, and this check needs neither a proxy nor a network.
    (before.restored.kind === 'hit' ? await probe(run) : undefined);
  if (atHand !== undefined) {
    ports.runner.log.info('Nothing to download');
    return { kind: 'nothing-missing', modules: atHand, retries: 0 };
  }
  const rootCopies = await copyRoots(run, 'download');
  const jobs = await jobsOf(run, rootCopies);
  const downloaded = await withCredentials(run, (credentials) => download(run, jobs, credentials));
  const fetched = downloaded.modules.filter((module) => module.fetched).length;
  ports.runner.log.info(`Downloaded ${formatCount(fetched, 'module')}`);
  if (downloaded.kind === 'complete' && usesCredentials(inputs)) {
    ports.runner.log.info('All modules are on disk; later steps need no credentials for them');
  }
  await noticeChanges(run, rootCopies);
  if (downloaded.kind === 'complete') await noticeUncovered(run);
  return downloaded;
}

async function download(run: Run, jobs: readonly GoJob[], credentials: Credentials): Promise<Finished> {
  const { signal, fallbacks, ports } = run;
  const since = ports.clock.now();
  const through = await fallbacks.cover(
    'module proxy',
    'the go command downloads by itself',
    { signal },
    () => downloadThroughProxy(run, jobs, credentials, since),
    () => undefined,
  );
  if (through !== undefined && !mightGoSucceed(through)) return through;
  if (through !== undefined) {
    const [failure] = through.failures;
    ports.runner.log.info(`Running the go command once more, without our module proxy: ${failure?.message}`);
    fallbacks.record('module proxy', failure?.message ?? '');
  }
  const direct = await downloadDirectly(run, jobs, credentials, since);
  // What the module proxy knows of its failures says more than what the go command prints.
  if (through !== undefined && direct.kind === 'failed') return through;
  return { ...direct, network: through?.network };
}

type Finished = Extract<DownloadStep, Downloaded>;

/** Whether all that failed is what our module proxy could not do, and the go command might. */
function mightGoSucceed(ended: Finished): ended is Extract<Finished, { kind: 'failed' }> {
  return ended.kind === 'failed' && ended.failures.every(({ goMightSucceed }) => goMightSucceed === true);
}

async function downloadThroughProxy(
  run: Run,
  jobs: readonly GoJob[],
  credentials: Credentials,
  since: number,
): Promise<Finished> {
  return withModuleProxy(run, credentials, async ({ env, hooks, stats }) => {
    const attempts = Math.min(run.inputs.attempts, goRunsMax);
    const ended = await downloadModules(requestOf(run, { jobs, env, hooks, attempts, since }), portsOf(run));
    return { ...(await explainFailure(run, ended, env)), network: stats() };
  });
}

/** One attempt of the go command with the user's own GOPROXY. */
async function downloadDirectly(
  run: Run,
  jobs: readonly GoJob[],
  credentials: Credentials,
  since: number,
): Promise<Downloaded> {
  const env = { ...run.plan.goCommandEnv, ...(await networkEnv(run)), ...credentials.env };
  const ended = await downloadModules(requestOf(run, { jobs, env, attempts: 1, since }), portsOf(run));
  return explainFailure(run, ended, env);
}

function requestOf(
  { plan, inputs, signal }: Run,
  request: Pick<DownloadRequest, 'jobs' | 'env' | 'hooks' | 'attempts' | 'since'>,
): DownloadRequest {
  return {
    ...request,
    gomodcache: plan.goEnv.GOMODCACHE,
    stallTimeout: inputs.stallTimeout + watchdogDelay,
    signal,
    expected: plan.required.length,
  };
}

function portsOf({ ports }: Run): DownloadPorts {
  return { ...ports, log: ports.runner.log, progress: (text) => ports.runner.progress(text) };
}

async function explainFailure(run: Run, ended: Downloaded, env: Env): Promise<Downloaded> {
  if (ended.kind === 'complete') return ended;
  const { addDiagnosis } = await import('./diagnose.ts');
  return addDiagnosis(run, ended, env);
}

/**
 * The module proxy retries requests; the go command is run again only for what it does by itself, with git.
 */
const goRunsMax = 3;

/** In ms: the module proxy detects stalls first; the watchdog of the go command only backs it up. */
const watchdogDelay = 60_000;

/**
 * With `layout: zip` the go command would extract every module, and with `tree` it would download every zip.
 * So it is not run if an entry for exactly this key had everything: the same key means the same set.
 */
function modulesOfEntry({ inputs, plan }: Run, restored: Restored): DownloadedModule[] | undefined {
  if (!goWouldAddFiles(inputs)) return undefined;
  if (restored.kind !== 'hit') return undefined;
  const { parts, rejected, baseMissing, restored: placed, onDisk } = restored.delivered;
  if (rejected.length > 0 || baseMissing !== undefined) return undefined;
  // The first part is the entry itself; modules that its base left out do not matter.
  if (parts[0] === undefined || parts[0].manifest.uncovered.length > 0) return undefined;
  const modules = [...placed, ...onDisk.map((module) => ({ ...module, bytes: 0 }))].map(asDownloaded);
  const there = new Set(modules.map(moduleKey));
  return plan.required.every((module) => there.has(moduleKey(module))) ? modules : undefined;
}

function asDownloaded(module: { path: string; version: string; bytes: number }): DownloadedModule {
  return { path: module.path, version: module.version, bytes: module.bytes, fetched: false, attempts: 0 };
}

async function noticeChanges({ ports }: Run, rootCopies: readonly RootCopy[]): Promise<void> {
  for (const file of await wantedChanges(rootCopies)) {
    const name = path.basename(file);
    // `go mod tidy` handles a single module, and never writes what only the workspace needs.
    const command = name === 'go.work.sum' ? 'go mod download' : 'go mod tidy';
    ports.runner.log.notice(
      `The go command would have changed ${file}; the file was left as it is. Run \`${command}\` and commit the result.`,
      { title: `${name} is not tidy`, location: { file } },
    );
  }
}
