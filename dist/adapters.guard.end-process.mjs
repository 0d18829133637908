import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  endProcessTreeNow
} from "./adapters.process-tree.mjs";
import {
  __name,
  errnoOf,
  isAbsence
} from "./errors.mjs";

// src/adapters/guard/remove-within.ts
import { chmodSync, lstatSync, readdirSync, rmdirSync, unlinkSync } from "node:fs";
function removeWithin(path, ms) {
  const until = performance.now() + ms;
  return remove(path, () => performance.now() < until);
}
__name(removeWithin, "removeWithin");
function remove(path, goOn) {
  try {
    if (!lstatSync(path).isDirectory()) unlinkSync(path);
    else return removeFolder(path, goOn);
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
  return true;
}
__name(remove, "remove");
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
__name(removeFolder, "removeFolder");
function removeEmpty(folder) {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOTEMPTY") return false;
    throw error;
  }
}
__name(removeEmpty, "removeEmpty");

// src/adapters/guard/clear-away.ts
import { readFileSync } from "node:fs";
var removalMaxMs = 5e3;
var sliceMs = 300;
function clearAway(duties) {
  const processes = duties.filter((duty) => duty.kind === "process");
  const running = processes.flatMap(({ pid }) => failureOf(`process ${pid}`, () => end(pid)));
  const paths = duties.filter((duty) => duty.kind === "path").toReversed();
  const until = performance.now() + removalMaxMs;
  const large = paths.filter((duty) => failureOf(duty.path, () => remove2(duty, sliceMs)).length > 0);
  const left = large.flatMap((duty) => failureOf(duty.path, () => remove2(duty, until - performance.now())));
  return [...running, ...left];
}
__name(clearAway, "clearAway");
function failureOf(what, act) {
  try {
    return act() ? [] : [`${what} (there was no time)`];
  } catch (error) {
    return [`${what} (${errnoOf(error) ?? String(error)})`];
  }
}
__name(failureOf, "failureOf");
function end(pid) {
  endProcessTreeNow(pid);
  return true;
}
__name(end, "end");
function remove2(duty, ms) {
  return !isOurs(duty) || removeWithin(duty.path, ms);
}
__name(remove2, "remove");
function isOurs({ path, text }) {
  if (text === void 0) return true;
  try {
    return readFileSync(path, "utf8") === text;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}
__name(isOurs, "isOurs");

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
__name(writeLastLine, "writeLastLine");

// src/adapters/guard/end-process.ts
function endProcess(duties, lastLine, reason) {
  const left = clearAway(duties);
  writeLastLine(lastLine, `${reason} ${outcomeOf(duties, left)}`);
  process.kill(process.pid, "SIGKILL");
}
__name(endProcess, "endProcess");
function outcomeOf(duties, left) {
  if (left.length > 0) return `What it started was ended and removed, except ${left.join(", ")}.`;
  if (duties.length === 0) return "It left nothing behind.";
  return "Its programs were ended, its credentials and temporary files removed.";
}
__name(outcomeOf, "outcomeOf");

export {
  clearAway,
  endProcess
};
