import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  errnoOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/inner-folders.ts
import { lstatSync, mkdirSync } from "node:fs";
import path from "node:path";
var LinkInPath = class extends Error {
  static {
    __name(this, "LinkInPath");
  }
  /** What the system says where a folder is expected. */
  code = "ENOTDIR";
  constructor(folder) {
    super(`${folder} is a link or a file, not a folder`);
  }
};
function makeInnerFolders(root, dir) {
  for (const folder of foldersBetween(root, dir)) {
    if (isFolder(folder)) continue;
    try {
      mkdirSync(folder);
    } catch (error) {
      if (errnoOf(error) !== "EEXIST" || !isFolder(folder)) throw error;
    }
  }
}
__name(makeInnerFolders, "makeInnerFolders");
function checkInnerFolders(root, dir) {
  for (const folder of foldersBetween(root, dir)) {
    if (!isFolder(folder)) return;
  }
}
__name(checkInnerFolders, "checkInnerFolders");
function isFolder(folder) {
  try {
    if (lstatSync(folder).isDirectory()) return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
  throw new LinkInPath(folder);
}
__name(isFolder, "isFolder");
function foldersBetween(root, dir) {
  const relative = path.relative(root, dir);
  if (relative === "" || relative.split(path.sep)[0] === ".." || path.isAbsolute(relative)) return [];
  const elements = relative.split(path.sep);
  return elements.map((_, index) => path.join(root, ...elements.slice(0, index + 1)));
}
__name(foldersBetween, "foldersBetween");

export {
  LinkInPath,
  makeInnerFolders,
  checkInnerFolders
};
