import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  escapePath,
  escapeVersion
} from "./modcache.modcache.mjs";
import {
  __name
} from "./errors.mjs";

// src/mirror/mirror-paths.ts
import path from "node:path";
import { pathToFileURL } from "node:url";
function mirrorPaths(dir, module) {
  const versions = path.join(dir, escapePath(module.path), "@v");
  const file = /* @__PURE__ */ __name((suffix) => path.join(versions, `${escapeVersion(module.version)}.${suffix}`), "file");
  return { versions, info: file("info"), mod: file("mod"), zip: file("zip") };
}
__name(mirrorPaths, "mirrorPaths");
function mirrorGoproxy(dir) {
  const url = pathToFileURL(dir).href.replaceAll(",", "%2C").replaceAll("|", "%7C");
  return `${url},off`;
}
__name(mirrorGoproxy, "mirrorGoproxy");

export {
  mirrorPaths,
  mirrorGoproxy
};
