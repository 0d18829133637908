import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  keepsTrees,
  keepsZips
} from "./layout.mjs";
import {
  goModHash,
  isHash1
} from "./go.dirhash.mjs";
import {
  escapePath,
  escapeVersion
} from "./go.module.mjs";
import {
  readPlainFile
} from "./plain-file.mjs";
import {
  ActionError,
  isAbsence
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/modcache/modcache.ts
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
function modcachePaths(gomodcache, module) {
  const escapedPath = escapePath(module.path);
  const escapedVersion = escapeVersion(module.version);
  const downloadDir = path.join(gomodcache, "cache", "download", escapedPath, "@v");
  const file = /* @__PURE__ */ __name((suffix) => path.join(downloadDir, `${escapedVersion}.${suffix}`), "file");
  return {
    downloadDir,
    info: file("info"),
    mod: file("mod"),
    zip: file("zip"),
    ziphash: file("ziphash"),
    lock: file("lock"),
    partial: file("partial"),
    tree: path.join(gomodcache, `${escapedPath}@${escapedVersion}`)
  };
}
__name(modcachePaths, "modcachePaths");
async function inspectModule(gomodcache, module, checksums, layout) {
  const paths = modcachePaths(gomodcache, module);
  const [mod, info, ziphash, partial, zip, tree] = await Promise.all([
    contentOf(paths.mod),
    contentOf(paths.info),
    contentOf(paths.ziphash),
    exists(paths.partial),
    !keepsZips(layout) || exists(paths.zip),
    !keepsTrees(layout) || exists(paths.tree)
  ]);
  const states = [
    agrees(mod && goModHash(mod), checksums.goMod(module)),
    agrees(validZiphash(ziphash), checksums.zip(module)),
    agrees(info && versionOf(info), module.version),
    !partial && zip && tree ? "present" : "absent"
  ];
  return states.find((state) => state === "differs") ?? states.find((state) => state === "absent") ?? "present";
}
__name(inspectModule, "inspectModule");
async function holdsModules(gomodcache) {
  return await holdsTree(gomodcache, "") || await holdsZip(path.join(gomodcache, "cache", "download"), "");
}
__name(holdsModules, "holdsModules");
var toolchain = "golang.org/toolchain";
async function holdsTree(dir, within) {
  for (const entry of await entriesOf(dir)) {
    const name = within + entry.name;
    if (!entry.isDirectory() || name === "cache" || name.startsWith(`${toolchain}@`)) continue;
    if (entry.name.includes("@") || await holdsTree(path.join(dir, entry.name), `${name}/`)) return true;
  }
  return false;
}
__name(holdsTree, "holdsTree");
async function holdsZip(dir, within) {
  for (const entry of await entriesOf(dir)) {
    const name = within + entry.name;
    if (name === toolchain) continue;
    if (entry.isFile() && entry.name.endsWith(".zip")) return true;
    if (entry.isDirectory() && await holdsZip(path.join(dir, entry.name), `${name}/`)) return true;
  }
  return false;
}
__name(holdsZip, "holdsZip");
function agrees(found, wanted) {
  if (found === void 0) return "absent";
  return wanted === void 0 || found === wanted ? "present" : "differs";
}
__name(agrees, "agrees");
function validZiphash(content) {
  const text = content?.toString("latin1").trim();
  return text !== void 0 && isHash1(text) ? text : void 0;
}
__name(validZiphash, "validZiphash");
function versionOf(info) {
  try {
    const parsed = JSON.parse(info.toString());
    const version = typeof parsed === "object" && parsed !== null && "Version" in parsed ? parsed.Version : void 0;
    return typeof version === "string" ? version : void 0;
  } catch (error) {
    if (error instanceof SyntaxError) return void 0;
    throw error;
  }
}
__name(versionOf, "versionOf");
async function contentOf(file) {
  return ifThere(readPlainFile(file), file);
}
__name(contentOf, "contentOf");
async function exists(file) {
  return await ifThere(stat(file), file) !== void 0;
}
__name(exists, "exists");
async function entriesOf(dir) {
  return await ifThere(readdir(dir, { withFileTypes: true }), dir) ?? [];
}
__name(entriesOf, "entriesOf");
async function ifThere(answer, file) {
  try {
    return await answer;
  } catch (error) {
    if (isAbsence(error)) return void 0;
    throw new ActionError(`cannot read ${file} in the module cache`, {
      code: "modcache-unreadable",
      class: "disk",
      hint: "Check that the user this runs as may read GOMODCACHE, or set GOMODCACHE to a folder of its own.",
      cause: error
    });
  }
}
__name(ifThere, "ifThere");

export {
  modcachePaths,
  inspectModule,
  holdsModules
};
