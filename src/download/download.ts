import type { Clock, Random } from '../ports/clock.ts';
import type { Env } from '../ports/env.ts';
import type { Exec } from '../ports/exec.ts';
import type { Log } from '../ports/runner.ts';
import { fullJitter } from '../resilience/backoff.ts';
import { type Account, type Effort, enter, newAccount, summarise } from './account.ts';
import { type Attempt, attemptJob } from './attempt.ts';
import type { GoFailure } from './classify.ts';
import type { GoJob } from './go-job.ts';
import type { ProxyHooks } from './proxy-hooks.ts';
import { stoppedFailure } from './run-failures.ts';

export type { DownloadedModule } from './account.ts';

/** DownloadRequest says what to bring into the module cache, and how patiently. */
export interface DownloadRequest {
  /** Run one after the other. */
  readonly jobs: readonly GoJob[];
  readonly gomodcache: string;
  /** The whole environment of the go command, but for the variables of each job. */
  readonly env: Env;
  /** How often each job may be tried. */
  readonly attempts: number;
  /** How long the go command may show no sign of life, in ms. */
  readonly stallTimeout: number;
  /** Aborts when there is no more time. */
  readonly signal: AbortSignal;
  /** What is newer than this was fetched, in ms since the epoch; without it, since the go command was started. */
  readonly since?: number;
  /** How many modules are expected, to show how far it has come. */
  readonly expected?: number;
  /** What stands between the go command and the network, where something does. */
  readonly hooks?: ProxyHooks;
  /** Only look whether everything is there: no network, one attempt, nothing shown. */
  readonly offline?: boolean;
}

/** DownloadPorts is what downloading needs of the world. */
export interface DownloadPorts {
  readonly exec: Exec;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Shows what goes on right now. */
  readonly progress: (text: string) => void;
}

/** Downloaded is how a download ended. */
export type Downloaded =
  | (Effort & { readonly kind: 'complete' })
  /** What failed in the last attempt; never empty. */
  | (Effort & { readonly kind: 'failed'; readonly failures: readonly GoFailure[] })
  /** Stopped by the signal; the first failure says so, those behind it are of the attempt before. */
  | (Effort & {
      readonly kind: 'deadline';
      readonly failures: readonly GoFailure[];
      readonly waitingFor: readonly string[];
    });

const backoff = { base: 1000, cap: 30_000 };

/**
 * downloadModules runs go commands until every module of theirs is in the module cache. Each attempt stands under a
 * watchdog, for the go command itself waits for ever; a failed one is repeated only when everything that went wrong can
 * be over a moment later. The go command keeps what it has, so that a repetition fetches only what is still missing.
 * Only redacted text leaves this function. Throws ActionError `program-not-found`.
 */
export async function downloadModules(request: DownloadRequest, ports: DownloadPorts): Promise<Downloaded> {
  const since = request.since ?? ports.clock.now();
  const account = newAccount();
  for (const job of request.jobs) {
    const ended = await runJob(job, request, ports, account);
    if (ended.kind !== 'complete')
      return { ...ended, ...(await summarise(account, request.gomodcache, since)) };
  }
  return { kind: 'complete', ...(await summarise(account, request.gomodcache, since)) };
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
    if (!(await slept(pause, request.signal, ports.clock))) {
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

/** GOPROXY=off does not hold for modules that GONOPROXY or GOPRIVATE name; `none` names no module. */
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

/** False when there was no time left. */
async function slept(ms: number, signal: AbortSignal, clock: Clock): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
