import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ActionError,
  errnoOf,
  messageOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/disk-error.ts
var temporaryHint = "Free space on this disk, or set RUNNER_TEMP or TMPDIR to a directory on another one.";
function isSystemError(error) {
  return /^E[A-Z0-9]+$/.test(errnoOf(error) ?? "");
}
__name(isSystemError, "isSystemError");
function modcacheError(gomodcache, cause) {
  return diskError(
    `cannot write to the module cache ${gomodcache}: ${messageOf(cause)}`,
    "Free space on this disk, or set GOMODCACHE to a directory that this user may write to."
  );
}
__name(modcacheError, "modcacheError");
function packFileError(file, cause) {
  return diskError(`cannot write the cache entry to ${file}: ${messageOf(cause)}`, temporaryHint);
}
__name(packFileError, "packFileError");
function temporaryError(dir, cause) {
  return diskError(`cannot write to the temporary directory ${dir}: ${messageOf(cause)}`, temporaryHint);
}
__name(temporaryError, "temporaryError");
async function onDisk(work, describe) {
  try {
    return await work();
  } catch (error) {
    throw isSystemError(error) ? describe(error) : error;
  }
}
__name(onDisk, "onDisk");
function diskError(message, hint) {
  return new ActionError(message, { code: "disk-write", class: "disk", hint });
}
__name(diskError, "diskError");

export {
  isSystemError,
  modcacheError,
  packFileError,
  temporaryError,
  onDisk
};
