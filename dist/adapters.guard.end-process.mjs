import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  endProcessTreeNow
} from "./adapters.process-tree.mjs";
import {
  removeTree
} from "./modcache.remove-tree.mjs";
import {
  __name,
  errnoOf,
  isAbsence
} from "./errors.mjs";

// src/adapters/guard/clear-away.ts
import { readFileSync } from "node:fs";
function clearAway(duties) {
  const processes = duties.filter((duty) => duty.kind === "process");
  const paths = duties.filter((duty) => duty.kind === "path").toReversed();
  return [...processes, ...paths].flatMap((duty) => {
    try {
      if (duty.kind === "process") endProcessTreeNow(duty.pid);
      else if (isOurs(duty)) removeTree(duty.path);
      return [];
    } catch (error) {
      const what = duty.kind === "process" ? `process ${duty.pid}` : duty.path;
      return [`${what} (${errnoOf(error) ?? String(error)})`];
    }
  });
}
__name(clearAway, "clearAway");
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
