import type { Clock, Random } from '../ports/clock.ts';
import type { Env } from '../ports/env.ts';
import type { Exec } from '../ports/exec.ts';
import type { Log } from '../ports/runner.ts';
import { fullJitter } from '../resilience/backoff.ts';
import { sleepUnlessAborted } from '../resilience/sleep.ts';
import { type Account, type Effort, enter, newAccount, summarize } from './account.ts';
import { type Attempt, attemptJob } from './attempt.ts';
import type { GoFailure } from './classify.ts';
import type { GoJob } from './go-job.ts';
import type { ProxyHooks } from './proxy-hooks.ts';
import { stoppedFailure } from './run-failures.ts';

export type { DownloadedModule } from './account.ts';

/** DownloadRequest says what to download, and within which limits. */
export interface DownloadRequest {
  /** Run one after the other. */
  readonly jobs: readonly GoJob[];
  readonly gomodcache: string;
  /** The whole environment of the go command, except the variables of each job. */
  readonly env: Env;
  /** The most attempts of each job. */
  readonly attempts: number;
  /** How long the go command may make no progress, in ms. */
  readonly stallTimeout: number;
  /** Aborts at the deadline, or when the run is cancelled. */
  readonly signal: AbortSignal;
  /**
   * Zips newer than this count as fetched, in ms since the epoch; by default, those newer than the start of
   * the go command.
   */
  readonly since?: number;
  /** How many modules are expected, for the progress shown. */
  readonly expected?: number;
  /** The module proxy that the go command uses, if there is one. */
  readonly hooks?: ProxyHooks;
  /** Only check whether everything is in the module cache: no network, one attempt, no progress shown. */
  readonly offline?: boolean;
  /** Called when a go command runs. */
  readonly onStart?: () => void;
}

/** DownloadPorts is what downloading needs of the world. */
export interface DownloadPorts {
  readonly exec: Exec;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Shows the current progress. */
  readonly progress: (text: string) => void;
}

/** Downloaded is how a download ended. */
export type Downloaded =
  | (Effort & { readonly kind: 'complete' })
  /** The failures of the last attempt; never empty. */
  | (Effort & { readonly kind: 'failed'; readonly failures: readonly GoFailure[] })
  /** Stopped by the signal: the first failure says so, the others are those of the attempt before. */
  | (Effort & {
      readonly kind: 'deadline';
      readonly failures: readonly GoFailure[];
      readonly waitingFor: readonly string[];
    });

const backoff = { base: 1000, cap: 30_000 };

/**
 * downloadModules runs go commands until all their modules are in the module cache. Each attempt runs under a
 * watchdog, because the go command has no timeout; a failed one is retried only if all its failures are
 * transient. The go command keeps what it has downloaded, so a retry fetches only what is missing. All text
 * returned is redacted. Throws ActionError `program-not-found`.
 */
export async function downloadModules(request: DownloadRequest, ports: DownloadPorts): Promise<Downloaded> {
  const since = request.since ?? ports.clock.now();
  const account = newAccount();
  for (const job of request.jobs) {
    const ended = await runJob(job, request, ports, account);
    if (ended.kind !== 'complete')
      return { ...ended, ...(await summarize(account, request.gomodcache, since)) };
  }
  return { kind: 'complete', ...(await summarize(account, request.gomodcache, since)) };
}

type Ended =
  | { readonly kind: 'complete' }
  | { readonly kind: 'failed'; readonly failures: readonly GoFailure[] }
  | {
      readonly kind: 'deadline';
      readonly failures: readonly GoFailure[];
      readonly waitingFor: readonly string[];
    };

async function runJob(
  job: GoJob,
  request: DownloadRequest,
  ports: DownloadPorts,
  account: Account,
): Promise<Ended> {
  const attempts = request.offline ? 1 : request.attempts;
  let failures: readonly GoFailure[] = [];
  for (let number = 1; ; number++) {
    const attempt = await attemptOnce(job, request, ports, account);
    enter(account, attempt);
    if (attempt.kind === 'aborted') {
      const waitingFor = [...new Set(attempt.waitingFor.map(({ what }) => what))];
      return { kind: 'deadline', failures: [...attempt.failures, ...failures], waitingFor };
    }
    failures = attempt.failures;
    if (failures.length === 0) return { kind: 'complete' };
    if (number >= attempts || failures.some(({ transient }) => !transient))
      return { kind: 'failed', failures };
    const pause = fullJitter(number, backoff, ports.random);
    ports.log.info(retryNotice(job, failures, { number, attempts, pause }));
    if (!(await sleepUnlessAborted(ports.clock, pause, request.signal))) {
      const stopped = stoppedFailure(request.signal.reason, []);
      return { kind: 'deadline', failures: [stopped, ...failures], waitingFor: [] };
    }
    account.retries++;
  }
}

function attemptOnce(
  job: GoJob,
  request: DownloadRequest,
  { exec, clock, log, progress }: DownloadPorts,
  account: Account,
): Promise<Attempt> {
  const show = (zips: ReadonlySet<string>, requests: number) => {
    const asked = new Set([...account.zips.keys(), ...zips]).size;
    progress(progressText(asked, account.requests + requests, request.expected));
  };
  return attemptJob(
    job,
    { ...request, env: request.offline ? { ...request.env, ...offlineEnv } : request.env },
    { exec, clock, log, onRequest: request.offline ? () => {} : show },
  );
}

/** GOPROXY=off does not apply to modules that GONOPROXY or GOPRIVATE name; `none` names no module. */
const offlineEnv = { GOPROXY: 'off', GONOPROXY: 'none' };

function progressText(zips: number, requests: number, expected: number | undefined): string {
  if (zips === 0) return `Reading the module graph: ${requests} requests`;
  return `Downloading modules: ${zips}${expected === undefined || expected === 0 ? '' : ` of ${Math.max(zips, expected)}`}`;
}

function retryNotice(
  { label }: GoJob,
  failures: readonly GoFailure[],
  { number, attempts, pause }: { number: number; attempts: number; pause: number },
): string {
  const more = failures.length === 1 ? '' : ` (and ${failures.length - 1} more)`;
  const next = `attempt ${number + 1} of ${attempts} in ${(pause / 1000).toFixed(1)} s`;
  return `\`${label}\` failed: ${failures[0]?.message}${more}; ${next}`;
}
