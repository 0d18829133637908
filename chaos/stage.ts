import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processesOf } from '../__tests__/support/machine-processes.ts';
import { startUpstream, type Upstream } from '../bench/upstream.ts';
import { mustRun, runCommand } from './commands.ts';
import { type Component, type ComponentName, install } from './components.ts';
import { inspectModuleCache } from './module-cache.ts';
import type { Options } from './options.ts';
import { type Relay, startRelay } from './relay.ts';

/** Trial is what came of one run, of whomever. */
export interface Trial {
  /** Everything is there, and nothing else. */
  readonly good: boolean;
  readonly code: number | null;
  readonly ms: number;
  readonly output: string;
  /** How often the command was run. */
  readonly tries: number;
  /** Names of files of the module cache that are not what they should be. */
  readonly damage: readonly string[];
  /** How many .info files have another time, which no checksum covers: neither we nor the go command can see it. */
  readonly misdated: number;
  /** Of our report: its errors. */
  readonly errors: readonly ReportedError[];
  /** Processes that were still there when the command had ended. */
  readonly left: number;
}

/** ReportedError is an error of our report. */
export interface ReportedError {
  readonly code: string;
  readonly message: string;
  readonly module?: string;
}

/** Env is what a run gets on top of what every run gets; undefined takes a variable away. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Stage is what all rows share. It ends with its scope. */
export interface Stage extends AsyncDisposable {
  readonly options: Options;
  /** A new folder below the scratch folder. */
  folder(name: string): Promise<string>;
  /** Two module proxies over the same modules, each with a relay before it that can lie. */
  readonly first: Mirror;
  readonly second: Mirror;
  component(name: ComponentName): Promise<Component>;
  /** How long our command takes when nothing goes wrong, in ms. */
  calm(): Promise<number>;
  /** Downloads modules (`path@version`) to those that are served already. */
  fill(modules: readonly string[]): Promise<void>;
  /** Runs our command. */
  ours(env: Env, flags?: readonly string[]): Promise<Trial>;
  /** Runs `go mod download`, up to `tries` times, as long as it fails. */
  go(env: Env, tries?: number): Promise<Trial>;
}

/** Mirror is a module proxy and the relay before it. */
export interface Mirror {
  readonly upstream: Upstream;
  readonly relay: Relay;
}

/** latency is that of every answer in ms, unless a row is about latency: no network is faster. */
export const latency = 10;

/** In ms: a run of ours, one of go, and all tries of go together. */
const limits = { ours: 120_000, go: 20_000, loop: 90_000 };

/** openStage fills the modules, starts the mirrors and lends a scratch folder. */
export async function openStage(options: Options): Promise<Stage> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'chaos-'));
  // Some servers serve as another user than they are started by.
  await chmod(scratch, 0o755);
  const corpora = path.join(import.meta.dirname, '..', '__tests__', 'data', 'corpora');
  const project = path.join(scratch, 'project');
  await cp(path.join(corpora, options.corpus), project, { recursive: true });
  const expected = await fillModules(options.modules, project, scratch);
  const served = path.join(options.modules, 'cache', 'download');
  const [first, second] = [await startMirror(served), await startMirror(served)];
  const components = new Map<ComponentName, Promise<Component>>();
  const run = async (body: (at: Place) => Promise<Ran>): Promise<Trial> => {
    const at = await placeFor(scratch, project);
    try {
      const ran = await body(at);
      const left = (await processesOf(at.home)).length;
      const { damage, misdated, zips } = await inspectModuleCache(at.gomodcache, options.modules);
      const complete = zips === expected;
      return { ...ran, left, damage, misdated, good: ran.code === 0 && complete && damage.length === 0 };
    } finally {
      await rm(at.home, { recursive: true, force: true, maxRetries: 3 });
    }
  };
  const ours: Stage['ours'] = (env, flags = []) => run((at) => runOurs(options.dist, at, env, flags));
  let calm: Promise<number> | undefined;
  return {
    options,
    first,
    second,
    folder: (name) => mkdtemp(path.join(scratch, `${name}-`)),
    component(name) {
      const known = components.get(name) ?? install(name);
      components.set(name, known);
      return known;
    },
    async fill(modules) {
      if (modules.length > 0)
        await download(options.modules, await mkdtemp(path.join(scratch, 'fill-')), modules);
    },
    calm() {
      calm ??= calmTime(first.upstream, ours);
      return calm;
    },
    ours,
    go: (env, tries = 1) => run((at) => runGo(at, env, tries)),
    async [Symbol.asyncDispose]() {
      for (const { relay, upstream } of [first, second]) {
        await relay[Symbol.asyncDispose]();
        await upstream[Symbol.asyncDispose]();
      }
      await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** ready gives a program that a row needs; rows are only run when there is one. */
export async function ready(
  stage: Stage,
  name: ComponentName,
): Promise<Extract<Component, { kind: 'ready' }>> {
  const component = await stage.component(name);
  if (component.kind === 'missing') throw new Error(`there is no ${name}: ${component.reason}`);
  return component;
}

async function startMirror(served: string): Promise<Mirror> {
  return { upstream: await startUpstream(served), relay: await startRelay() };
}

async function calmTime(upstream: Upstream, ours: Stage['ours']): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    await upstream.serve({ latency });
    const trial = await ours({ GOPROXY: upstream.url });
    if (!trial.good) throw new Error(`it fails without any fault:\n${trial.output}`);
    times.push(trial.ms);
  }
  return median(times);
}

