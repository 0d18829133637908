import { existsSync } from 'node:fs';
import path from 'node:path';
import { bumps } from './bump.ts';
import { compressionOf } from './compression.ts';
import { type PackBenchContext, withSeed } from './context.ts';
import { memory } from './memory.ts';
import { type Row, restoring, save, saving } from './restoring.ts';
import { buckets } from './s3.ts';
import { checkoutsOf, openStand, type Seed, type Stand } from './stand.ts';
import { startup, warmDisk } from './startup.ts';

/** slowBytesPerSecond is how fast GitHub's cache service often is. */
export const slowBytesPerSecond = 100e6;

/** In ms: how long GitHub's storage often takes to answer. */
const azureLatency = 5;

/** scenarios are what can be measured, by name; each gives what is written to results/NAME.json. */
export const scenarios: Readonly<Record<string, (bench: PackBenchContext) => Promise<object>>> = {
  save: (bench) =>
    eachProgram(bench, async (seed) => ({
      rows: await saving(bench.scratch, seed, [bench.ours.full, bench.theirs], bench.rounds),
    })),
  restore: (bench) => eachProgram(bench, (seed) => measureRestores(bench, seed)),
  bump: (bench) => bumps(bench),
  growth: async (bench) => {
    const projects = ['gin', 'node_exporter', 'cli', 'prometheus', 'golangci-lint', 'tailscale', 'terraform'];
    const sets = [];
    for (const project of projects) {
      const checkout = checkoutsOf(bench.corpora, project).findLast((dir) =>
        existsSync(path.join(dir, 'go.sum')),
      );
      if (checkout === undefined) throw new Error(`the corpora have no ${project}`);
      console.error(`  ${project}`);
      sets.push({
        project,
        ...(await withSeed(bench, checkout, project, (seed) => measureSet(bench, seed))),
      });
    }
    return { sets };
  },
  compression: (bench) => eachProgram(bench, (seed) => compressionOf(bench, seed)),
  memory: (bench) => memory(bench),
  s3: (bench) => buckets(bench),
  warm: (bench) => eachProgram(bench, (seed) => warmDisk(bench, seed)),
  startup: (bench) =>
    eachProgram({ ...bench, programs: bench.programs.slice(0, 1) }, (seed) => startup(bench, seed)),
};

/** saveAll stores the entries of both sides. */
export async function saveAll(bench: PackBenchContext, stand: Stand, seed: Seed): Promise<void> {
  await save(stand, seed, bench.ours.full);
  await save(stand, seed, bench.theirs);
}

async function eachProgram<T extends object>(bench: PackBenchContext, measure: (seed: Seed) => Promise<T>) {
  const sets = [];
  for (const { name, dir } of bench.programs) {
    console.error(`  ${name}`);
    const measured = await withSeed(bench, dir, 'program', async (seed) => ({
      modules: seed.modules,
      ...(await measure(seed)),
    }));
    sets.push({ program: name, ...measured });
  }
  return { sets };
}

/** Restores is one restore, from services of several kinds. */
export interface Restores {
  readonly unlimited: readonly Row[];
  /** At `slowBytesPerSecond`. */
  readonly slow: readonly Row[];
  /** Blobs as in Azure's storage, and `azureLatency` before each answer. */
  readonly azure: readonly Row[];
}

async function measureRestores(bench: PackBenchContext, seed: Seed): Promise<Restores> {
  const layouts = [bench.ours.tree, bench.ours.zip, bench.ours.full, bench.theirs];
  await using stand = await openStand(bench.scratch);
  await saveAll(bench, stand, seed);
  const unlimited = await restoring(stand, seed, layouts, bench.rounds, true);
  stand.setSpeed(slowBytesPerSecond);
  const slow = await restoring(stand, seed, layouts, bench.rounds, true);
  await using azureStand = await openStand(bench.scratch, { azure: true });
  await saveAll(bench, azureStand, seed);
  azureStand.setLatency(azureLatency);
  const azure = await restoring(azureStand, seed, layouts, bench.rounds, true);
  return { unlimited, slow, azure };
}

async function measureSet(bench: PackBenchContext, seed: Seed) {
  const rounds = Math.min(bench.rounds, 3);
  const pair = [bench.ours.full, bench.theirs];
  const saved = await saving(bench.scratch, seed, pair, rounds);
  await using stand = await openStand(bench.scratch);
  await saveAll(bench, stand, seed);
  const layouts = [bench.ours.tree, bench.ours.zip, bench.ours.full, bench.theirs];
  return {
    modules: seed.modules,
    save: saved,
    restore: await restoring(stand, seed, layouts, rounds, false),
  };
}
