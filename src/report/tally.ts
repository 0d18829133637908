import type { ModuleRecord, ModuleSource, RejectedRecord } from '../record.ts';

/** Tally counts the modules of a set by where they came from. */
export type Tally = Readonly<Record<ModuleSource, number>>;

/** tallyOf counts modules by their source. */
export function tallyOf(modules: readonly ModuleRecord[]): Tally {
  const tally = { disk: 0, cache: 0, download: 0 };
  for (const { source } of modules) tally[source] += 1;
  return tally;
}

/** rejectedModules names the modules of which something was rejected, their files, their go.mod or both, each once. */
export function rejectedModules(rejected: readonly RejectedRecord[]): string[] {
  return [...new Set(rejected.map(({ module }) => module.replace(/\/go\.mod$/, '')))];
}
