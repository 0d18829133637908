import type { Contestant } from './contestants.ts';
import { type Seed, sow, uproot } from './stand.ts';

/** Program is a project of the Go proxy: `name` is PATH@VERSION, `dir` its source. */
export interface Program {
  readonly name: string;
  readonly dir: string;
}

/** PackBenchContext is where the benchmarks of packs find modules and checkouts, and whom they compare. */
export interface PackBenchContext {
  readonly modules: string;
  readonly corpora: string;
  readonly scratch: string;
  readonly rounds: number;
  /** What is measured with, each with its source. */
  readonly programs: readonly Program[];
  readonly ours: { readonly tree: Contestant; readonly zip: Contestant; readonly full: Contestant };
  readonly theirs: Contestant;
}

/** withSeed lends a seed and removes it. */
export async function withSeed<T>(
  bench: PackBenchContext,
  checkout: string,
  name: string,
  body: (seed: Seed) => Promise<T>,
): Promise<T> {
  const seed = sow(bench.scratch, bench.modules, checkout, name);
  try {
    return await body(seed);
  } finally {
    uproot(seed);
  }
}
