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
  /** The .mod files that go.sum lists: of these, those of the module graph are on disk. */
  readonly goMods: readonly Vouched[];
  /** Modules of the set that no line of go.sum covers, as `path@version`. */
  readonly uncovered: readonly string[];
}

/** cacheableOf sorts a complete set of modules by what go.sum says of them. Nothing is read from disk: whoever packs does that. */
export function cacheableOf(set: readonly ModuleVersion[], checksums: Checksums): Cacheable {
  return {
    modules: vouchedBy(checksums.zip, set),
    goMods: vouchedBy(checksums.goMod, checksums.goMods),
    uncovered: set.filter((module) => checksums.zip(module) === undefined).map(moduleKey),
  };
}

function vouchedBy(
  h1Of: (module: ModuleVersion) => string | undefined,
  set: readonly ModuleVersion[],
): Vouched[] {
  return set.flatMap((module) => {
    const h1 = h1Of(module);
    return h1 === undefined ? [] : [{ path: module.path, version: module.version, h1 }];
  });
}

/** goModsOnDisk keeps the .mod files that are in a module cache as their h1 has them. */
export async function goModsOnDisk(gomodcache: string, goMods: readonly Vouched[]): Promise<Vouched[]> {
  const found = await Promise.all(
    goMods.map(async (module) => {
      const text = await ifRegular(ifPresent(readPlainFile(modcachePaths(gomodcache, module).mod)));
      return text !== undefined && goModHash(text) === module.h1;
    }),
  );
  return goMods.filter((_, index) => found[index]);
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
