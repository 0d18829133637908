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
var temporaryHint = "Make room on this disk, or point RUNNER_TEMP or TMPDIR to another one.";
function isSystemError(error) {
  return /^E[A-Z0-9]+$/.test(errnoOf(error) ?? "");
}
__name(isSystemError, "isSystemError");
function modcacheError(gomodcache, cause) {
  return diskError(
    `cannot write to the module cache ${gomodcache}: ${messageOf(cause)}`,
    "Make room on this disk, or point GOMODCACHE to a folder that this user may write to."
  );
}
__name(modcacheError, "modcacheError");
function packFileError(file, cause) {
  return diskError(`cannot write the cache entry to ${file}: ${messageOf(cause)}`, temporaryHint);
}
__name(packFileError, "packFileError");
function temporaryError(dir, cause) {
  return diskError(`cannot write to the temporary folder ${dir}: ${messageOf(cause)}`, temporaryHint);
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
