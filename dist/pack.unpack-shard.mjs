import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ShardInterrupted,
  readChannel
} from "./pack.shard-channel.mjs";
import {
  ModuleStage,
  ZipWriter
} from "./modcache.module-stage.mjs";
import {
  limits
} from "./pack.format.mjs";
import {
  EngineFault,
  ZlibEngine
} from "./modcache.zlib-engine.mjs";
import {
  moduleLimits
} from "./modcache.module-files.mjs";
import {
  ok,
  problem
} from "./parsed.mjs";
import {
  isSystemError,
  moduleKey
} from "./modcache.modcache.mjs";
import {
  __name,
  messageOf
} from "./errors.mjs";

// src/pack/unpack-shard.ts
import { mkdirSync } from "node:fs";

// src/pack/read-shard.ts
import { readSync } from "node:fs";

// src/pack/listing.ts
var lengthBytes = 4;
function encodeListing(prefix, files) {
  const lines = files.map(({ name, bytes }) => `${bytes} ${name.slice(prefix.length)}
`);
  const text = Buffer.from(`${" ".repeat(lengthBytes)}${lines.join("")}`);
  text.writeUInt32LE(text.length - lengthBytes);
  return text;
}
__name(encodeListing, "encodeListing");
var lineBytesMax = 2 ** 16 + 16;
function listingBytesMax({ files }) {
  return Math.min(moduleLimits.listingBytes, files * lineBytesMax);
}
__name(listingBytesMax, "listingBytesMax");
function decodeListing(prefix, listing, claimed) {
  let files = 0;
  let contentBytes = 0;
  for (let at = 0; at < listing.length; ) {
    const line = decodeLine(listing, at);
    if (line === void 0) return problem(`a listing with the line ${quoteLine(listing, at)}`);
    files += 1;
    contentBytes += line.bytes;
    if (files > claimed.files || contentBytes > claimed.contentBytes) {
      return problem("it holds more than the manifest says");
    }
    at = line.end + 1;
  }
  return ok({ files, contentBytes, entries: /* @__PURE__ */ __name(() => entriesOf(prefix, listing), "entries") });
}
__name(decodeListing, "decodeListing");
function* entriesOf(prefix, listing) {
  for (let at = 0; at < listing.length; ) {
    const line = decodeLine(listing, at);
    if (line === void 0) return;
    yield { name: prefix + listing.toString("utf8", line.name, line.end), bytes: line.bytes };
    at = line.end + 1;
  }
}
__name(entriesOf, "entriesOf");
var [zero = 0, nine = 0, space, lineFeed = 0] = Buffer.from("09 \n");
var digitsMax = 10;
function decodeLine(listing, at) {
  let bytes = 0;
  let digits = 0;
  for (; digits < digitsMax; digits++) {
    const byte = listing[at + digits];
    if (byte === void 0 || byte < zero || byte > nine) break;
    bytes = 10 * bytes + byte - zero;
  }
  const name = at + digits + 1;
  const canonical = digits === 1 || digits > 1 && listing[at] !== zero;
  if (!canonical || listing[name - 1] !== space) return void 0;
  const end = listing.indexOf(lineFeed, name);
  return end < 0 ? void 0 : { bytes, name, end };
}
__name(decodeLine, "decodeLine");
function quoteLine(listing, at) {
  const [line = ""] = listing.toString("utf8", at, at + 80).split("\n");
  return JSON.stringify(line);
}
__name(quoteLine, "quoteLine");

