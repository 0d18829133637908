import { goModHash } from '../go/dirhash.ts';
import type { Checksums } from '../go/gosum.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import { modcachePaths } from '../modcache/modcache.ts';
import type { Manifest } from '../pack/manifest.ts';
import { ifPresent, ifRegular, readPlainFile } from '../plain-file.ts';

/** Vouched is a module version with the h1 that go.sum has for it. */
export type Vouched = ModuleVersion & { readonly h1: string };

/** Cacheable is what an entry of this checkout has to hold, and what it may not. */
export interface Cacheable {
  readonly modules: readonly Vouched[];
  /** The .mod files of the module graph that are on disk. */
  readonly goMods: readonly Vouched[];
  /** Modules of the set that no line of go.sum covers, as `path@version`. */
  readonly uncovered: readonly string[];
}

/**
 * cacheableOf sorts a complete set of modules by what go.sum says of them. The .mod files of `restored`, the manifests of
 * entries that this run has placed, are not read again: they are on disk, and whoever packs them verifies them.
 */
export async function cacheableOf(
  set: readonly ModuleVersion[],
  checksums: Checksums,
  gomodcache: string,
  restored: readonly Manifest[] = [],
): Promise<Cacheable> {
  const modules = set.flatMap((module) => {
    const h1 = checksums.zip(module);
    return h1 === undefined ? [] : [{ path: module.path, version: module.version, h1 }];
  });
  const uncovered = set.filter((module) => checksums.zip(module) === undefined).map(moduleKey);
  return { modules, goMods: await goModsOnDisk(checksums, gomodcache, restored), uncovered };
}

/** beyond is the part of a set that none of these manifests has. */
export function beyond(
  manifests: readonly Manifest[],
  cacheable: Cacheable,
): Pick<Cacheable, 'modules' | 'goMods'> {
  const modules = new Set(manifests.flatMap((manifest) => manifest.modules.map(vouchedKey)));
  const goMods = new Set(manifests.flatMap((manifest) => manifest.mods.map(vouchedKey)));
  return {
    modules: cacheable.modules.filter((module) => !modules.has(vouchedKey(module))),
    goMods: cacheable.goMods.filter((module) => !goMods.has(vouchedKey(module))),
  };
}

function vouchedKey(module: Vouched): string {
  return `${moduleKey(module)} ${module.h1}`;
}

async function goModsOnDisk(
  checksums: Checksums,
  gomodcache: string,
  restored: readonly Manifest[],
): Promise<Vouched[]> {
  const placed = new Set(restored.flatMap(({ mods }) => mods.map(vouchedKey)));
  const found = await Promise.all(
    checksums.goMods.map(async (module) => {
      const h1 = checksums.goMod(module);
      if (h1 === undefined) return [];
      if (placed.has(vouchedKey({ ...module, h1 }))) return [{ ...module, h1 }];
      const text = await ifRegular(ifPresent(readPlainFile(modcachePaths(gomodcache, module).mod)));
      return text !== undefined && goModHash(text) === h1 ? [{ ...module, h1 }] : [];
    }),
  );
  return found.flat();
}
