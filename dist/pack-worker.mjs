import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  encodeListing,
  unpackShard
} from "./pack.unpack-shard.mjs";
import "./pack.shard-channel.mjs";
import {
  ModuleNames
} from "./modcache.module-stage.mjs";
import "./modcache.place.mjs";
import {
  compressFrame,
  openModule
} from "./modcache.module-source.mjs";
import "./pack.format.mjs";
import "./modcache.zip-reader.mjs";
import "./modcache.zlib-engine.mjs";
import "./byte-stream.mjs";
import {
  UnreadableModule,
  moduleLimits,
  wrongLength
} from "./modcache.module-files.mjs";
import "./parsed.mjs";
import {
  compareText,
  hash1,
  isSystemError,
  moduleKey
} from "./modcache.modcache.mjs";
import {
  __name,
  messageOf
} from "./errors.mjs";

// src/pack/worker.ts
import { parentPort } from "node:worker_threads";

// src/pack/write-shard.ts
import { createHash, hash } from "node:crypto";
import { closeSync, openSync, writeFileSync } from "node:fs";

// src/pack/file-order.ts
function inPackOrder(prefix, files) {
  const keyed = files.map((file) => ({ file, ...sortKeyOf(file.name, prefix.length) }));
  keyed.sort((a, b) => {
    return compareText(a.top, b.top) || compareText(a.base, b.base) || compareText(a.file.name, b.file.name);
  });
  return keyed.map(({ file }) => file);
}
__name(inPackOrder, "inPackOrder");
function sortKeyOf(name, start) {
  const first = name.indexOf("/", start);
  return { top: name.slice(start, Math.max(start, first)), base: name.slice(name.lastIndexOf("/") + 1) };
}
__name(sortKeyOf, "sortKeyOf");

// src/pack/shard-writer.ts
var batchBytes = 2 ** 20;
var ShardWriter = class {
  static {
    __name(this, "ShardWriter");
  }
  #frame;
  #batch = Buffer.allocUnsafeSlow(batchBytes);
  #fill = 0;
  constructor(frame) {
    this.#frame = frame;
  }
  /**
   * The memory for the content of a file that fits into a batch; the caller fills it before anything else is
   * written. Undefined for a larger one, which has to be written piece by piece.
   */
  async room(size) {
    if (size > batchBytes) return void 0;
    if (size > batchBytes - this.#fill) await this.#flush();
    const start = this.#fill;
    this.#fill += size;
    return this.#batch.subarray(start, this.#fill);
  }
  /** A listing, or content that comes in pieces. */
  async content(bytes) {
    for (let at = 0; at < bytes.length; ) {
      const copied = bytes.copy(this.#batch, this.#fill, at);
      this.#fill += copied;
      at += copied;
      if (this.#fill === batchBytes) await this.#flush();
    }
  }
  /** Ends the shard and its frame. */
  async end() {
    await this.#flush();
    await this.#frame.end();
  }
  async #flush() {
    const batch = this.#batch.subarray(0, this.#fill);
    this.#fill = 0;
    await this.#frame.write(batch);
  }
};

// src/pack/write-shard.ts
async function writeShard(gomodcache, modules, { file, effort }) {
  const fd = openSync(file, "w");
  let bytes = 0;
  const frame = compressFrame(effort, (piece) => {
    writeFileSync(fd, piece);
    bytes += piece.length;
  });
  try {
    const shard = new ShardWriter(frame);
    const written = [];
    for (const [index, module] of modules.entries()) {
      const outcome = await writeModule(shard, gomodcache, module);
      if (typeof outcome === "string") {
        await frame.abandon();
        return { kind: "refused", index, reason: outcome };
      }
      written.push(outcome);
    }
    await shard.end();
    return { kind: "written", bytes, modules: written };
  } catch (error) {
    await frame.abandon();
    throw error;
  } finally {
    closeSync(fd);
  }
}
__name(writeShard, "writeShard");
async function writeModule(shard, gomodcache, module) {
  try {
    const source = openModule(gomodcache, module, module.reading);
    try {
      return await writeFiles(shard, source, module);
    } finally {
      source.close();
    }
  } catch (error) {
    if (error instanceof UnreadableModule) return messageOf(error);
    throw error;
  }
}
__name(writeModule, "writeModule");
async function writeFiles(shard, source, module) {
  const prefix = `${moduleKey(module)}/`;
  const files = inPackOrder(prefix, source.files);
  const contentBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const reason = refuseFiles(module, files, contentBytes);
  if (reason !== void 0) return reason;
  const listing = encodeListing(prefix, files);
  if (listing.length > moduleLimits.listingBytes)
    return `the names of its files have ${listing.length} bytes together`;
  await shard.content(listing);
  const hashed = [];
  for (const file of files) hashed.push({ name: file.name, sha256: await writeFile(shard, source, file) });
  const h1 = hash1(hashed);
  return h1 === module.h1 ? { files: files.length, contentBytes } : `its files hash to ${h1}, but go.sum says ${module.h1}`;
}
__name(writeFiles, "writeFiles");
async function writeFile(shard, source, { name, bytes }) {
  const room = await shard.room(bytes);
  if (room !== void 0) {
    source.fill(name, room);
    return hash("sha256", room, "hex");
  }
  const content = source.read(name);
  return writePieces(shard, { name, bytes }, Buffer.isBuffer(content) ? [content] : content);
}
__name(writeFile, "writeFile");
function refuseFiles(module, files, contentBytes) {
  if (contentBytes > moduleLimits.moduleBytes) return `its files have ${contentBytes} bytes together`;
  if (files.length > moduleLimits.files) return `it has ${files.length} files`;
  const names = new ModuleNames(module);
  for (const { name } of files) {
    const reason = names.refuse(name);
    if (reason !== void 0) return reason;
  }
  return void 0;
}
__name(refuseFiles, "refuseFiles");
async function writePieces(shard, file, pieces) {
  const sha256 = createHash("sha256");
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > file.bytes) throw wrongLength(file);
    sha256.update(piece);
    await shard.content(piece);
  }
  if (bytes !== file.bytes) throw wrongLength(file);
  return sha256.digest("hex");
}
__name(writePieces, "writePieces");

// src/pack/pack-shard.ts
async function packShard({ gomodcache, modules, file, effort }) {
  const refused = [];
  let left = modules.map((module, index) => ({
    ...module,
    index,
    reading: "tree"
  }));
  try {
    while (left.length > 0) {
      const written = await writeShard(gomodcache, left, { file, effort });
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
var send = /* @__PURE__ */ __name((message) => port.postMessage(message), "send");
port.on("message", (job) => {
  void run(job);
});
async function run(job) {
  if (job.kind === "pack") send(await packShard(job.request));
  else send(await unpackShard(job.request, (index, outcome) => send({ kind: "module", index, outcome })));
}
__name(run, "run");
