import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  endProcess
} from "./adapters.guard.end-process.mjs";
import "./adapters.process-tree.mjs";
import "./errors.mjs";

// src/adapters/guard/worker.ts
import { parentPort, workerData } from "node:worker_threads";
var { lastLine, heartbeat, tickMs, silenceMs } = workerData;
var beats = new Int32Array(heartbeat);
var duties = /* @__PURE__ */ new Map();
var end;
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
      end = { leftMs: message.ms, reason: message.reason };
  }
});
setInterval(() => {
  const beat = Atomics.load(beats, 0);
  silentMs = beat === lastBeat ? silentMs + tickMs : 0;
  lastBeat = beat;
  if (end !== void 0) end.leftMs -= tickMs;
  if (end !== void 0 && end.leftMs <= 0) endProcess([...duties.values()], lastLine, end.reason);
  else if (silentMs >= silenceMs) {
    const seconds = Math.round(silentMs / 1e3);
    endProcess([...duties.values()], lastLine, `go-mod-download did not respond for ${seconds} s.`);
  }
}, tickMs);
