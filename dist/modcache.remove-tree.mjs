import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name,
  errnoOf
} from "./errors.mjs";

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
__name(removeTree, "removeTree");
function makeWritable(folder) {
  chmodSync(folder, 448);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(`${folder}/${entry.name}`);
  }
}
__name(makeWritable, "makeWritable");

export {
  removeTree
};