/** median of none is 0. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Where one run happens: a home, a checkout and an empty module cache. */
interface Place {
  readonly home: string;
  readonly project: string;
  readonly gomodcache: string;
}

type Ran = Omit<Trial, 'good' | 'damage' | 'misdated' | 'left'>;

async function placeFor(scratch: string, project: string): Promise<Place> {
  const home = await mkdtemp(path.join(scratch, 'run-'));
  const at = { home, project: path.join(home, 'project'), gomodcache: path.join(home, 'mod') };
  await cp(project, at.project, { recursive: true });
  await mkdir(at.gomodcache);
  return at;
}

/** Everything that a run could hear of the machine's own network is taken from it. */
function envFor({ home, gomodcache }: Place, env: Env): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    GOMODCACHE: gomodcache,
    GOENV: 'off',
    GOFLAGS: '-modcacherw',
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
    GOWORK: 'off',
    ...env,
  };
}

async function runOurs(dist: string, at: Place, env: Env, flags: readonly string[]): Promise<Ran> {
  const report = path.join(at.home, 'report.json');
  const args = [path.join(dist, 'cli.mjs'), at.project, '--cache', 'off', '--report', report, ...flags];
  const ended = await runCommand([process.execPath, ...args], {
    cwd: at.home,
    env: envFor(at, env),
    limit: limits.ours,
  });
  const text = await readFile(report, 'utf8').catch(() => '{}');
  return { ...ended, tries: 1, errors: errorsOf(JSON.parse(text)) };
}

function errorsOf(report: { readonly errors?: readonly ReportedError[] }): readonly ReportedError[] {
  return report.errors ?? [];
}

async function runGo(at: Place, env: Env, triesMax: number): Promise<Ran> {
  const start = performance.now();
  for (let tries = 1; ; tries++) {
    const { code, output } = await runCommand(['go', 'mod', 'download'], {
      cwd: at.project,
      env: envFor(at, env),
      limit: triesMax === 1 ? limits.loop : limits.go,
    });
    const ms = performance.now() - start;
    if (code === 0 || tries >= triesMax || ms > limits.loop) return { code, ms, output, tries, errors: [] };
    await pause(1000);
  }
}

/** Returns how many zips the project needs. */
async function fillModules(modules: string, project: string, scratch: string): Promise<number> {
  const copy = path.join(scratch, 'filling');
  await cp(project, copy, { recursive: true });
  await mkdir(modules, { recursive: true });
  const json = await download(modules, copy, []);
  await rm(copy, { recursive: true });
  return Array.from(json.matchAll(/^\t"Zip": /gm)).length;
}

/** From the machine's own GOPROXY into the module cache `modules`; of the main module in `cwd` when none are named. */
function download(modules: string, cwd: string, named: readonly string[]): Promise<string> {
  const goproxy = execFileSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).trim();
  const env = {
    ...process.env,
    GOMODCACHE: modules,
    GOPROXY: goproxy,
    GOFLAGS: '-modcacherw',
    GOWORK: 'off',
  };
  return mustRun(['go', 'mod', 'download', '-json', ...named], {
    cwd,
    env: { ...env, GOSUMDB: 'off', GOTOOLCHAIN: 'local' },
    limit: 600_000,
  });
}