// src/pack/shard-reader.ts
var BrokenShard = class extends Error {
  static {
    __name(this, "BrokenShard");
  }
};
var ShardReader = class {
  static {
    __name(this, "ShardReader");
  }
  #modules;
  #open;
  #index = -1;
  #receiver;
  #complete = false;
  #state = "length";
  /** The length of a listing, or the listing, as far as it has come. */
  #head = Buffer.allocUnsafe(lengthBytes);
  #headFill = 0;
  #files = [].values();
  /** Bytes of the current file that are still to come. */
  #left = 0;
  constructor(modules, open) {
    this.#modules = modules;
    this.#open = open;
    this.#nextModule();
  }
  push(chunk) {
    for (let at = 0; at < chunk.length; ) at += this.#take(chunk.subarray(at));
  }
  /** Checks that the last module has come whole. */
  end() {
    if (this.#state !== "end") throw new BrokenShard("it is truncated");
  }
  /** Consumes bytes from the beginning of `bytes` and says how many. */
  #take(bytes) {
    if (this.#state === "content") return this.#content(bytes);
    if (this.#state === "end") throw new BrokenShard("data follows its last module");
    const copied = bytes.copy(this.#head, this.#headFill);
    this.#headFill += copied;
    if (this.#headFill === this.#head.length) this.#headCame();
    return copied;
  }
  #headCame() {
    const length = this.#state === "length" ? this.#head.readUInt32LE() : 0;
    if (length > listingBytesMax(this.#module)) {
      throw new BrokenShard(`${moduleKey(this.#module)} has a listing of ${length} bytes`);
    }
    if (length > 0) this.#expect("listing", length);
    else this.#listingCame(this.#state === "listing" ? this.#head : nothing);
  }
  #listingCame(bytes) {
    const module = this.#module;
    const decoded = decodeListing(`${moduleKey(module)}/`, bytes, module);
    if (decoded.kind === "problem") throw new BrokenShard(`${moduleKey(module)}: ${decoded.message}`);
    const listing = decoded.value;
    this.#complete = listing.files === module.files && listing.contentBytes === module.contentBytes;
    this.#receiver = this.#open(this.#index);
    this.#files = listing.entries();
    this.#state = "content";
    this.#nextFile();
  }
  get #module() {
    const module = this.#modules[this.#index];
    if (module === void 0) throw new Error("a listing came after the last module");
    return module;
  }
  /** A file without content is over when it begins. */
  #nextFile() {
    for (; ; ) {
      const { done, value: file } = this.#files.next();
      if (done) break;
      this.#receiver?.file(file.name, file.bytes);
      this.#left = file.bytes;
      if (file.bytes > 0) return;
      this.#receiver?.content(nothing, true);
    }
    this.#receiver?.finish(this.#complete);
    this.#nextModule();
  }
  #content(bytes) {
    const taken = Math.min(this.#left, bytes.length);
    this.#left -= taken;
    this.#receiver?.content(bytes.subarray(0, taken), this.#left === 0);
    if (this.#left === 0) this.#nextFile();
    return taken;
  }
  #nextModule() {
    this.#index += 1;
    this.#receiver = void 0;
    if (this.#index < this.#modules.length) this.#expect("length", lengthBytes);
    else this.#state = "end";
  }
  #expect(state, bytes) {
    this.#state = state;
    this.#head = Buffer.allocUnsafe(bytes);
    this.#headFill = 0;
  }
};
var nothing = Buffer.alloc(0);

// src/pack/zstd-frame.ts
import { Readable } from "node:stream";
import { createZstdDecompress, constants as zlib } from "node:zlib";
var pieceBytes = 2 ** 19;
var idle;
var decompressFrame = /* @__PURE__ */ __name(async (stored, take) => {
  const engine = idle ?? ZlibEngine.behind(openStream(), pieceBytes);
  if (engine === void 0) return decompressByStream(stored, take);
  idle = void 0;
  try {
    for (const piece of stored) engine.run(zlib.ZSTD_e_continue, piece, take);
    engine.run(zlib.ZSTD_e_end, nothing2, take);
  } catch (error) {
    engine.close();
    throw error;
  }
  idle = engine;
}, "decompressFrame");
var decompressByStream = /* @__PURE__ */ __name(async (stored, take) => {
  const stream = openStream();
  const source = Readable.from(copies(stored), { objectMode: false });
  source.on("error", (error) => stream.destroy(error));
  source.pipe(stream);
  try {
    for await (const piece of stream) take(piece);
  } catch (error) {
    const code = Error.isError(error) && "code" in error ? String(error.code) : "";
    throw /^Z(STD)?_/.test(code) ? new EngineFault(messageOf(error)) : error;
  } finally {
    source.destroy();
    stream.destroy();
  }
}, "decompressByStream");
function openStream() {
  return createZstdDecompress({
    chunkSize: pieceBytes,
    params: { [zlib.ZSTD_d_windowLogMax]: limits.windowLog }
  });
}
__name(openStream, "openStream");
function* copies(stored) {
  for (const piece of stored) yield Buffer.from(piece);
}
__name(copies, "copies");
var nothing2 = Buffer.alloc(0);

// src/pack/read-shard.ts
var storedPieceBytes = 2 ** 18;
async function readShard(stored, shard, modules, open) {
  const reader = new ShardReader(modules, open);
  try {
    const pieces = stored.kind === "file" ? readPieces(stored.fd, shard) : readChannel(stored.slice);
    await decompressFrame(pieces, (piece) => reader.push(piece));
    reader.end();
    return { kind: "read" };
  } catch (error) {
    if (error instanceof ShardInterrupted) return { kind: "interrupted" };
    if (error instanceof BrokenShard) return { kind: "broken", reason: error.message };
    if (error instanceof EngineFault) {
      return { kind: "broken", reason: `it cannot be decompressed: ${error.message}` };
    }
    throw error;
  }
}
__name(readShard, "readShard");
function* readPieces(fd, { offset, bytes }) {
  const memory = Buffer.allocUnsafeSlow(Math.min(storedPieceBytes, bytes));
  const end = offset + bytes;
  for (let at = offset; at < end; ) {
    const read = readPiece(fd, memory.subarray(0, end - at), at);
    if (read === 0) return;
    at += read;
    yield memory.subarray(0, read);
  }
}
__name(readPieces, "readPieces");
function readPiece(fd, memory, position) {
  try {
    return readSync(fd, memory, 0, memory.length, position);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BrokenShard(`it cannot be read: ${messageOf(error)}`);
  }
}
__name(readPiece, "readPiece");

// src/pack/unpack-shard.ts
async function unpackShard(request, report) {
  const { stored, shard, modules, scratch } = request;
  const batch = ZipWriter.batch();
  try {
    mkdirSync(scratch);
    return await readShard(stored, shard, modules, (index) => {
      const module = modules[index];
      if (module?.h1 === void 0) return void 0;
      return stage(
        request,
        { ...module, h1: module.h1 },
        `${scratch}/${index}`,
        batch,
        (outcome) => report(index, outcome)
      );
    });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { kind: "disk", reason: messageOf(error) };
  }
}
__name(unpackShard, "unpackShard");
function stage({ gomodcache, trees, zips, folderMode }, module, folder, batch, report) {
  const zip = zips ? { zip: { write: batch } } : {};
  const staged = new ModuleStage(module, { gomodcache, folder, tree: trees, ...zip, folderMode });
  return {
    file: /* @__PURE__ */ __name((name, size) => staged.file(name, size), "file"),
    content: /* @__PURE__ */ __name((bytes, last) => staged.content(bytes, last), "content"),
    finish: /* @__PURE__ */ __name((complete) => {
      const outcome = staged.finish(complete);
      staged.remove();
      report(outcome);
    }, "finish")
  };
}
__name(stage, "stage");

export {
  encodeListing,
  unpackShard
};
