import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  unpackShard
} from "./chunk-HH4SYDQK.mjs";
import {
  writeShard
} from "./chunk-546ILOC2.mjs";
import "./chunk-OSWKVEEI.mjs";
import "./chunk-7GQKNSI3.mjs";
import "./chunk-IICUVYCQ.mjs";
import {
  isSystemError
} from "./chunk-F2BQQIQJ.mjs";
import "./chunk-KFJCMFGZ.mjs";
import "./chunk-PYNR62PL.mjs";
import "./chunk-AUZ2ZPGY.mjs";
import {
  messageOf
} from "./chunk-TDSUPURM.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/pack/worker.ts
import { parentPort } from "node:worker_threads";

// src/pack/pack-shard.ts
async function packShard({ gomodcache, modules, file }) {
  const refused = [];
  let left = modules.map((module, index) => ({
    ...module,
    index,
    reading: "tree"
  }));
  try {
    while (left.length > 0) {
      const written = await writeShard(gomodcache, left, file);
      if (written.kind === "written") {
        const packed = left.map(({ index }, at) => ({
          index,
          files: 0,
          contentBytes: 0,
          ...written.modules[at]
        }));
        return { kind: "packed", bytes: written.bytes, modules: packed, refused };
      }
      const spoiler = left[written.index];
      if (spoiler === void 0) throw new Error("a module was refused that was not asked for");
      if (spoiler.reading === "tree") {
        left = left.with(written.index, { ...spoiler, reading: "zip" });
      } else {
        refused.push({ index: spoiler.index, reason: written.reason });
        left = left.filter((module) => module !== spoiler);
      }
    }
    return { kind: "packed", bytes: 0, modules: [], refused };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { kind: "disk", reason: messageOf(error) };
  }
}
__name(packShard, "packShard");

// src/pack/worker.ts
var port = parentPort;
if (port === null) throw new Error("this is started by the pool, as a worker thread");
var say = /* @__PURE__ */ __name((message) => port.postMessage(message), "say");
port.on("message", (job) => {
  void run(job);
});
async function run(job) {
  if (job.kind === "pack") say(await packShard(job.request));
  else say(await unpackShard(job.request, (index, outcome) => say({ kind: "module", index, outcome })));
}
__name(run, "run");
