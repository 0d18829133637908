// src/adapters/guard/worker.ts
import { parentPort, workerData } from "node:worker_threads";

// src/adapters/guard/clear-away.ts
import { readFileSync } from "node:fs";

// src/errors.ts
function errnoOf(error) {
  return Error.isError(error) && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
function isAbsence(error) {
  const errno = errnoOf(error);
  return errno === "ENOENT" || errno === "ENOTDIR";
}

// src/adapters/process-tree.ts
import { spawn, spawnSync } from "node:child_process";
var ownGroup = process.platform !== "win32";
function endProcessTreeNow(pid) {
  if (process.platform === "win32") taskkillNow(pid);
  else killGroup(pid);
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

// src/adapters/guard/remove-within.ts
import { chmodSync, lstatSync, readdirSync, rmdirSync, unlinkSync } from "node:fs";
function removeWithin(path, ms) {
  const until = performance.now() + ms;
  return remove(path, () => performance.now() < until);
}
function remove(path, goOn) {
  try {
    if (!lstatSync(path).isDirectory()) unlinkSync(path);
    else return removeFolder(path, goOn);
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
  return true;
}
function removeFolder(folder, goOn) {
  chmodSync(folder, 448);
  while (goOn()) {
    for (const name of readdirSync(folder)) {
      if (!goOn() || !remove(`${folder}/${name}`, goOn)) return false;
    }
    if (removeEmpty(folder)) return true;
  }
  return false;
}
function removeEmpty(folder) {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOTEMPTY") return false;
    throw error;
  }
}

// src/adapters/guard/clear-away.ts
var removalMaxMs = 5e3;
var sliceMs = 300;
function clearAway(duties2) {
  const processes = duties2.filter((duty) => duty.kind === "process");
  const running = processes.flatMap(({ pid }) => failureOf(`process ${pid}`, () => end(pid)));
  const paths = duties2.filter((duty) => duty.kind === "path").toReversed();
  const until = performance.now() + removalMaxMs;
  const large = paths.filter((duty) => failureOf(duty.path, () => remove2(duty, sliceMs)).length > 0);
  const left = large.flatMap((duty) => failureOf(duty.path, () => remove2(duty, until - performance.now())));
  return [...running, ...left];
}
function failureOf(what, act) {
  try {
    return act() ? [] : [`${what} (there was no time)`];
  } catch (error) {
    return [`${what} (${errnoOf(error) ?? String(error)})`];
  }
}
function end(pid) {
  endProcessTreeNow(pid);
  return true;
}
function remove2(duty, ms) {
  return !isOurs(duty) || removeWithin(duty.path, ms);
}
function isOurs({ path, text }) {
  if (text === void 0) return true;
  try {
    return readFileSync(path, "utf8") === text;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

// src/adapters/guard/last-line.ts
import { writeSync } from "node:fs";
var waitMaxMs = 1e3;
var pauseMs = 20;
function writeLastLine({ fd, prefix }, sentence) {
  const line = `
${prefix}${sentence}
`;
  for (let waited = 0; waited < waitMaxMs; waited += pauseMs) {
    try {
      writeSync(fd, line);
      return;
    } catch (error) {
      if (errnoOf(error) !== "EAGAIN") return;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  }
}

// src/adapters/guard/end-process.ts
function endProcess(duties2, lastLine2, reason) {
  const left = clearAway(duties2);
  writeLastLine(lastLine2, `${reason} ${outcomeOf(duties2, left)}`);
  process.kill(process.pid, "SIGKILL");
}
function outcomeOf(duties2, left) {
  if (left.length > 0) return `What it started was ended and removed, except ${left.join(", ")}.`;
  if (duties2.length === 0) return "It left nothing behind.";
  return "Its programs were ended, its credentials and temporary files removed.";
}

// src/adapters/guard/worker.ts
var { lastLine, heartbeat, tickMs, silenceMs } = workerData;
var beats = new Int32Array(heartbeat);
var duties = /* @__PURE__ */ new Map();
var end2;
var lastBeat = 0;
var silentMs = 0;
parentPort?.on("message", (message) => {
  switch (message.kind) {
    case "take-on":
      duties.set(message.id, message.duty);
      break;
    case "release":
      duties.delete(message.id);
      break;
    case "end-within":
      end2 = { leftMs: message.ms, reason: message.reason };
  }
});
setInterval(() => {
  const beat = Atomics.load(beats, 0);
  silentMs = beat === lastBeat ? silentMs + tickMs : 0;
  lastBeat = beat;
  if (end2 !== void 0) end2.leftMs -= tickMs;
  if (end2 !== void 0 && end2.leftMs <= 0) endProcess([...duties.values()], lastLine, end2.reason);
  else if (silentMs >= silenceMs) {
    const seconds = Math.round(silentMs / 1e3);
    endProcess([...duties.values()], lastLine, `go-mod-download did not respond for ${seconds} s.`);
  }
}, tickMs);
