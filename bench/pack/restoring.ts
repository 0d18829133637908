import type { Machine } from '../measure/machine.ts';
import { measure } from '../measure/measure.ts';
import { roundOrder } from '../measure/round-order.ts';
import { median, medianRatio, rounded } from '../measure/statistics.ts';
import type { Contestant, Job } from './contestants.ts';
import { openStand, type Seed, type Stand } from './stand.ts';

/** Row is what one contestant needed, and its ratio to the last contestant, which is the one to beat. */
export interface Row {
  readonly contestant: string;
  readonly ms: number;
  readonly ratio: number;
  readonly cpuMs: number;
  readonly cpuRatio: number;
  /** Of `ms`, what the step alone took. */
  readonly stepMs: number;
  /** Of `stepMs`. */
  readonly stepRatio: number;
  readonly bytes?: number;
  readonly bytesRatio?: number;
}

/** Trial is one measurement: what it took in all, and what the step took of that. */
export interface Trial {
  readonly ms: number;
  readonly cpuMs: number;
  readonly stepMs: number;
  readonly bytes?: number;
}

/** compare makes `rounds` interleaved trials of each contestant. */
export async function compare(
  names: readonly string[],
  rounds: number,
  attempt: (name: string, round: number) => Promise<Trial>,
): Promise<Row[]> {
  const trials = new Map<string, Trial[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of roundOrder(names, round)) {
      const trial = await attempt(name, round);
      trials.get(name)?.push(trial);
      console.error(`  round ${round + 1}, ${name}: ${Math.round(trial.ms)} ms`);
    }
  }
  const theirs = trials.get(names.at(-1) ?? '') ?? [];
  return names.map((name) => rowOf(name, trials.get(name) ?? [], theirs));
}

function rowOf(contestant: string, trials: readonly Trial[], theirs: readonly Trial[]): Row {
  const of = (pick: (trial: Trial) => number) => rounded(median(trials.map(pick)));
  const ratioOf = (pick: (trial: Trial) => number) =>
    rounded(medianRatio(trials.map(pick), theirs.map(pick)));
  const bytesOf = (trial: Trial): number => trial.bytes ?? 0;
  return {
    contestant,
    ms: of(({ ms }) => ms),
    ratio: ratioOf(({ ms }) => ms),
    cpuMs: of(({ cpuMs }) => cpuMs),
    cpuRatio: ratioOf(({ cpuMs }) => cpuMs),
    stepMs: of(({ stepMs }) => stepMs),
    stepRatio: ratioOf(({ stepMs }) => stepMs),
    ...(trials[0]?.bytes === undefined ? {} : { bytes: of(bytesOf), bytesRatio: ratioOf(bytesOf) }),
  };
}

/** saving measures storing the module cache of a seed, each time in a service of its own. */
export async function saving(
  scratch: string,
  seed: Seed,
  contestants: readonly Contestant[],
  rounds: number,
): Promise<Row[]> {
  return compare(
    contestants.map(({ name }) => name),
    rounds,
    async (name) => {
      await using stand = await openStand(scratch);
      const step = await save(stand, seed, byName(contestants, name));
      return { ms: step.wallMs, cpuMs: step.cpuMs, stepMs: step.wallMs, bytes: stand.newestEntryBytes() };
    },
  );
}

/** restoring measures a restore, through to the end of the first `go list` where the seed has a program. */
export async function restoring(
  stand: Stand,
  seed: Seed,
  contestants: readonly Contestant[],
  rounds: number,
  list: boolean,
): Promise<Row[]> {
  return compare(
    contestants.map(({ name }) => name),
    rounds,
    async (name) => {
      const job = { workspace: seed.workspace };
      const step = await byName(contestants, name).restore(stand, job);
      if (!list) return { ms: step.wallMs, cpuMs: step.cpuMs, stepMs: step.wallMs };
      const listed = await goList(job, step.machine);
      return {
        ms: step.wallMs + listed.wallMs,
        cpuMs: step.cpuMs + listed.cpuMs,
        stepMs: step.wallMs,
      };
    },
  );
}

/** save stores the module cache of a seed. */
export async function save(stand: Stand, seed: Seed, contestant: Contestant, job: Partial<Job> = {}) {
  const machine = stand.filledMachine(seed);
  try {
    const env = { GOPROXY: 'off', ...job.env };
    return await contestant.save(stand, { workspace: seed.workspace, ...job, env }, machine);
  } finally {
    stand.takeBack(seed, machine);
  }
}

/** byName finds a contestant. */
export function byName(contestants: readonly Contestant[], name: string): Contestant {
  const found = contestants.find((contestant) => contestant.name === name);
  if (found === undefined) throw new Error(`there is no contestant ${name}`);
  return found;
}

/** The first thing that most jobs do with their modules: every package and test of the program is loaded. */
async function goList({ workspace }: Job, { env }: Machine) {
  return measure({
    args: ['go', 'list', '-deps', '-test', './...'],
    cwd: workspace,
    env: { ...env, GOPROXY: 'off', GOFLAGS: '-mod=mod' },
  });
}
