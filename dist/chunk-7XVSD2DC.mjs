import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ModuleNames,
  blockBytes,
  decodeHeader,
  decodePax,
  endBytes,
  isSystemError,
  limits,
  modcachePaths,
  padding,
  paxBytesMax,
  placeModule,
  removeTree
} from "./chunk-RAFZYFLB.mjs";
import {
  moduleKey
} from "./chunk-EHO2DON2.mjs";
import {
  hash1
} from "./chunk-5EJFMOZH.mjs";
import {
  errnoOf,
  messageOf
} from "./chunk-2MBDZSVY.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/pack/unpack-shard.ts
import { mkdirSync as mkdirSync2 } from "node:fs";

// src/pack/read-shard.ts
import { readSync } from "node:fs";
import { Readable } from "node:stream";
import { createZstdDecompress, constants as zlib } from "node:zlib";

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

// src/pack/read-shard.ts
var pieceBytes = 2 ** 19;
var storedPieceBytes = 2 ** 18;
async function readShard(fd, shard, modules, open) {
  const sorter = new ModuleSorter(modules, open);
  const tar = new TarReader(sorter);
  const stored = Readable.from(stretch(fd, shard), { objectMode: false });
  const decompress = createZstdDecompress({
    chunkSize: pieceBytes,
    params: { [zlib.ZSTD_d_windowLogMax]: limits.windowLog }
  });
  stored.on("error", (error) => decompress.destroy(new BrokenTar(`it cannot be read: ${messageOf(error)}`)));
  stored.pipe(decompress);
  try {
    for await (const piece of decompress) tar.push(piece);
    tar.end();
    sorter.end();
    return { kind: "read" };
  } catch (error) {
    if (error instanceof BrokenTar) return { kind: "broken", reason: error.message };
    if (isDamage(error)) return { kind: "broken", reason: `it cannot be decompressed: ${messageOf(error)}` };
    throw error;
  } finally {
    stored.destroy();
    decompress.destroy();
  }
}
__name(readShard, "readShard");
function* stretch(fd, { offset, bytes }) {
  const end = offset + bytes;
  for (let at = offset; at < end; ) {
    const piece = Buffer.allocUnsafe(Math.min(storedPieceBytes, end - at));
    const read = readSync(fd, piece, 0, piece.length, at);
    if (read === 0) return;
    at += read;
    yield piece.subarray(0, read);
  }
}
__name(stretch, "stretch");
function isDamage(error) {
  return Error.isError(error) && "code" in error && /^Z(STD)?_/.test(String(error.code));
}
__name(isDamage, "isDamage");
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

// src/pack/receive-module.ts
import { createHash, hash } from "node:crypto";
var nameTrouble = /* @__PURE__ */ new Set(["EEXIST", "EILSEQ", "EINVAL", "EISDIR", "ENAMETOOLONG", "ENOTDIR"]);
var ModuleReceiver = class {
  static {
    __name(this, "ModuleReceiver");
  }
  #h1;
  #names;
  #sinks;
  #hashed = [];
  #fault;
  #name = "";
  /** Of a file that comes in several pieces. */
  #sha256;
  constructor(module, sinks) {
    this.#h1 = module.h1;
    this.#names = new ModuleNames(module);
    this.#sinks = sinks;
  }
  file(name, size) {
    this.#name = name;
    this.#fault ??= this.#names.refuse(name) ?? refuseSize(name, size);
    this.#write((sink) => sink.file(name, size));
  }
  content(bytes, last) {
    if (this.#fault !== void 0) return;
    const whole = last && this.#sha256 === void 0;
    this.#hash(bytes, whole, last);
    this.#write((sink) => sink.content(bytes, whole, last));
  }
  /**
   * Closes the sinks and says why the module must not be placed, or undefined when it may be. `complete`: as many
   * files came as were announced.
   */
  finish(complete) {
    for (const sink of this.#sinks) sink.close();
    if (this.#fault !== void 0) return this.#fault;
    if (!complete) return "it has fewer files or bytes than the manifest says";
    const h1 = hash1(this.#hashed);
    return h1 === this.#h1 ? void 0 : `its hash is ${h1}, but go.sum says ${this.#h1}`;
  }
  #hash(bytes, whole, last) {
    if (whole) {
      this.#hashed.push({ name: this.#name, sha256: hash("sha256", bytes, "hex") });
      return;
    }
    this.#sha256 ??= createHash("sha256");
    this.#sha256.update(bytes);
    if (!last) return;
    this.#hashed.push({ name: this.#name, sha256: this.#sha256.digest("hex") });
    this.#sha256 = void 0;
  }
  #write(write) {
    if (this.#fault !== void 0) return;
    try {
      for (const sink of this.#sinks) write(sink);
    } catch (error) {
      if (!nameTrouble.has(errnoOf(error) ?? "")) throw error;
      this.#fault = `\`${this.#name}\` cannot be written here: ${messageOf(error)}`;
    }
  }
};
function refuseSize(name, size) {
  if (size <= limits.goModBytes || !/^[^@]+@[^/]+\/(go\.mod|LICENSE)$/.test(name)) return void 0;
  return `\`${name}\` has ${size} bytes, more than Go allows`;
}
__name(refuseSize, "refuseSize");

// src/pack/tree-writer.ts
import { chmodSync, closeSync, mkdirSync, openSync, writeSync } from "node:fs";
var TreeWriter = class {
  static {
    __name(this, "TreeWriter");
  }
  #root;
  #prefixLength;
  #folders = /* @__PURE__ */ new Set();
  #path = "";
  #fd;
  /** `prefix` is what the names of the files begin with. Makes `root`. */
  constructor(root, prefix) {
    this.#root = root;
    this.#prefixLength = prefix.length;
    mkdirSync(root);
  }
  file(name) {
    const relative = name.slice(this.#prefixLength);
    const slash = relative.lastIndexOf("/");
    if (slash > 0) this.#makeFolder(relative.slice(0, slash));
    this.#path = `${this.#root}/${relative}`;
  }
  content(bytes, _whole, last) {
    this.#fd ??= openSync(this.#path, "wx", 292);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at);
    if (last) this.close();
  }
  close() {
    if (this.#fd === void 0) return;
    const fd = this.#fd;
    this.#fd = void 0;
    closeSync(fd);
  }
  /** Takes write permission from all folders but the root, which has to be renamed first. */
  seal(mode) {
    for (const folder of this.#folders) chmodSync(`${this.#root}/${folder}`, mode);
  }
  #makeFolder(folder) {
    if (this.#folders.has(folder)) return;
    const slash = folder.lastIndexOf("/");
    if (slash > 0) this.#makeFolder(folder.slice(0, slash));
    mkdirSync(`${this.#root}/${folder}`);
    this.#folders.add(folder);
  }
};

// src/pack/zip-writer.ts
import { closeSync as closeSync2, openSync as openSync2, writeSync as writeSync2 } from "node:fs";
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
    this.#fd = openSync2(file, "wx");
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
      closeSync2(this.#fd);
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
  while (at < bytes.length) at += writeSync2(fd, bytes, at, bytes.length - at, position + at);
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
    mkdirSync2(scratch);
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
  mkdirSync2(folder);
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
