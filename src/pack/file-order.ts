import { compareText } from '../go/module.ts';
import type { ModuleFile } from '../modcache/module-files.ts';

/**
 * inPackOrder puts the files of a module, whose names begin with `prefix`, into the order they have in a shard: those
 * of one top-level folder together, and among these the files with the same base name. Packages that a generator wrote
 * hold files of the same names, and these are like each other: the closer they lie, the fewer candidates for each
 * hash compression has to look at (measured: bench/README.md). The order depends on nothing but the names.
 */
export function inPackOrder(prefix: string, files: readonly ModuleFile[]): ModuleFile[] {
  const keyed = files.map((file) => ({ file, ...sortKeyOf(file.name, prefix.length) }));
  keyed.sort((a, b) => {
    return compareText(a.top, b.top) || compareText(a.base, b.base) || compareText(a.file.name, b.file.name);
  });
  return keyed.map(({ file }) => file);
}

/** A file at the root is in the folder without a name. */
function sortKeyOf(name: string, start: number): { top: string; base: string } {
  const first = name.indexOf('/', start);
  return { top: name.slice(start, Math.max(start, first)), base: name.slice(name.lastIndexOf('/') + 1) };
}
