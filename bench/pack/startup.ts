import type { PackBenchContext } from './context.ts';
import { compare, save } from './restoring.ts';
import { openStand, type Seed } from './stand.ts';

/** warmDisk measures a whole step where the module cache holds everything and its key is stored. */
export async function warmDisk(bench: PackBenchContext, seed: Seed): Promise<object> {
  await using stand = await openStand(bench.scratch);
  await save(stand, seed, bench.ours.full);
  await save(stand, seed, bench.ours.tree);
  const before = stand.downloads();
  const rows = await compare(['tree', 'full'], bench.rounds, async (name) => {
    const step = await save(stand, seed, name === 'tree' ? bench.ours.tree : bench.ours.full);
    return { ms: step.wallMs, cpuMs: step.cpuMs, stepMs: step.wallMs };
  });
  return { modules: seed.modules, rows, downloads: stand.downloads() - before };
}

/** startup measures the time to the first line of the log. */
export async function startup(bench: PackBenchContext, seed: Seed): Promise<object> {
  await using stand = await openStand(bench.scratch);
  await save(stand, seed, bench.ours.full);
  const rows = await compare(['ours', 'setup-go'], bench.rounds, async (name) => {
    const contestant = name === 'ours' ? bench.ours.full : bench.theirs;
    const step = await contestant.restore(stand, { workspace: seed.workspace });
    return { ms: step.firstLineMs, cpuMs: step.cpuMs, stepMs: step.wallMs };
  });
  return { rows };
}
