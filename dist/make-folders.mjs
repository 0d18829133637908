import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  errnoOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/make-folders.ts
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
function makeFolders(dir) {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    if (errnoOf(error) === "ENOENT") mkdirSync(firstMissing(dir));
    throw error;
  }
}
__name(makeFolders, "makeFolders");
function firstMissing(dir) {
  const parent = path.dirname(dir);
  return parent === dir || existsSync(parent) ? dir : firstMissing(parent);
}
__name(firstMissing, "firstMissing");

export {
  makeFolders
};
