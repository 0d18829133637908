import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  escapePath,
  escapeVersion
} from "./run.mjs";

// src/mirror/mirror-paths.ts
import path from "node:path";
import { pathToFileURL } from "node:url";
function mirrorPaths(dir, module) {
  const versions = path.join(dir, escapePath(module.path), "@v");
  const file = (suffix) => path.join(versions, `${escapeVersion(module.version)}.${suffix}`);
  return { versions, info: file("info"), mod: file("mod"), zip: file("zip") };
}
function mirrorGoproxy(dir) {
  const url = pathToFileURL(dir).href.replaceAll(",", "%2C").replaceAll("|", "%7C");
  return `${url},off`;
}

export {
  mirrorPaths,
  mirrorGoproxy
};
