import { readFileSync } from 'node:fs';
import path from 'node:path';
import { freshMachine, goVersion, type Machine } from '../measure/machine.ts';
import { type Measured, measure } from '../measure/measure.ts';
import type { Stand } from './stand.ts';

/** Contestant is an action that keeps a module cache from one job for the next. */
export interface Contestant {
  readonly name: string;
  /** Fills the module cache of a fresh machine from the service. */
  restore(stand: Stand, job: Job): Promise<Step>;
  /** Stores the module cache of `machine`. */
  save(stand: Stand, job: Job, machine: Machine): Promise<Step>;
}

/** Job is what a step works on. */
export interface Job {
  /** The checkout. */
  readonly workspace: string;
  readonly watchMemory?: boolean;
  /** On top of the machine's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Step is what a step of a job came to. */
export interface Step extends Measured {
  readonly machine: Machine;
}

type Layout = 'full' | 'tree' | 'zip';

/** ours is this project's action. A run that misses the cache saves at its end, one that hits it does not. */
export function ours(dist: string, layout: Layout): Contestant {
  const main = path.join(dist, 'main.mjs');
  const run = async (stand: Stand, { workspace, env, watchMemory }: Job, machine: Machine): Promise<Step> => {
    const measured = await measure({
      args: [process.execPath, main],
      cwd: workspace,
      env: { ...machine.env, ...inputs({ layout }), ...stand.env(), GITHUB_WORKSPACE: workspace, ...env },
      watchMemory: watchMemory ?? false,
    });
    return { ...measured, machine };
  };
  return {
    name: layout,
    // What is not restored would have to be downloaded, and GOPROXY=off makes that a failure.
    restore: (stand, job) =>
      run(stand, { ...job, env: { GOPROXY: 'off', ...job.env } }, freshMachine(stand.scratch)),
    save: run,
  };
}

/** setupGo is the unmodified dist/ of actions/setup-go in `dist`. */
export function setupGo(dist: string): Contestant {
  const run = async (script: string, stand: Stand, job: Job, machine: Machine): Promise<Step> => {
    const { workspace, env, watchMemory } = job;
    const given = {
      'go-version': goVersion,
      'check-latest': 'false',
      cache: 'true',
      'cache-dependency-path': 'go.mod',
    };
    const measured = await measure({
      args: [process.execPath, path.join(dist, script, 'index.js')],
      cwd: workspace,
      env: {
        ...machine.env,
        ...inputs(given),
        ...stand.env(),
        ...stateOf(machine),
        GITHUB_WORKSPACE: workspace,
        ...env,
      },
      watchMemory: watchMemory ?? false,
    });
    return { ...measured, machine };
  };
  return {
    name: 'setup-go',
    restore: (stand, job) => run('setup', stand, job, freshMachine(stand.scratch)),
    async save(stand, job, machine) {
      await run('setup', stand, job, machine);
      return run('cache-save', stand, job, machine);
    },
  };
}

function inputs(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
}

/** What the main step left for the post step: `name<<DELIMITER`, the value, `DELIMITER`. */
function stateOf({ env }: Machine): Record<string, string> {
  const text = readFileSync(env['GITHUB_STATE'] ?? '', 'utf8');
  const values = text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries(Array.from(values, ([, name, , value]) => [`STATE_${name}`, value ?? '']));
}
