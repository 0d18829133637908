import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __knownSymbol = (name, symbol) => (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name);
var __typeError = (msg) => {
  throw TypeError(msg);
};
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __using = (stack, value, async) => {
  if (value != null) {
    if (typeof value !== "object" && typeof value !== "function") __typeError("Object expected");
    var dispose, inner;
    if (async) dispose = value[__knownSymbol("asyncDispose")];
    if (dispose === void 0) {
      dispose = value[__knownSymbol("dispose")];
      if (async) inner = dispose;
    }
    if (typeof dispose !== "function") __typeError("Object not disposable");
    if (inner) dispose = function() {
      try {
        inner.call(this);
      } catch (e) {
        return Promise.reject(e);
      }
    };
    stack.push([async, dispose, value]);
  } else if (async) {
    stack.push([async]);
  }
  return value;
};
var __callDispose = (stack, error, hasError) => {
  var E = typeof SuppressedError === "function" ? SuppressedError : function(e, s, m, _) {
    return _ = Error(m), _.name = "SuppressedError", _.error = e, _.suppressed = s, _;
  };
  var fail = (e) => error = hasError ? new E(e, error, "An error was suppressed during disposal") : (hasError = true, e);
  var next = (it) => {
    while (it = stack.pop()) {
      try {
        var result = it[1] && it[1].call(it[2]);
        if (it[0]) return Promise.resolve(result).then(next, (e) => (fail(e), next()));
      } catch (e) {
        fail(e);
      }
    }
    if (hasError) throw error;
  };
  return next();
};

// src/errors.ts
var faults = {
  network: "infrastructure",
  server: "infrastructure",
  throttled: "infrastructure",
  "not-found": "go.mod",
  auth: "settings",
  tls: "infrastructure",
  // Unless go.sum is known to be wrong, the bytes are.
  checksum: "infrastructure",
  version: "go.mod",
  "go-mod": "go.mod",
  "go-version": "settings",
  disk: "infrastructure",
  cache: "infrastructure",
  configuration: "settings",
  internal: "program"
};
function faultOf(errorClass) {
  return faults[errorClass];
}
var ActionError = class extends Error {
  name = "ActionError";
  code;
  class;
  hint;
  location;
  fault;
  input;
  constructor(message, details) {
    super(message, details.cause === void 0 ? void 0 : { cause: details.cause });
    this.code = details.code;
    this.class = details.class;
    this.hint = details.hint;
    this.location = details.location;
    this.fault = details.fault ?? faultOf(details.class);
    this.input = details.input;
  }
};
function messageOf(error) {
  if (!Error.isError(error)) return String(error);
  const cause = error.cause === void 0 ? "" : `: ${messageOf(error.cause)}`;
  return `${error.message}${cause}`;
}
function errnoOf(error) {
  return Error.isError(error) && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
function isAbsence(error) {
  const errno = errnoOf(error);
  return errno === "ENOENT" || errno === "ENOTDIR";
}

// src/adapters/process-tree.ts
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
var ownGroup = process.platform !== "win32";
var pollMs = 10;
async function endProcessTree(child, graceMs = 500) {
  if (child.pid === void 0) return;
  const exited = hasExited(child) ? Promise.resolve() : once(child, "exit");
  if (process.platform === "win32") {
    if (!hasExited(child)) await taskkill(child.pid);
  } else {
    await endGroup(child, child.pid, graceMs);
  }
  await exited;
}
async function endGroup(child, pid, graceMs) {
  const deadline = performance.now() + graceMs;
  let left = signalGroup(child, pid, "SIGTERM");
  while (left && performance.now() < deadline) {
    await pause(pollMs);
    left = signalGroup(child, pid, 0);
  }
  if (left) signalGroup(child, pid, "SIGKILL");
}
function signalGroup(child, pid, signal) {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    if (errnoOf(error) !== "ESRCH" && errnoOf(error) !== "EPERM") throw error;
    return !hasExited(child) && child.kill(signal);
  }
}
function hasExited(child) {
  return child.exitCode !== null || child.signalCode !== null;
}
async function taskkill(pid) {
  const killer = spawn("taskkill", ["/PID", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
  await once(killer, "close");
}
function endProcessTreeNow(pid) {
  if (process.platform === "win32") taskkillNow(pid);
  else killGroup(pid);
}
function endOwnTree() {
  endProcessTreeNow(process.pid);
  process.exit(1);
}
function taskkillNow(pid) {
  spawnSync("taskkill", ["/PID", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
}
function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (errnoOf(error) !== "ESRCH" && errnoOf(error) !== "EPERM") throw error;
  }
}

export {
  __require,
  __commonJS,
  __export,
  __toESM,
  __using,
  __callDispose,
  faultOf,
  ActionError,
  messageOf,
  errnoOf,
  isAbsence,
  ownGroup,
  endProcessTree,
  endProcessTreeNow,
  endOwnTree
};
