import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name,
  errnoOf
} from "./errors.mjs";

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
function endProcessTreeNow(pid) {
  if (process.platform === "win32") taskkillNow(pid);
  else killGroup(pid);
}
__name(endProcessTreeNow, "endProcessTreeNow");
function endOwnTree() {
  endProcessTreeNow(process.pid);
  process.exit(1);
}
__name(endOwnTree, "endOwnTree");
function taskkillNow(pid) {
  spawnSync("taskkill", ["/PID", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
}
__name(taskkillNow, "taskkillNow");
function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (errnoOf(error) !== "ESRCH" && errnoOf(error) !== "EPERM") throw error;
  }
}
__name(killGroup, "killGroup");

export {
  ownGroup,
  endProcessTree,
  endProcessTreeNow,
  endOwnTree
};
