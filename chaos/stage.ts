import { rmSync } from 'node:fs';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median } from '../bench/measure/statistics.ts';
import { startUpstream, type Upstream } from '../bench/upstream/upstream.ts';
import { type Component, type ComponentName, install } from './components.ts';
import type { Options } from './options.ts';
import { type Relay, startRelay } from './relay.ts';
import { downloadModules, fillModules } from './served-modules.ts';
import { type Env, type Trial, tryGo, tryOurs } from './trial.ts';

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

/** openStage fills the modules, starts the mirrors and lends a scratch folder. */
export async function openStage(options: Options): Promise<Stage> {
  const { dist, modules } = options;
  const scratch = await mkdtemp(path.join(tmpdir(), 'chaos-'));
  // Also when the suite is broken off.
  const clean = () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', clean);
  // Some servers serve as another user than they are started by.
  await chmod(scratch, 0o755);
  const corpora = path.join(import.meta.dirname, '..', '__tests__', 'data', 'corpora');
  const project = path.join(scratch, 'project');
  await cp(path.join(corpora, options.corpus), project, { recursive: true });
  const zips = await fillModules(modules, project, scratch);
  const ground = { scratch, project, modules, zips, dist };
  const served = path.join(modules, 'cache', 'download');
  const [first, second] = [await startMirror(served), await startMirror(served)];
  const components = new Map<ComponentName, Promise<Component>>();
  const folder: Stage['folder'] = (name) => mkdtemp(path.join(scratch, `${name}-`));
  const ours: Stage['ours'] = (env, flags = []) => tryOurs(ground, env, flags);
  let calm: Promise<number> | undefined;
  return {
    options,
    first,
    second,
    folder,
    component(name) {
      const known = components.get(name) ?? install(name);
      components.set(name, known);
      return known;
    },
    async fill(named) {
      if (named.length > 0) await downloadModules(modules, await folder('fill'), named);
    },
    calm() {
      calm ??= calmTime(first.upstream, ours);
      return calm;
    },
    ours,
    go: (env, tries = 1) => tryGo(ground, env, tries),
    async [Symbol.asyncDispose]() {
      for (const { relay, upstream } of [first, second]) {
        await relay[Symbol.asyncDispose]();
        await upstream[Symbol.asyncDispose]();
      }
      await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
      process.off('exit', clean);
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
