import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  EntryInterrupted
} from "./ports.cache-backend.mjs";
import {
  countElements,
  decodeHead,
  headBytes,
  limits,
  widestBounds
} from "./pack.manifest-bounds.mjs";
import {
  moduleLimits
} from "./modcache.module-files.mjs";
import {
  isRfc3339
} from "./go.rfc3339.mjs";
import {
  NotRegularFile,
  checkModule,
  isHash1,
  isSystemError,
  moduleKey,
  ok,
  openPlainFile,
  parseModuleKey,
  problem
} from "./run.mjs";
import {
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// src/pack/pack-stream.ts
var PackStream = class {
  #pieces;
  /** What has come and has not been read. */
  #rest = nothing;
  #position = 0;
  constructor(pieces) {
    this.#pieces = pieces;
  }
  /** How many bytes have been read. */
  get position() {
    return this.#position;
  }
  /** Returns what comes next, at most `bytes` of it and at least one byte, valid until the next call. Throws EntryInterrupted. */
  async next(bytes) {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#pieces.next();
      if (done) throw new EntryInterrupted("it ended early", { isDamaged: false });
      this.#rest = value;
    }
    const piece = this.#rest.subarray(0, bytes);
    this.#rest = this.#rest.subarray(piece.length);
    this.#position += piece.length;
    return piece;
  }
  /** Returns the next `bytes` bytes in memory of their own. Throws EntryInterrupted. */
  async read(bytes) {
    const all = Buffer.allocUnsafe(bytes);
    for (let read = 0; read < bytes; ) {
      const piece = await this.next(bytes - read);
      all.set(piece, read);
      read += piece.length;
    }
    return all;
  }
  /** Reads on to `position`. Throws EntryInterrupted. */
  async skipTo(position) {
    while (this.#position < position) await this.next(position - this.#position);
  }
};
var nothing = new Uint8Array();

// src/pack/parse-manifest.ts
import { constants as zlib, zstdDecompressSync } from "node:zlib";
var InvalidManifest = class extends Error {
};
function decodeManifest(stored, context) {
  const { bounds } = context;
  const json = decompress(stored, bounds.bytes);
  if (json === void 0) return problem("the manifest is damaged or too large");
  const elements = countElements(json);
  if (elements > bounds.elements) {
    return problem(`the manifest is too large: it has ${elements} elements, more than ${bounds.elements}`);
  }
  return parseManifest(json.toString(), context.range);
}
function decompress(stored, maxOutputLength) {
  try {
    const params = { [zlib.ZSTD_d_windowLogMax]: limits.windowLog };
    return zstdDecompressSync(stored, { maxOutputLength, params });
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return void 0;
  }
}
function parseManifest(json, range) {
  try {
    return ok(manifest(JSON.parse(json), range));
  } catch (error) {
    if (error instanceof InvalidManifest) return problem(`invalid manifest: ${error.message}`);
    return problem("the manifest is not JSON");
  }
}
function manifest(value, range) {
  const fields = record(value, "the manifest");
  const modules = list(fields, "modules").map(packedModule);
  const listed = list(fields, "shards");
  if (listed.length > modules.length) throw new InvalidManifest("it lists more shards than modules");
  const shards = withOffsets(listed.map(shard), range);
  const mods = list(fields, "mods").map(packedGoMod);
  checkContents(shards, modules);
  checkUnique(modules, "modules");
  checkUnique(mods, "mods");
  return {
    modules,
    mods,
    shards,
    uncovered: list(fields, "uncovered").map(uncovered),
    ...downloadMs(fields),
    ...base(fields)
  };
}
function shard(value, index) {
  const fields = record(value, `shards[${index}]`);
  return {
    bytes: whole(fields, "bytes", Number.MAX_SAFE_INTEGER),
    contentBytes: whole(fields, "contentBytes", Number.MAX_SAFE_INTEGER)
  };
}
function packedModule(value, index) {
  const fields = record(value, `modules[${index}]`);
  return {
    ...moduleVersion(fields),
    h1: h1(fields),
    ...time(fields),
    files: whole(fields, "files", moduleLimits.files),
    contentBytes: whole(fields, "contentBytes", moduleLimits.moduleBytes),
    shard: whole(fields, "shard", Number.MAX_SAFE_INTEGER)
  };
}
function packedGoMod(value, index) {
  const fields = record(value, `mods[${index}]`);
  return {
    ...moduleVersion(fields),
    h1: h1(fields),
    text: text(fields, "text"),
    ...encoding(fields),
    ...time(fields)
  };
}
function encoding({ where, values }) {
  const value = values["encoding"];
  if (value === void 0) return {};
  if (value !== "base64") throw new InvalidManifest(`${where}.encoding is not known`);
  return { encoding: value };
}
function moduleVersion(fields) {
  const module = { path: text(fields, "path"), version: text(fields, "version") };
  const reason = checkModule(module);
  if (reason !== void 0) throw new InvalidManifest(`${fields.where} names no module: ${reason}`);
  return module;
}
function h1(fields) {
  const hash = text(fields, "h1");
  if (!isHash1(hash)) throw new InvalidManifest(`${fields.where}.h1 is not a hash`);
  return hash;
}
function time(fields) {
  if (fields.values["time"] === void 0) return {};
  const value = text(fields, "time");
  if (!isRfc3339(value)) throw new InvalidManifest(`${fields.where}.time is not a time`);
  return { time: value };
}
function uncovered(value, index) {
  const module = typeof value === "string" ? parseModuleKey(value) : void 0;
  if (module === void 0 || checkModule(module) !== void 0) {
    throw new InvalidManifest(`uncovered[${index}] names no module`);
  }
  return moduleKey(module);
}
function downloadMs(fields) {
  if (fields.values["downloadMs"] === void 0) return {};
  return { downloadMs: whole(fields, "downloadMs", limits.downloadMs) };
}
function base(fields) {
  if (fields.values["base"] === void 0) return {};
  const key = text(fields, "base");
  if (!/^[A-Za-z0-9._-]{1,512}$/.test(key)) throw new InvalidManifest("base is not the key of an entry");
  return { base: key };
}
function withOffsets(shards, { from, until }) {
  let offset = from;
  const result = shards.map((listed, index) => {
    if (listed.bytes === 0) throw new InvalidManifest(`shards[${index}] is empty`);
    const shard2 = { ...listed, offset };
    offset += listed.bytes;
    return shard2;
  });
  if (offset !== until) throw new InvalidManifest("the shards do not end where the file ends");
  return result;
}
function checkContents(shards, modules) {
  const contentBytes = shards.map(() => 0);
  let current = 0;
  for (const [index, module] of modules.entries()) {
    if (module.shard < current || module.shard >= shards.length) {
      throw new InvalidManifest(`modules[${index}].shard is out of order or range`);
    }
    current = module.shard;
    contentBytes[current] = (contentBytes[current] ?? 0) + module.contentBytes;
  }
  const wrong = shards.findIndex((shard2, index) => shard2.contentBytes !== contentBytes[index]);
  if (wrong >= 0) throw new InvalidManifest(`shards[${wrong}].contentBytes is not the sum of its modules`);
}
function checkUnique(modules, name) {
  const seen = /* @__PURE__ */ new Set();
  for (const [index, module] of modules.entries()) {
    if (seen.has(moduleKey(module))) throw new InvalidManifest(`${name}[${index}] is listed twice`);
    seen.add(moduleKey(module));
  }
}
function record(value, where) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InvalidManifest(`${where} is not an object`);
  }
  return { where, values: { ...value } };
}
function list({ where, values }, name) {
  const value = values[name];
  if (!Array.isArray(value)) throw new InvalidManifest(`${name} of ${where} is not a list`);
  return value;
}
function text({ where, values }, name) {
  const value = values[name];
  if (typeof value !== "string") throw new InvalidManifest(`${where}.${name} is not text`);
  return value;
}
function whole({ where, values }, name, max) {
  const value = values[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0 || value > max) {
    throw new InvalidManifest(`${where}.${name} is not a whole number up to ${max}`);
  }
  return value;
}

