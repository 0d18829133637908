import path from 'node:path';
import { rounded } from '../measure/statistics.ts';
import { type PackBenchContext, withSeed } from './context.ts';
import { save } from './restoring.ts';
import { checkoutsOf, openStand } from './stand.ts';

const parallelism = path.join(import.meta.dirname, 'parallelism.mjs');

/** memory measures the peak of a whole save and of a whole restore, with 2 and with 4 workers. */
export async function memory(bench: PackBenchContext): Promise<object> {
  const project = 'terraform';
  const checkout = checkoutsOf(bench.corpora, project).at(-1);
  if (checkout === undefined) throw new Error(`the corpora have no ${project}`);
  return withSeed(bench, checkout, project, async (seed) => {
    const rows = [];
    for (const workers of [2, 4]) {
      const job = {
        workspace: seed.workspace,
        watchMemory: true,
        env: { NODE_OPTIONS: `--import=${parallelism}`, BENCH_PARALLELISM: String(workers) },
      };
      await using stand = await openStand(bench.scratch);
      const saved = await save(stand, seed, bench.ours.full, job);
      rows.push({ workers, what: 'save', bytes: rounded(saved.peakBytes) });
      for (const layout of [bench.ours.full, bench.ours.tree, bench.ours.zip]) {
        const restored = await layout.restore(stand, job);
        rows.push({ workers, what: `restore, ${layout.name}`, bytes: rounded(restored.peakBytes) });
      }
    }
    await using stand = await openStand(bench.scratch);
    const job = { workspace: seed.workspace, watchMemory: true };
    const saved = await save(stand, seed, bench.theirs, job);
    const restored = await bench.theirs.restore(stand, job);
    const theirs = { save: rounded(saved.peakBytes), restore: rounded(restored.peakBytes) };
    return { project, modules: seed.modules, rows, theirs };
  });
}
