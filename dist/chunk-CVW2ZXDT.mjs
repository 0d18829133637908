import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  goModHash,
  modcachePaths
} from "./chunk-PYNR62PL.mjs";
import {
  moduleKey
} from "./chunk-AUZ2ZPGY.mjs";
import {
  ActionError,
  errnoOf,
  faultOf,
  messageOf
} from "./chunk-TDSUPURM.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/cache/cacheable.ts
import { readFile } from "node:fs/promises";
async function cacheableOf(set, checksums, gomodcache) {
  const modules = set.flatMap((module) => {
    const h1 = checksums.zip(module);
    return h1 === void 0 ? [] : [{ path: module.path, version: module.version, h1 }];
  });
  const uncovered = set.filter((module) => checksums.zip(module) === void 0).map(moduleKey);
  return { modules, goMods: await goModsOnDisk(checksums, gomodcache), uncovered };
}
__name(cacheableOf, "cacheableOf");
function beyond(manifests, cacheable) {
  const modules = new Set(manifests.flatMap((manifest) => manifest.modules.map(vouchedKey)));
  const goMods = new Set(manifests.flatMap((manifest) => manifest.mods.map(vouchedKey)));
  return {
    modules: cacheable.modules.filter((module) => !modules.has(vouchedKey(module))),
    goMods: cacheable.goMods.filter((module) => !goMods.has(vouchedKey(module)))
  };
}
__name(beyond, "beyond");
function vouchedKey(module) {
  return `${moduleKey(module)} ${module.h1}`;
}
__name(vouchedKey, "vouchedKey");
async function goModsOnDisk(checksums, gomodcache) {
  const found = await Promise.all(
    checksums.goMods.map(async (module) => {
      const h1 = checksums.goMod(module);
      const text = await readMod(modcachePaths(gomodcache, module).mod);
      return h1 !== void 0 && text !== void 0 && goModHash(text) === h1 ? [{ ...module, h1 }] : [];
    })
  );
  return found.flat();
}
__name(goModsOnDisk, "goModsOnDisk");
async function readMod(file) {
  try {
    return await readFile(file);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return void 0;
    throw error;
  }
}
__name(readMod, "readMod");

// src/report/error-record.ts
var transientClasses = /* @__PURE__ */ new Set(["network", "server", "throttled", "cache"]);
var crashHint = "This is a fault of go-mod-download, not of your project. Please report it with the log of a run with debug logging on, which holds the stack.";
var noPermission = {
  class: "disk",
  hint: "Give the user of this job permission to write there, or name another directory."
};
var noRoom = {
  class: "disk",
  hint: "Free space on this disk, or move GOMODCACHE and the temporary folder to a larger one."
};
var noNetwork = {
  class: "network",
  hint: "Run it again; if it stays, check that this machine reaches the host."
};
var errnoMeanings = /* @__PURE__ */ new Map([
  ["EACCES", noPermission],
  ["EPERM", noPermission],
  ["EROFS", noPermission],
  ["ENOSPC", noRoom],
  ["EDQUOT", noRoom],
  ["EIO", { class: "disk", hint: "The disk failed; check the machine." }],
  ["EMFILE", { class: "disk", hint: "Raise the limit of open files (ulimit -n) and run it again." }],
  ["ENFILE", { class: "disk", hint: "Raise the limit of open files of this machine and run it again." }],
  ["ECONNREFUSED", noNetwork],
  ["ECONNRESET", noNetwork],
  ["EHOSTUNREACH", noNetwork],
  ["ENETUNREACH", noNetwork],
  ["ENOTFOUND", noNetwork],
  ["EAI_AGAIN", noNetwork],
  ["ETIMEDOUT", noNetwork]
]);
function errorRecord(error, extras = {}) {
  const { transient, ...others } = extras;
  const described = error instanceof ActionError ? ofActionError(error) : ofCrash(error);
  const passes = transientClasses.has(described.class) && described.fault === "infrastructure";
  return { ...described, transient: transient ?? passes, ...others };
}
__name(errorRecord, "errorRecord");
function ofActionError(error) {
  const { code, hint, fault, place, input } = error;
  return {
    class: error.class,
    code,
    fault,
    message: messageOf(error),
    hint,
    ...place === void 0 ? {} : { place },
    ...input === void 0 ? {} : { input }
  };
}
__name(ofActionError, "ofActionError");
function ofCrash(error) {
  const errno = errnoOf(error);
  const meaning = errno === void 0 ? void 0 : errnoMeanings.get(errno);
  const message = messageOf(error);
  if (errno !== void 0 && meaning !== void 0) {
    const code = errno.toLowerCase().replaceAll("_", "-");
    return { ...meaning, code, fault: faultOf(meaning.class), message };
  }
  return {
    class: "internal",
    code: "unexpected",
    fault: faultOf("internal"),
    message: `Unexpected: ${message}`,
    hint: crashHint
  };
}
__name(ofCrash, "ofCrash");

export {
  cacheableOf,
  beyond,
  errorRecord
};
