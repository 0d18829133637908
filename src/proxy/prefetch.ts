import type { ModuleVersion } from '../go/module.ts';
import type { Group } from './goproxy-list.ts';
import type { ModuleSource } from './module-source.ts';
import { moduleFile, type RequestedFile } from './requested-file.ts';

/** PrefetchSet is what will be asked for, as far as it is known. */
export interface PrefetchSet {
  /** Modules of which everything will be. */
  readonly modules: readonly ModuleVersion[];
  /** Modules of which at least the go.mod may be. */
  readonly goMods: readonly ModuleVersion[];
}

/**
 * prefetch fetches a set before it is asked for. What fails is told by events, and tried again when it is asked for. Never
 * rejects.
 */
export async function prefetch(source: ModuleSource, group: Group, set: PrefetchSet): Promise<void> {
  const files = prefetchOrder(set).filter(({ path }) => path !== undefined && source.mayAsk(path));
  await Promise.allSettled(files.map((file) => source.get(group, file, false)));
}

/** The order in which the go command comes to need them: the graph, each .info one after the other, then the zips. */
function prefetchOrder({ modules, goMods }: PrefetchSet): RequestedFile[] {
  return [
    ...modules.map((module) => moduleFile(module, 'mod')),
    ...modules.map((module) => moduleFile(module, 'info')),
    ...modules.map((module) => moduleFile(module, 'zip')),
    ...goMods.map((module) => moduleFile(module, 'mod')),
  ];
}
