import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  errnoOf
} from "./chunk-TDSUPURM.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

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
__name(endProcessTree, "endProcessTree");
async function endGroup(child, pid, graceMs) {
  const deadline = performance.now() + graceMs;
  let left = signalGroup(child, pid, "SIGTERM");
  while (left && performance.now() < deadline) {
    await pause(pollMs);
    left = signalGroup(child, pid, 0);
  }
  if (left) signalGroup(child, pid, "SIGKILL");
}
__name(endGroup, "endGroup");
function signalGroup(child, pid, signal) {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    if (errnoOf(error) !== "ESRCH" && errnoOf(error) !== "EPERM") throw error;
    return !hasExited(child) && child.kill(signal);
  }
}
__name(signalGroup, "signalGroup");
function hasExited(child) {
  return child.exitCode !== null || child.signalCode !== null;
}
__name(hasExited, "hasExited");
async function taskkill(pid) {
  const killer = spawn("taskkill", ["/PID", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
  await once(killer, "close");
}
__name(taskkill, "taskkill");
function endOwnTree() {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/PID", String(process.pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
  } else {
    killOwnGroup();
  }
  process.exit(1);
}
__name(endOwnTree, "endOwnTree");
function killOwnGroup() {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch (error) {
    if (errnoOf(error) !== "ESRCH") throw error;
  }
}
__name(killOwnGroup, "killOwnGroup");

// src/adapters/github-cache-protocol.ts
var packName = "go-mod-download.pack";
function parseCacheRequest(message) {
  const { work, verb, key, keys } = fieldsOf(message);
  if (typeof work === "string") {
    if ((verb === "lookup" || verb === "fetch") && isKeys(keys)) return { work, verb, keys };
    if (verb === "store" && typeof key === "string") return { work, verb, key };
  }
  throw new TypeError(`not a cache request: ${JSON.stringify(message)}`);
}
__name(parseCacheRequest, "parseCacheRequest");
function parseCacheReply(message) {
  const { answer, goesOn } = fieldsOf(message);
  return { answer: parseCacheAnswer(answer), goesOn: goesOn === true };
}
__name(parseCacheReply, "parseCacheReply");
function parseCacheAnswer(value) {
  const { kind, key, message } = fieldsOf(value);
  if (kind === "none" || kind === "saved" || kind === "not-saved") return { kind };
  if (kind === "matched" && typeof key === "string") return { kind, key };
  if (kind === "failed" && typeof message === "string") return { kind, message };
  throw new TypeError(`not an answer of the cache process: ${JSON.stringify(value)}`);
}
__name(parseCacheAnswer, "parseCacheAnswer");
function fieldsOf(value) {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
__name(fieldsOf, "fieldsOf");
function isKeys(value) {
  return Array.isArray(value) && value.every((key) => typeof key === "string");
}
__name(isKeys, "isKeys");

export {
  ownGroup,
  endProcessTree,
  endOwnTree,
  packName,
  parseCacheRequest,
  parseCacheReply
};
