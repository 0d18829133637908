import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  FetchFailure
} from "./chunk-PFWF7COA.mjs";
import {
  asUpstream
} from "./chunk-4HLREVUW.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/proxy/goproxy-list.ts
function groupUpstreams(entries, leftToGo = /* @__PURE__ */ new Set()) {
  const groups = [];
  const parts = [];
  let run = [];
  for (const [index, entry] of entries.entries()) {
    if (!isOurs(entry, leftToGo)) {
      parts.push(entry.kind === "url" ? entry.url + entry.separator : entry.kind);
      continue;
    }
    run.push(asUpstream(entry.url, entry.separator));
    const next = entries[index + 1];
    if (next !== void 0 && isOurs(next, leftToGo)) continue;
    parts.push({ group: groups.length, separator: entry.separator });
    groups.push({ upstreams: run, hasTail: next !== void 0 });
    run = [];
  }
  return {
    groups,
    first: typeof parts[0] === "string" ? void 0 : groups[0],
    render: /* @__PURE__ */ __name((urlOfGroup) => parts.map((part) => typeof part === "string" ? part : urlOfGroup(part.group) + part.separator).join(""), "render")
  };
}
__name(groupUpstreams, "groupUpstreams");
function isOurs(entry, leftToGo) {
  if (entry.kind !== "url" || leftToGo.has(entry.url)) return false;
  const { protocol, username, password } = new URL(entry.url);
  return protocol === "https:" || protocol === "http:" && username === "" && password === "";
}
__name(isOurs, "isOurs");

// src/proxy/spool.ts
import { open, rm } from "node:fs/promises";
import path from "node:path";
var bytesMax = { zip: 500 * 2 ** 20, small: 32 * 2 ** 20 };
function spools(dir) {
  let count = 0;
  return async ({ kind }) => kind === "zip" ? fileSpool(path.join(dir, `${count++}.zip`)) : memorySpool();
}
__name(spools, "spools");
function memorySpool() {
  let chunks = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    async write(chunk) {
      size += chunk.length;
      refuseAbove(bytesMax.small, size);
      chunks.push(chunk);
    },
    async reset() {
      chunks = [];
      size = 0;
    },
    content: /* @__PURE__ */ __name(() => ({ kind: "memory", bytes: Buffer.concat(chunks) }), "content"),
    close: /* @__PURE__ */ __name(async () => {
    }, "close")
  };
}
__name(memorySpool, "memorySpool");
async function fileSpool(file) {
  const handle = await open(file, "wx");
  let size = 0;
  return {
    get size() {
      return size;
    },
    async write(chunk) {
      refuseAbove(bytesMax.zip, size + chunk.length);
      for (let at = 0; at < chunk.length; ) {
        const { bytesWritten } = await handle.write(chunk, at, chunk.length - at, size);
        at += bytesWritten;
        size += bytesWritten;
      }
    },
    async reset() {
      await handle.truncate(0);
      size = 0;
    },
    content: /* @__PURE__ */ __name(() => ({ kind: "file", file, size }), "content"),
    async close(keep) {
      await handle.close();
      if (!keep) await rm(file, { force: true });
    }
  };
}
__name(fileSpool, "fileSpool");
function refuseAbove(max, bytes) {
  if (bytes > max) throw new FetchFailure("refused", `more than ${max / 2 ** 20} MB came`);
}
__name(refuseAbove, "refuseAbove");

export {
  groupUpstreams,
  spools
};
