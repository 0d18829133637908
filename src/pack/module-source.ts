import { existsSync } from 'node:fs';
import { modcachePaths } from '../go/modcache.ts';
import type { ModuleVersion } from '../go/module.ts';
import { isSystemError } from './disk-error.ts';
import { type ModuleFiles, UnreadableModule } from './module-files.ts';
import { openTree } from './tree-reader.ts';
import { openZip } from './zip-reader.ts';

/** openModule opens the files of a module in a module cache: its zip, else its tree. Throws UnreadableModule. */
export function openModule(gomodcache: string, module: ModuleVersion): ModuleFiles {
  const { zip, tree } = modcachePaths(gomodcache, module);
  const source = reading(() => {
    if (existsSync(zip)) return openZip(zip);
    return existsSync(tree) ? openTree(tree, module) : undefined;
  });
  if (source === undefined) throw new UnreadableModule('it is not in the module cache');
  return { ...source, read: (name) => reading(() => source.read(name)) };
}

/** A disk that cannot be read costs the module that lies there, not the others. */
function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UnreadableModule('it cannot be read from the module cache', { cause: error });
  }
}