// src/pack/open.ts
function openEntry(source, bytes, bounds) {
  return source.kind === "file" ? openPack(source.file, bounds) : openPackStream(source.pieces, bytes, bounds);
}
async function openPack(file, bounds = widestBounds) {
  const opened = await openInPlace(file);
  if (opened.kind === "problem") return { kind: "rejected", reason: opened.message };
  const handle = opened.value;
  try {
    const { size } = await handle.stat();
    let position = 0;
    const parsed = await readManifest(size, bounds, async (bytes) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, position);
      position += bytesRead;
      return buffer.subarray(0, bytesRead);
    });
    if (parsed.kind === "ok") {
      const source = { kind: "file", fd: handle.fd };
      return {
        kind: "ok",
        pack: { manifest: parsed.value, bytes: size, source, close: () => handle.close() }
      };
    }
    await handle.close();
    return { kind: "rejected", reason: parsed.message };
  } catch (error) {
    await handle.close();
    if (!isSystemError(error)) throw error;
    return { kind: "rejected", reason: `it cannot be read: ${messageOf(error)}` };
  }
}
async function openPackStream(pieces, bytes, bounds = widestBounds) {
  const stream = new PackStream(pieces);
  try {
    const parsed = await readManifest(bytes, bounds, (wanted) => stream.read(wanted));
    if (parsed.kind === "problem") return { kind: "rejected", reason: parsed.message };
    return {
      kind: "ok",
      pack: {
        manifest: parsed.value,
        bytes,
        source: { kind: "stream", stream },
        close: async () => void 0
      }
    };
  } catch (error) {
    if (!(error instanceof EntryInterrupted)) throw error;
    return { kind: "interrupted", reason: error.reason, isDamaged: error.isDamaged };
  }
}
async function openInPlace(file) {
  try {
    return ok(await openPlainFile(file, { followLinks: false }));
  } catch (error) {
    if (error instanceof NotRegularFile || errnoOf(error) === "EISDIR")
      return problem("it is not a plain file");
    if (!isSystemError(error)) throw error;
    return problem(`it cannot be opened: ${messageOf(error)}`);
  }
}
async function readManifest(size, bounds, read) {
  const head = decodeHead(await read(Math.min(headBytes, size)), size);
  if (head.kind === "problem") return head;
  const { manifestBytes } = head.value;
  if (manifestBytes > bounds.bytes) return problem("the manifest is damaged or too large");
  const range = { from: headBytes + manifestBytes, until: size };
  return decodeManifest(await read(manifestBytes), { bounds, range });
}

