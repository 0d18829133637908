import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  blockBytes,
  decodeHeader,
  decodePax,
  endBytes,
  padding,
  paxBytesMax
} from "./chunk-OSWKVEEI.mjs";
import {
  ModuleReceiver,
  TreeWriter
} from "./chunk-7GQKNSI3.mjs";
import {
  limits
} from "./chunk-IICUVYCQ.mjs";
import {
  isSystemError,
  placeModule,
  removeTree
} from "./chunk-F2BQQIQJ.mjs";
import {
  modcachePaths
} from "./chunk-PYNR62PL.mjs";
import {
  moduleKey
} from "./chunk-AUZ2ZPGY.mjs";
import {
  messageOf
} from "./chunk-TDSUPURM.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/pack/unpack-shard.ts
import { mkdirSync } from "node:fs";

// src/pack/read-shard.ts
import { readSync } from "node:fs";

// src/pack/tar-reader.ts
var BrokenTar = class extends Error {
  static {
    __name(this, "BrokenTar");
  }
};
var TarReader = class {
  static {
    __name(this, "TarReader");
  }
  #handler;
  #block = Buffer.alloc(paxBytesMax + blockBytes);
  #blockFill = 0;
  #blockWant = blockBytes;
  #state = "header";
  /** Bytes of content or padding that are still to come; of the end, that have come. */
  #left = 0;
  #size = 0;
  #paxBytes = 0;
  #paxName;
  constructor(handler) {
    this.#handler = handler;
  }
  push(chunk) {
    let at = 0;
    while (at < chunk.length) at += this.#step(chunk, at);
  }
  /** Checks that the tar came to its end, for one that is cut between two files looks whole. */
  end() {
    if (this.#state !== "end" || this.#left !== endBytes) throw new BrokenTar("the tar is cut short");
  }
  /** Consumes bytes from `at` and says how many. */
  #step(chunk, at) {
    switch (this.#state) {
      case "header":
      case "pax":
        return this.#gather(chunk, at);
      case "content":
        return this.#content(chunk, at);
      case "padding": {
        const bytes = Math.min(this.#left, chunk.length - at);
        this.#left -= bytes;
        if (this.#left === 0) this.#expect("header", blockBytes);
        return bytes;
      }
      case "end":
        return this.#finish(chunk.subarray(at));
    }
  }
  /** Headers are read where they lie; only one that straddles two chunks is copied. */
  #gather(chunk, at) {
    const wanted = this.#blockWant - this.#blockFill;
    const bytes = Math.min(wanted, chunk.length - at);
    if (this.#blockFill === 0 && bytes === wanted) {
      this.#takeBlock(chunk.subarray(at, at + bytes));
      return bytes;
    }
    chunk.copy(this.#block, this.#blockFill, at, at + bytes);
    this.#blockFill += bytes;
    if (this.#blockFill === this.#blockWant) this.#takeBlock(this.#block.subarray(0, this.#blockWant));
    return bytes;
  }
  #takeBlock(block) {
    if (this.#state === "pax") {
      const pax = decodePax(block.subarray(0, this.#paxBytes));
      if (typeof pax === "string") throw new BrokenTar(pax);
      this.#paxName = pax.name;
      this.#expect("header", blockBytes);
    } else {
      this.#header(block);
    }
  }
  #header(block) {
    const header = decodeHeader(block);
    if (header === void 0) {
      if (this.#paxName !== void 0) throw new BrokenTar("a pax header before the end");
      this.#state = "end";
      this.#left = blockBytes;
    } else if (typeof header === "string") {
      throw new BrokenTar(header);
    } else if (header.kind === "pax") {
      if (this.#paxName !== void 0 || header.size === 0 || header.size > paxBytesMax) {
        throw new BrokenTar("a pax header too many, or too long");
      }
      this.#paxBytes = header.size;
      this.#expect("pax", header.size + padding(header.size));
    } else {
      this.#beginFile(this.#paxName ?? header.name, header.size);
    }
  }
  #beginFile(name, size) {
    this.#paxName = void 0;
    this.#state = "content";
    this.#size = size;
    this.#left = size;
    this.#handler.file(name, size);
    if (size === 0) this.#content(emptyChunk, 0);
  }
  #content(chunk, at) {
    const bytes = Math.min(this.#left, chunk.length - at);
    this.#left -= bytes;
    const last = this.#left === 0;
    if (last) this.#endContent();
    this.#handler.content(chunk.subarray(at, at + bytes), last);
    return bytes;
  }
  #endContent() {
    this.#left = padding(this.#size);
    if (this.#left === 0) this.#expect("header", blockBytes);
    else this.#state = "padding";
  }
  #expect(state, bytes) {
    this.#state = state;
    this.#blockWant = bytes;
    this.#blockFill = 0;
  }
  #finish(rest) {
    this.#left += rest.length;
    if (this.#left > endBytes || rest.some((byte) => byte !== 0)) {
      throw new BrokenTar("something follows the end of the tar");
    }
    return rest.length;
  }
};
var emptyChunk = Buffer.alloc(0);

// src/pack/zstd-frame.ts
import { Readable } from "node:stream";
import { isUint32Array } from "node:util/types";
import { createZstdDecompress, constants as zlib } from "node:zlib";
var pieceBytes = 2 ** 19;
var decompressFrame = /* @__PURE__ */ __name(async (stored, take) => {
  const stream = openStream();
  const engine = engineOf(stream);
  if (engine === void 0) return pour(stream, stored, take);
  try {
    drive(engine, stored, take);
  } finally {
    stream.destroy();
  }
}, "decompressFrame");
var FrameDamage = class extends Error {
  static {
    __name(this, "FrameDamage");
  }
};
function openStream() {
  return createZstdDecompress({
    chunkSize: pieceBytes,
    params: { [zlib.ZSTD_d_windowLogMax]: limits.windowLog }
  });
}
__name(openStream, "openStream");
async function pour(stream, stored, take) {
  const source = Readable.from(copies(stored), { objectMode: false });
  source.on("error", (error) => stream.destroy(error));
  source.pipe(stream);
  try {
    for await (const piece of stream) take(piece);
  } catch (error) {
    const code = Error.isError(error) && "code" in error ? String(error.code) : "";
    throw /^Z(STD)?_/.test(code) ? new FrameDamage(messageOf(error)) : error;
  } finally {
    source.destroy();
    stream.destroy();
  }
}
__name(pour, "pour");
function* copies(stored) {
  for (const piece of stored) yield Buffer.from(piece);
}
__name(copies, "copies");
function engineOf(stream) {
  const handle = Reflect.get(stream, "_handle");
  const left = Reflect.get(stream, "_writeState");
  return isHandle(handle) && isUint32Array(left) ? { handle, left } : void 0;
}
__name(engineOf, "engineOf");
function isHandle(value) {
  if (typeof value !== "object" || value === null) return false;
  return "onerror" in value && "writeSync" in value && typeof value.writeSync === "function";
}
__name(isHandle, "isHandle");
function drive(engine, stored, take) {
  let damage;
  engine.handle.onerror = (message) => {
    damage = message;
  };
  const output = Buffer.allocUnsafeSlow(pieceBytes);
  const consume = /* @__PURE__ */ __name((input, flush) => {
    for (let at = 0; ; ) {
      engine.handle.writeSync(flush, input, at, input.length - at, output, 0, output.length);
      if (damage !== void 0) throw new FrameDamage(damage);
      const [room = 0, unread = 0] = engine.left;
      take(output.subarray(0, output.length - room));
      if (room > 0 && unread === 0) return;
      at = input.length - unread;
    }
  }, "consume");
  for (const piece of stored) consume(piece, zlib.ZSTD_e_continue);
  consume(Buffer.alloc(0), zlib.ZSTD_e_end);
}
__name(drive, "drive");

// src/pack/read-shard.ts
var storedPieceBytes = 2 ** 18;
async function readShard(fd, shard, modules, open) {
  const sorter = new ModuleSorter(modules, open);
  const tar = new TarReader(sorter);
  try {
    await decompressFrame(stretch(fd, shard), (piece) => tar.push(piece));
    tar.end();
    sorter.end();
    return { kind: "read" };
  } catch (error) {
    if (error instanceof BrokenTar) return { kind: "broken", reason: error.message };
    if (error instanceof FrameDamage) {
      return { kind: "broken", reason: `it cannot be decompressed: ${error.message}` };
    }
    throw error;
  }
}
__name(readShard, "readShard");
function* stretch(fd, { offset, bytes }) {
  const memory = Buffer.allocUnsafeSlow(Math.min(storedPieceBytes, bytes));
  const end = offset + bytes;
  for (let at = offset; at < end; ) {
    const read = readPiece(fd, memory.subarray(0, end - at), at);
    if (read === 0) return;
    at += read;
    yield memory.subarray(0, read);
  }
}
__name(stretch, "stretch");
function readPiece(fd, memory, position) {
  try {
    return readSync(fd, memory, 0, memory.length, position);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BrokenTar(`it cannot be read: ${messageOf(error)}`);
  }
}
__name(readPiece, "readPiece");
var ModuleSorter = class {
  static {
    __name(this, "ModuleSorter");
  }
  #modules;
  #prefixes;
  #open;
  #index = -1;
  #receiver;
  #filesLeft = 0;
  #bytesLeft = 0;
  constructor(modules, open) {
    this.#modules = modules;
    this.#prefixes = modules.map((module) => `${moduleKey(module)}/`);
    this.#open = open;
  }
  file(name, size) {
    if (!this.#isOf(this.#index, name)) this.#enter(name);
    this.#filesLeft -= 1;
    this.#bytesLeft -= size;
    if (this.#filesLeft < 0 || this.#bytesLeft < 0) {
      throw new BrokenTar(`\`${name}\` is more than the manifest says its module holds`);
    }
    this.#receiver?.file(name, size);
  }
  content(bytes, last) {
    this.#receiver?.content(bytes, last);
  }
  end() {
    this.#advance(this.#modules.length);
  }
  #isOf(index, name) {
    const prefix = this.#prefixes[index];
    return prefix !== void 0 && name.startsWith(prefix);
  }
  #enter(name) {
    const next = this.#prefixes.findIndex((_, index) => index > this.#index && this.#isOf(index, name));
    if (next < 0) throw new BrokenTar(`\`${name}\` belongs to no module that could follow here`);
    this.#advance(next);
  }
  /** Modules that are passed over are opened too: one without files is complete as it is. */
  #advance(next) {
    while (this.#index < next) {
      this.#receiver?.finish(this.#filesLeft === 0 && this.#bytesLeft === 0);
      this.#index += 1;
      const module = this.#modules[this.#index];
      this.#receiver = module && this.#open(this.#index);
      this.#filesLeft = module?.files ?? 0;
      this.#bytesLeft = module?.contentBytes ?? 0;
    }
  }
};

