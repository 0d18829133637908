import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  errnoOf
} from "./adapters.process-tree.mjs";

// src/modcache/remove-tree.ts
import { chmodSync, lstatSync, readdirSync, rmSync } from "node:fs";
function removeTree(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    const errno = errnoOf(error);
    if (errno !== "EACCES" && errno !== "EPERM" && errno !== "ENOTEMPTY") throw error;
    if (!lstatSync(folder).isDirectory()) throw error;
    makeWritable(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
function makeWritable(folder) {
  chmodSync(folder, 448);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(`${folder}/${entry.name}`);
  }
}

// src/modcache/place.ts
import { chmodSync as chmodSync2, copyFileSync, existsSync, mkdirSync, renameSync, rmSync as rmSync2, writeFileSync } from "node:fs";
function placeModule(staged, target) {
  mkdirSync(target.downloadDir, { recursive: true });
  const vouched = existsSync(target.ziphash);
  if (!vouched && existsSync(target.zip)) return false;
  const treePlaced = staged.tree !== void 0 && placeTree(staged.tree, target, staged.folderMode);
  const treeForeign = !treePlaced && existsSync(target.tree);
  if (staged.zip === void 0 && !treePlaced) return false;
  if (!treeForeign) placeFile(staged.ziphash, target.ziphash, staged.h1);
  const zipPlaced = staged.zip !== void 0 && moveIfAbsent(staged.zip, target.zip);
  return treePlaced || zipPlaced;
}
function placeFile(temporary, target, content) {
  if (existsSync(target)) return false;
  writeFileSync(temporary, content);
  return moveIfAbsent(temporary, target);
}
function placeTree(tree, target, folderMode) {
  if (existsSync(target.lock) || existsSync(target.partial)) return false;
  mkdirSync(parentOf(target.tree), { recursive: true });
  if (!moveIfAbsent(tree, target.tree, "folder")) return false;
  if (folderMode !== void 0) chmodSync2(target.tree, folderMode);
  return true;
}
function moveIfAbsent(from, to, kind = "file") {
  for (let attempt = 1; ; attempt++) {
    const outcome = tryToMove(from, to);
    if (outcome === "other-file-system") return kind === "file" && copyIfAbsent(from, to);
    if (outcome !== "busy") return outcome === "moved";
    if (attempt === attempts) return false;
    Atomics.wait(sleeper, 0, 0, retryEveryMs);
  }
}
function copyIfAbsent(from, to) {
  const beside = `${to}.go-mod-download-${process.pid}`;
  try {
    copyFileSync(from, beside);
    return tryToMove(beside, to) === "moved";
  } finally {
    rmSync2(beside, { force: true });
  }
}
function tryToMove(from, to) {
  if (existsSync(to)) return "occupied";
  try {
    renameSync(from, to);
    return "moved";
  } catch (error) {
    const errno = errnoOf(error) ?? "";
    if (errno === "EXDEV") return "other-file-system";
    if (occupied.has(errno) && existsSync(to)) return "occupied";
    if (process.platform === "win32" && busy.has(errno)) return "busy";
    throw error;
  }
}
var attempts = 40;
var retryEveryMs = 50;
var sleeper = new Int32Array(new SharedArrayBuffer(4));
var occupied = /* @__PURE__ */ new Set(["EEXIST", "ENOTEMPTY"]);
var busy = /* @__PURE__ */ new Set(["EACCES", "EBUSY", "EPERM"]);
function parentOf(file) {
  return file.slice(0, Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")));
}

export {
  removeTree,
  placeModule,
  placeFile
};
