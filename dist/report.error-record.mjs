import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ActionError,
  errnoOf,
  faultOf,
  messageOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/report/error-record.ts
var transientClasses = /* @__PURE__ */ new Set(["network", "server", "throttled", "cache"]);
var crashHint = "This is a bug in go-mod-download, not in your project. Please report it with the log of a run with debug logging enabled, which has the stack trace.";
var noPermission = {
  class: "disk",
  hint: "Give the user of this job write permission there, or use another directory."
};
var noRoom = {
  class: "disk",
  hint: "Free space on this disk, or move GOMODCACHE and the temporary directory to a larger one."
};
var noNetwork = {
  class: "network",
  hint: "Run it again; if it keeps failing, check that this machine can reach the host."
};
var inTheWay = {
  class: "disk",
  hint: "Check this path: something there is of the wrong kind (a file, a folder, a link or a pipe), or its name is too long."
};
var errnoMeanings = /* @__PURE__ */ new Map([
  ["EACCES", noPermission],
  ["EPERM", noPermission],
  ["EROFS", noPermission],
  ["ENOSPC", noRoom],
  ["EDQUOT", noRoom],
  ["EIO", { class: "disk", hint: "The disk reported an I/O error; check the machine." }],
  ["EMFILE", { class: "disk", hint: "Raise the limit on open files (`ulimit -n`) and run it again." }],
  ["ENFILE", { class: "disk", hint: "Raise the limit on open files of this machine and run it again." }],
  ["EEXIST", inTheWay],
  ["EFTYPE", inTheWay],
  ["EISDIR", inTheWay],
  ["ELOOP", inTheWay],
  ["ENAMETOOLONG", inTheWay],
  ["ENOTDIR", inTheWay],
  ["ENXIO", inTheWay],
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
  const { code, hint, fault, location, input } = error;
  return {
    class: error.class,
    code,
    fault,
    message: messageOf(error),
    hint,
    ...location === void 0 ? {} : { location },
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
  errorRecord
};