// src/pack/zip-writer.ts
import { closeSync, openSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";
var batchBytes = 2 ** 20;
var directBytes = 2 ** 17;
var versionNeeded = 20;
var flagUtf8 = 2048;
var date = 33;
var max16 = 65535;
var ZipWriter = class {
  static {
    __name(this, "ZipWriter");
  }
  #fd;
  #batch;
  #directory = [];
  #fill = 0;
  /** Of the file, what is in the batch not counted. */
  #written = 0;
  #name = Buffer.alloc(0);
  #size = 0;
  #offset = 0;
  #crc = 0;
  #begun = false;
  constructor(file, batch) {
    this.#fd = openSync(file, "wx");
    this.#batch = batch;
  }
  /** batch makes the memory that the constructor asks for. */
  static batch() {
    return Buffer.allocUnsafe(batchBytes);
  }
  file(name, size) {
    this.#name = Buffer.from(name);
    this.#size = size;
    this.#crc = 0;
    this.#begun = false;
  }
  content(bytes, whole, last) {
    this.#crc = crc32(bytes, this.#crc);
    if (!this.#begun) this.#begin();
    this.#append(bytes);
    if (!last) return;
    if (!whole) this.#correctCrc();
    this.#directory.push(directoryEntry(this.#name, this.#size, this.#crc, this.#offset));
  }
  close() {
    try {
      this.#end();
    } finally {
      closeSync(this.#fd);
    }
  }
  #begin() {
    this.#begun = true;
    this.#offset = this.#written + this.#fill;
    this.#append(localHeader(this.#name, this.#size, this.#crc));
  }
  /** The header of a file that came in pieces was written before its checksum was known. */
  #correctCrc() {
    this.#flush();
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(this.#crc);
    writeAll(this.#fd, crc, this.#offset + 14);
  }
  #end() {
    const offset = this.#written + this.#fill;
    for (const entry of this.#directory) this.#append(entry);
    const bytes = this.#written + this.#fill - offset;
    this.#append(endRecords(this.#directory.length, offset, bytes));
    this.#flush();
  }
  #append(bytes) {
    if (bytes.length > batchBytes - this.#fill) this.#flush();
    if (bytes.length >= directBytes) {
      this.#flush();
      writeAll(this.#fd, bytes, this.#written);
      this.#written += bytes.length;
    } else {
      this.#fill += bytes.copy(this.#batch, this.#fill);
    }
  }
  #flush() {
    if (this.#fill === 0) return;
    writeAll(this.#fd, this.#batch.subarray(0, this.#fill), this.#written);
    this.#written += this.#fill;
    this.#fill = 0;
  }
};
function writeAll(fd, bytes, position) {
  let at = 0;
  while (at < bytes.length) at += writeSync(fd, bytes, at, bytes.length - at, position + at);
}
__name(writeAll, "writeAll");
function localHeader(name, size, crc) {
  const header = Buffer.alloc(30 + name.length);
  header.writeUInt32LE(67324752, 0);
  header.writeUInt16LE(versionNeeded, 4);
  header.writeUInt16LE(flagUtf8, 6);
  header.writeUInt16LE(date, 12);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(name.length, 26);
  name.copy(header, 30);
  return header;
}
__name(localHeader, "localHeader");
function directoryEntry(name, size, crc, offset) {
  const entry = Buffer.alloc(46 + name.length);
  entry.writeUInt32LE(33639248, 0);
  entry.writeUInt16LE(versionNeeded, 4);
  entry.writeUInt16LE(versionNeeded, 6);
  entry.writeUInt16LE(flagUtf8, 8);
  entry.writeUInt16LE(date, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(size, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  name.copy(entry, 46);
  return entry;
}
__name(directoryEntry, "directoryEntry");
function endRecords(count, offset, bytes) {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(101010256, 0);
  end.writeUInt16LE(Math.min(count, max16), 8);
  end.writeUInt16LE(Math.min(count, max16), 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  return count < max16 ? end : Buffer.concat([end64Records(count, offset, bytes), end]);
}
__name(endRecords, "endRecords");
function end64Records(count, offset, bytes) {
  const records = Buffer.alloc(56 + 20);
  records.writeUInt32LE(101075792, 0);
  records.writeBigUInt64LE(44n, 4);
  records.writeUInt16LE(45, 12);
  records.writeUInt16LE(45, 14);
  records.writeBigUInt64LE(BigInt(count), 24);
  records.writeBigUInt64LE(BigInt(count), 32);
  records.writeBigUInt64LE(BigInt(bytes), 40);
  records.writeBigUInt64LE(BigInt(offset), 48);
  records.writeUInt32LE(117853008, 56);
  records.writeBigUInt64LE(BigInt(offset + bytes), 64);
  records.writeUInt32LE(1, 72);
  return records;
}
__name(end64Records, "end64Records");

// src/pack/unpack-shard.ts
async function unpackShard(request, report) {
  const { fd, shard, modules, scratch } = request;
  const batch = ZipWriter.batch();
  try {
    mkdirSync(scratch);
    return await readShard(fd, shard, modules, (index) => {
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
  mkdirSync(folder);
  const tree = trees ? new TreeWriter(`${folder}/tree`, `${moduleKey(module)}/`) : void 0;
  const zip = zips ? new ZipWriter(`${folder}/zip`, batch) : void 0;
  const sinks = [tree, zip].filter((sink) => sink !== void 0);
  const receiver = new ModuleReceiver(module, sinks);
  const place = /* @__PURE__ */ __name(() => {
    if (folderMode !== void 0) tree?.seal(folderMode);
    const staged = {
      tree: tree && `${folder}/tree`,
      zip: zip && `${folder}/zip`,
      ziphash: `${folder}/ziphash`,
      h1: module.h1,
      folderMode
    };
    return placeModule(staged, modcachePaths(gomodcache, module));
  }, "place");
  const finish = /* @__PURE__ */ __name((complete) => {
    const reason = receiver.finish(complete);
    const placed = reason === void 0 && place();
    removeTree(folder);
    if (reason !== void 0) report({ kind: "rejected", reason });
    else report({ kind: placed ? "placed" : "occupied" });
  }, "finish");
  return {
    file: /* @__PURE__ */ __name((name, size) => receiver.file(name, size), "file"),
    content: /* @__PURE__ */ __name((bytes, last) => receiver.content(bytes, last), "content"),
    finish
  };
}
__name(stage, "stage");

export {
  unpackShard
};
