import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  errnoOf,
  isAbsence
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/plain-file.ts
import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
var NotRegularFile = class extends Error {
  static {
    __name(this, "NotRegularFile");
  }
  /** What BSD answers in this case. */
  code = "EFTYPE";
  constructor(file) {
    super(`${file} is not a regular file`);
  }
};
async function openPlainFile(file, options) {
  const handle = await open(file, flags(options)).catch((error) => {
    throw openError(file, error);
  });
  const stats = await handle.stat();
  if (stats.isFile()) return handle;
  await handle.close();
  throw irregular(file, stats);
}
__name(openPlainFile, "openPlainFile");
function openPlainFileSync(file, options) {
  const fd = openAt(file, options);
  const stats = fstatSync(fd);
  if (stats.isFile()) return fd;
  closeSync(fd);
  throw irregular(file, stats);
}
__name(openPlainFileSync, "openPlainFileSync");
async function readPlainFile(file, options = { followLinks: true }) {
  const handle = await openPlainFile(file, options);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
__name(readPlainFile, "readPlainFile");
async function ifPresent(answer) {
  try {
    return await answer;
  } catch (error) {
    if (isAbsence(error)) return void 0;
    throw error;
  }
}
__name(ifPresent, "ifPresent");
async function ifRegular(answer) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotRegularFile) return void 0;
    throw error;
  }
}
__name(ifRegular, "ifRegular");
function openAt(file, options) {
  try {
    return openSync(file, flags(options));
  } catch (error) {
    throw openError(file, error);
  }
}
__name(openAt, "openAt");
function flags({ followLinks }) {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  return O_RDONLY | O_NONBLOCK | (followLinks ? 0 : O_NOFOLLOW);
}
__name(flags, "flags");
function openError(file, error) {
  return ["ELOOP", "EMLINK", "ENXIO"].includes(errnoOf(error) ?? "") ? new NotRegularFile(file) : error;
}
__name(openError, "openError");
function irregular(file, stats) {
  if (!stats.isDirectory()) return new NotRegularFile(file);
  return Object.assign(new Error(`EISDIR: ${file} is a directory`), { code: "EISDIR" });
}
__name(irregular, "irregular");

export {
  NotRegularFile,
  openPlainFile,
  openPlainFileSync,
  readPlainFile,
  ifPresent,
  ifRegular
};