// src/pack/manifest.ts
function goModContent({ text: text2, encoding: encoding2 }) {
  return Buffer.from(text2, encoding2 ?? "utf8");
}
function modulesByShard({ modules, shards }) {
  const groups = shards.map(() => []);
  for (const module of modules) groups[module.shard]?.push(module);
  return groups;
}

// src/pack/shard-channel.ts
var fill = 0;
var reads = 1;
var headerBytes = 8;
var endFlag = 1 << 28;
var interruptedFlag = 1 << 29;
var fillMask = endFlag - 1;
var piecesPerRing = 8;
var pieceMax = 2 ** 18;
var ShardInterrupted = class extends Error {
};
function channelBytes(bytes) {
  return headerBytes + bytes;
}
var ChannelWriter = class {
  #control;
  #ring;
  #at = 0;
  #abandoned = false;
  /** Nothing may be reading from the slice. */
  constructor({ memory, offset, bytes }) {
    this.#control = new Int32Array(memory, offset, 2);
    this.#control.fill(0);
    this.#ring = new Uint8Array(memory, offset + headerBytes, bytes - headerBytes);
  }
  /** Resolves when all of `piece` is in the channel, or when its reader has gone. */
  async write(piece) {
    for (let rest = piece; rest.length > 0 && !this.#abandoned; ) {
      const read = Atomics.load(this.#control, reads);
      const written = this.#fill(rest);
      rest = rest.subarray(written);
      if (written === 0) await Atomics.waitAsync(this.#control, reads, read).value;
    }
  }
  /** Says that the shard is complete. */
  end() {
    this.#raise(endFlag);
  }
  /** Says that the rest of the shard will not come. */
  interrupt() {
    this.#raise(interruptedFlag);
  }
  /** Says that nothing reads the channel any more. */
  abandon() {
    this.#abandoned = true;
    Atomics.add(this.#control, reads, 1);
    Atomics.notify(this.#control, reads);
  }
  /** Writes what there is room for without a break, and returns how many bytes that is. */
  #fill(bytes) {
    const room = this.#ring.length - (Atomics.load(this.#control, fill) & fillMask);
    const written = bytes.subarray(0, Math.min(room, this.#ring.length - this.#at));
    if (written.length === 0) return 0;
    this.#ring.set(written, this.#at);
    this.#at = (this.#at + written.length) % this.#ring.length;
    Atomics.add(this.#control, fill, written.length);
    Atomics.notify(this.#control, fill);
    return written.length;
  }
  #raise(flag) {
    Atomics.or(this.#control, fill, flag);
    Atomics.notify(this.#control, fill);
  }
};
function* readChannel({ memory, offset, bytes }) {
  const control = new Int32Array(memory, offset, 2);
  const ring = Buffer.from(memory, offset + headerBytes, bytes - headerBytes);
  const pieceBytes = Math.min(Math.ceil(ring.length / piecesPerRing), pieceMax);
  for (let at = 0; ; ) {
    const state = Atomics.load(control, fill);
    const filled = state & fillMask;
    if (filled > 0) {
      const piece = ring.subarray(at, at + Math.min(filled, pieceBytes));
      yield piece;
      at = (at + piece.length) % ring.length;
      Atomics.sub(control, fill, piece.length);
      Atomics.add(control, reads, 1);
      Atomics.notify(control, reads);
    } else if ((state & interruptedFlag) !== 0) {
      throw new ShardInterrupted();
    } else if ((state & endFlag) !== 0) {
      return;
    } else {
      Atomics.wait(control, fill, state);
    }
  }
}

export {
  openEntry,
  openPack,
  goModContent,
  modulesByShard,
  ShardInterrupted,
  channelBytes,
  ChannelWriter,
  readChannel
};
