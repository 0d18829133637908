import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processesOf } from '../__tests__/support/machine-processes.ts';
import { runCommand } from './commands.ts';
import { inspectModuleCache } from './module-cache.ts';

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

/** Ground is what every trial begins with, and is judged by. */
export interface Ground {
  /** Where each trial has a folder of its own, as long as it lasts. */
  readonly scratch: string;
  /** A checkout, of which each trial gets a copy. */
  readonly project: string;
  /** The module cache that is served, which is what there is to be had. */
  readonly modules: string;
  /** How many zips the project needs. */
  readonly zips: number;
  /** The bundle under test. */
  readonly dist: string;
}

/** In ms: a run of ours, one of go, and all tries of go together. */
const limits = { ours: 120_000, go: 20_000, loop: 90_000 };

/** tryOurs runs our command in a home and a module cache of its own. */
export function tryOurs(ground: Ground, env: Env, flags: readonly string[]): Promise<Trial> {
  return judged(ground, (at) => runOurs(ground.dist, at, env, flags));
}

/** tryGo runs `go mod download` in a home and a module cache of its own, up to `tries` times, as long as it fails. */
export function tryGo(ground: Ground, env: Env, tries: number): Promise<Trial> {
  return judged(ground, (at) => runGo(at, env, tries));
}

/** Where one trial happens: a home, a checkout and an empty module cache. */
interface Place {
  readonly home: string;
  readonly project: string;
  readonly gomodcache: string;
}

type Ran = Omit<Trial, 'good' | 'damage' | 'misdated' | 'left'>;

async function judged(ground: Ground, run: (at: Place) => Promise<Ran>): Promise<Trial> {
  const at = await placeOn(ground);
  try {
    const ran = await run(at);
    const left = (await processesOf(at.home)).length;
    const { damage, misdated, zips } = await inspectModuleCache(at.gomodcache, ground.modules);
    const good = ran.code === 0 && zips === ground.zips && damage.length === 0;
    return { ...ran, left, damage, misdated, good };
  } finally {
    await rm(at.home, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function placeOn({ scratch, project }: Ground): Promise<Place> {
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
