import { existsSync } from 'node:fs';
import path from 'node:path';
import { bumps } from './bump.ts';
import { compressions } from './compression.ts';
import { type PackBenchContext, withSeed } from './context.ts';
import { memory } from './memory.ts';
import { restoring, save, saving } from './restoring.ts';
import { buckets } from './s3.ts';
import { checkoutsOf, openStand, type Seed, type Stand } from './stand.ts';
import { startup, warmDisk } from './startup.ts';

/** slowBytesPerSecond is how fast GitHub's cache service often is. */
export const slowBytesPerSecond = 100e6;

/** scenarios are what can be measured, by name; each gives what is written to results/NAME.json. */
export const scenarios: Readonly<Record<string, (bench: PackBenchContext) => Promise<object>>> = {
  save: (bench) =>
    withProgram(bench, async (seed) => ({
      program: bench.program,
      modules: seed.modules,
      rows: await saving(bench.scratch, seed, [bench.ours.full, bench.theirs], bench.rounds),
    })),
  restore: (bench) =>
    withProgram(bench, async (seed) => {
      await using stand = await openStand(bench.scratch);
      await saveAll(bench, stand, seed);
      const layouts = [bench.ours.tree, bench.ours.zip, bench.ours.full, bench.theirs];
      const unlimited = await restoring(stand, seed, layouts, bench.rounds, true);
      stand.setSpeed(slowBytesPerSecond);
      const slow = await restoring(stand, seed, layouts, bench.rounds, true);
      return { program: bench.program, modules: seed.modules, unlimited, slow };
    }),
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
  compression: (bench) => withProgram(bench, (seed) => compressions(bench, seed)),
  memory: (bench) => memory(bench),
  s3: (bench) => buckets(bench),
  warm: (bench) => withProgram(bench, (seed) => warmDisk(bench, seed)),
  startup: (bench) => withProgram(bench, (seed) => startup(bench, seed)),
};

/** saveAll stores the entries of both sides. */
export async function saveAll(bench: PackBenchContext, stand: Stand, seed: Seed): Promise<void> {
  await save(stand, seed, bench.ours.full);
  await save(stand, seed, bench.theirs);
}

function withProgram<T>(bench: PackBenchContext, body: (seed: Seed) => Promise<T>): Promise<T> {
  return withSeed(bench, bench.programDir, 'program', body);
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
