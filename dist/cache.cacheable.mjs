import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  modcachePaths
} from "./modcache.modcache.mjs";
import {
  goModHash
} from "./go.dirhash.mjs";
import {
  moduleKey
} from "./go.module.mjs";
import {
  ifPresent,
  ifRegular,
  readPlainFile
} from "./plain-file.mjs";
import {
  __name
} from "./runtime.mjs";

// src/cache/cacheable.ts
async function cacheableOf(set, checksums, gomodcache) {
  const modules = set.flatMap((module) => {
    const h1 = checksums.zip(module);
    return h1 === void 0 ? [] : [{ path: module.path, version: module.version, h1 }];
  });
  const uncovered = set.filter((module) => checksums.zip(module) === void 0).map(moduleKey);
  return { modules, goMods: await goModsOnDisk(checksums, gomodcache), uncovered };
}
__name(cacheableOf, "cacheableOf");
function beyond(manifests, cacheable) {
  const modules = new Set(manifests.flatMap((manifest) => manifest.modules.map(vouchedKey)));
  const goMods = new Set(manifests.flatMap((manifest) => manifest.mods.map(vouchedKey)));
  return {
    modules: cacheable.modules.filter((module) => !modules.has(vouchedKey(module))),
    goMods: cacheable.goMods.filter((module) => !goMods.has(vouchedKey(module)))
  };
}
__name(beyond, "beyond");
function vouchedKey(module) {
  return `${moduleKey(module)} ${module.h1}`;
}
__name(vouchedKey, "vouchedKey");
async function goModsOnDisk(checksums, gomodcache) {
  const found = await Promise.all(
    checksums.goMods.map(async (module) => {
      const h1 = checksums.goMod(module);
      const text = await ifRegular(ifPresent(readPlainFile(modcachePaths(gomodcache, module).mod)));
      return h1 !== void 0 && text !== void 0 && goModHash(text) === h1 ? [{ ...module, h1 }] : [];
    })
  );
  return found.flat();
}
__name(goModsOnDisk, "goModsOnDisk");

export {
  cacheableOf,
  beyond
};
