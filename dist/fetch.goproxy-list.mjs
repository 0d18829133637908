import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  FetchFailure
} from "./fetch.walk.mjs";
import {
  asUpstream
} from "./fetch.requested-file.mjs";
import {
  __name
} from "./runtime.mjs";

// src/fetch/goproxy-list.ts
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

// src/fetch/spool.ts
import { open, rm } from "node:fs/promises";
import path from "node:path";
var bytesMax = { zip: 500 * 2 ** 20, small: 32 * 2 ** 20 };
function spools(dir) {
  let count = 0;
  return ({ kind }) => kind === "zip" ? new FileSpool(path.join(dir, `${count++}.zip`)) : memorySpool();
}
__name(spools, "spools");
function memorySpool() {
  let chunks = [];
  let size = 0;
  const reset = /* @__PURE__ */ __name(async () => {
    chunks = [];
    size = 0;
  }, "reset");
  return {
    get size() {
      return size;
    },
    async write(chunk) {
      size += chunk.length;
      refuseAbove(bytesMax.small, size);
      chunks.push(chunk);
    },
    reset,
    reopen: reset,
    content: /* @__PURE__ */ __name(async () => ({ kind: "memory", bytes: Buffer.concat(chunks) }), "content"),
    close: /* @__PURE__ */ __name(async () => {
    }, "close")
  };
}
__name(memorySpool, "memorySpool");
var batchBytes = 2 ** 18;
var FileSpool = class {
  static {
    __name(this, "FileSpool");
  }
  #file;
  #handle;
  #batch = [];
  #written = 0;
  #size = 0;
  /** What is being filled in before bytes that are there already. */
  #gap;
  constructor(file) {
    this.#file = file;
  }
  get size() {
    return this.#size;
  }
  async write(chunk) {
    const size = this.#size + chunk.length;
    refuseAbove(bytesMax.zip, size);
    if (this.#gap !== void 0 && size > this.#gap.until) throw new FetchFailure("invalid", "too much came");
    this.#batch.push(chunk);
    this.#size = size;
    if (size - this.#written >= batchBytes || size === this.#gap?.until) await this.#flush();
  }
  async reset() {
    this.#batch = [];
    this.#moveTo(0);
    this.#gap = void 0;
    await this.#handle?.truncate(0);
  }
  async reopen({ from, until }) {
    await this.#flush();
    this.#gap = { until, total: this.#size };
    this.#moveTo(from);
  }
  async content() {
    await this.#flush();
    return { kind: "file", file: this.#file, size: this.#size };
  }
  async close(keep) {
    await this.#handle?.close();
    if (!keep) await rm(this.#file, { force: true });
  }
  #moveTo(position) {
    this.#written = position;
    this.#size = position;
  }
  async #flush() {
    this.#handle ??= await open(this.#file, "wx");
    while (this.#batch.length > 0) {
      const { bytesWritten } = await this.#handle.writev(this.#batch, this.#written);
      this.#written += bytesWritten;
      this.#batch = without(this.#batch, bytesWritten);
    }
    if (this.#gap?.until !== this.#written) return;
    this.#moveTo(this.#gap.total);
    this.#gap = void 0;
  }
};
function without(chunks, bytes) {
  let skip = bytes;
  return chunks.flatMap((chunk) => {
    const rest = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - rest.length;
    return rest.length === 0 ? [] : [rest];
  });
}
__name(without, "without");
function refuseAbove(max, bytes) {
  if (bytes > max) throw new FetchFailure("refused", `more than ${max / 2 ** 20} MB came`);
}
__name(refuseAbove, "refuseAbove");

export {
  groupUpstreams,
  spools
};
