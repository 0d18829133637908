import { moduleKey } from '../go/module.ts';
import { redactUrls } from '../go/url-credentials.ts';
import type { Clock } from '../ports/clock.ts';
import type { Env } from '../ports/env.ts';
import type { Exec, Exit } from '../ports/exec.ts';
import type { Log } from '../ports/runner.ts';
import { Stalled, withWatchdog } from '../resilience/watchdog.ts';
import { classifyRecord, classifyStderr, type GoFailure, withoutRepeats } from './classify.ts';
import { namingOriginals } from './copied-file.ts';
import type { GoJob } from './go-job.ts';
import { asGoModule, asGoPackage, type GoModule, jsonObjects } from './go-json.ts';
import { parseTraceLine } from './go-trace.ts';
import { type Awaited, followRequests, type InFlight } from './in-flight.ts';
import { noProxy, type ProxyHooks } from './proxy-hooks.ts';
import { stoppedFailure, unexplainedFailure } from './run-failures.ts';
import { signsOfLife } from './signs-of-life.ts';

/** AttemptOptions are the same for every attempt of every job. */
export interface AttemptOptions {
  readonly gomodcache: string;
  /** The whole environment of the go command, except the variables of the job. */
  readonly env: Env;
  /** How long the go command may make no progress, in ms. */
  readonly stallTimeout: number;
  readonly signal: AbortSignal;
  readonly hooks?: ProxyHooks;
  /** Called when the go command runs. */
  readonly onStart?: () => void;
}

/** AttemptPorts is what an attempt needs of the world. */
export interface AttemptPorts {
  readonly exec: Exec;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug'>;
  /** Called with the modules whose zips were requested, and the number of requests so far. */
  readonly onRequest: (zips: ReadonlySet<string>, requests: number) => void;
}

/** Attempt is the outcome of one run of the go command. */
export interface Attempt {
  /** `aborted`: by the signal that was given. */
  readonly kind: 'ended' | 'aborted';
  /** Empty for a run that succeeded. */
  readonly failures: readonly GoFailure[];
  /** The modules that the go command reported, each once. */
  readonly modules: readonly GoModule[];
  readonly requests: number;
  /** The modules (`path@version`) whose zip was requested. */
  readonly zips: ReadonlySet<string>;
  /** What had been requested and had not arrived when the run was stopped. */
  readonly waitingFor: readonly Awaited[];
}

/** attemptJob runs the go command once and reads its output. Throws ActionError `program-not-found`. */
export async function attemptJob(job: GoJob, options: AttemptOptions, ports: AttemptPorts): Promise<Attempt> {
  const inFlight = followRequests(options.gomodcache);
  const { hooks = noProxy } = options;
  const original = namingOriginals(job.copies ?? [], job.cwd);
  const classify = (record: string, module?: string) => classifyRecord(original(record), module, hooks);
  const found = findings(job.kind, classify);
  const objects = jsonObjects(found.add);
  const messages: string[] = [];
  const onLine = (text: string) => {
    const line = original(text);
    const named = hooks.rewrite(line);
    ports.log.debug(redactUrls(named));
    const event = parseTraceLine(named);
    // The classifier finds failures of the proxy by the proxy's own URLs.
    if (event.kind === 'message') messages.push(line);
    inFlight.follow(event);
    if (event.kind === 'get-started') ports.onRequest(inFlight.zips(), inFlight.requests());
  };
  const exit = await watchedRun(job, options, ports, { inFlight, read: objects.read, onLine });
  if (exit.kind !== 'aborted') objects.end();
  const waitingFor = exit.kind === 'aborted' ? [...(await inFlight.awaited()), ...hooks.awaited()] : [];
  return {
    kind: exit.kind === 'aborted' && !(exit.reason instanceof Stalled) ? 'aborted' : 'ended',
    failures: withoutRepeats(
      exit.kind === 'aborted'
        ? [stoppedFailure(exit.reason, waitingFor)]
        : failuresOf(exit, found.failures, classifyStderr(messages.join('\n'), hooks)),
    ),
    modules: [...found.modules.values()],
    requests: inFlight.requests(),
    zips: inFlight.zips(),
    waitingFor,
  };
}

interface Listeners {
  readonly inFlight: InFlight;
  readonly read: (chunk: string) => void;
  readonly onLine: (line: string) => void;
}

function watchedRun(
  { cwd, args, env }: GoJob,
  { gomodcache, env: common, stallTimeout, signal: parent, hooks = noProxy, onStart }: AttemptOptions,
  { exec, clock }: AttemptPorts,
  { inFlight, read, onLine }: Listeners,
): Promise<Exit> {
  const life = signsOfLife({ gomodcache, since: clock.now(), stallTimeout, awaited: inFlight.awaited });
  const probe = async (silence: number) => `${await life(silence)} ${hooks.activity()}`;
  return withWatchdog({ stallTimeout, clock, parent, probe }, ({ signal, progress }) => {
    const listening = (listener: (text: string) => void) => (text: string) => {
      progress();
      listener(text);
    };
    return exec.run(
      { file: 'go', args, cwd, env: { ...common, ...env }, onStart },
      { signal, onStdout: listening(read), onStderrLine: listening(onLine) },
    );
  });
}

interface Findings {
  readonly modules: Map<string, GoModule>;
  readonly failures: GoFailure[];
  readonly add: (value: unknown) => void;
}

type Classify = (record: string, module?: string) => GoFailure;

/** Collects what the JSON of the go command says. */
function findings(kind: GoJob['kind'], classify: Classify): Findings {
  const modules = new Map<string, GoModule>();
  const failures: GoFailure[] = [];
  const addModule = (module: GoModule) => {
    if (module.error === undefined) modules.set(moduleKey(module), module);
    else failures.push(classify(module.error, moduleKey(module)));
  };
  const addPackage = (value: unknown) => {
    const found = asGoPackage(value);
    if (found?.module !== undefined && found.module.error === undefined) {
      modules.set(moduleKey(found.module), found.module);
    }
    const errors = found?.errors ?? [];
    failures.push(...errors.map((error) => classify(error)).filter(concernsModules));
  };
  const add = (value: unknown) => {
    const module = kind === 'mod-download' ? asGoModule(value) : undefined;
    if (module !== undefined) addModule(module);
    if (kind === 'list') addPackage(value);
  };
  return { modules, failures, add };
}

/** Code that does not build does not fail a download: much of it is generated later. */
function concernsModules({ code }: GoFailure): boolean {
  return code !== 'unknown' && code !== 'package-without-module';
}

function failuresOf(
  exit: Exclude<Exit, { kind: 'aborted' }>,
  found: readonly GoFailure[],
  said: readonly GoFailure[],
): readonly GoFailure[] {
  // For the go command, a pattern that matches nothing is only a warning; for its author it is a mistake.
  if (exit.kind === 'exited' && exit.code === 0) {
    return [...said.filter(({ code }) => code === 'package-pattern'), ...found];
  }
  const failures = [...said, ...found];
  return failures.length > 0 ? failures : [unexplainedFailure(exit)];
}
