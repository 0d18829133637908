import type { RefusedModule } from '../go/module.ts';
import type { ModuleRecord, ModuleSource } from '../record.ts';

/** Tally counts modules by their source. */
export type Tally = Readonly<Record<ModuleSource, number>>;

/** tallyOf counts modules by their source. */
export function tallyOf(modules: readonly ModuleRecord[]): Tally {
  const tally = { disk: 0, cache: 0, download: 0 };
  for (const { source } of modules) tally[source] += 1;
  return tally;
}

/** rejectedModules lists the modules whose files or go.mod were rejected, each once. */
export function rejectedModules(rejected: readonly RefusedModule[]): string[] {
  return [...new Set(rejected.map(({ module }) => module.replace(/\/go\.mod$/, '')))];
}
