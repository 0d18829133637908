import { existsSync } from 'node:fs';
import { isSystemError } from '../disk-error.ts';
import type { ModuleVersion } from '../go/module.ts';
import { modcachePaths } from './modcache.ts';
import { type ModuleContents, type ModuleFiles, UnreadableModule, wrongLength } from './module-files.ts';
import { openTree, readTree, treeBytes } from './tree-reader.ts';
import { isFolderEntry, zipContentBytes } from './zip-directory.ts';
import { openZip } from './zip-reader.ts';

/** Reading is where the contents of a module are read from when both its zip and its tree lie there. */
export type Reading =
  /** The zip says what files there are; their contents come from the tree, where they need not be inflated. */
  | 'tree'
  /** Everything from the zip, for a tree that has proved not to be what it should be. */
  | 'zip';

/** openModule opens the files of a module in a module cache. Throws UnreadableModule. */
export function openModule(gomodcache: string, module: ModuleVersion, reading: Reading): ModuleContents {
  const source = onModule(() => {
    const { zip, tree } = modcachePaths(gomodcache, module);
    if (!existsSync(zip)) return openTree(existing(tree), module);
    const contents = openZip(zip);
    const asTree = reading === 'tree' && existsSync(tree);
    if (!asTree) return { ...contents, fill: fillFrom(contents) };
    contents.close();
    return readTree(tree, module, contents.files);
  });
  return {
    ...source,
    read: (name) => (isFolderEntry(name) ? nothing : onModule(() => source.read(name))),
    fill: (name, target) => {
      if (!isFolderEntry(name)) onModule(() => source.fill(name, target));
    },
  };
}

/** What an entry for a folder holds. */
const nothing = Buffer.alloc(0);

/**
 * measureModule is how many bytes the files of a module have together, as far as can be told without reading them.
 * Throws UnreadableModule.
 */
export function measureModule(gomodcache: string, module: ModuleVersion): number {
  const { zip, tree } = modcachePaths(gomodcache, module);
  return onModule(() => (existsSync(zip) ? zipContentBytes(zip) : treeBytes(existing(tree), module)));
}

function existing(tree: string): string {
  if (!existsSync(tree)) throw new UnreadableModule('it is not in the module cache');
  return tree;
}

function fillFrom(zip: ModuleFiles): ModuleContents['fill'] {
  return (name, target) => {
    const content = zip.read(name);
    if (!Buffer.isBuffer(content) || content.length !== target.length)
      throw wrongLength({ name, bytes: target.length });
    content.copy(target);
  };
}

/** A disk that cannot be read costs the module that lies there, not the others. */
function onModule<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UnreadableModule('it cannot be read from the module cache', { cause: error });
  }
}
