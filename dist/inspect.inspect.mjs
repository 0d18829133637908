import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ShardInterrupted,
  goModContent,
  modulesByShard,
  openPack,
  readChannel
} from "./pack.open.mjs";
import "./ports.cache-backend.mjs";
import {
  placeModule,
  removeTree
} from "./modcache.place.mjs";
import {
  formatVersion,
  limits
} from "./pack.manifest-bounds.mjs";
import {
  EngineFault,
  ZlibEngine
} from "./modcache.zlib-engine.mjs";
import {
  moduleLimits
} from "./modcache.module-files.mjs";
import "./go.rfc3339.mjs";
import {
  checkFilePath,
  compareText,
  foldCase,
  formatBytes,
  formatCount,
  goModHash,
  hash1,
  isSystemError,
  mergeChecksums,
  modcachePaths,
  moduleKey,
  ok,
  parseGoSum,
  plainText,
  problem,
  readPlainFile,
  sum
} from "./run.mjs";
import {
  ActionError,
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// src/inspect/inspect.ts
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

// src/pack/unpack-shard.ts
import { mkdirSync as mkdirSync3 } from "node:fs";

// src/modcache/module-stage.ts
import { mkdirSync as mkdirSync2 } from "node:fs";

// src/modcache/receive-module.ts
import { createHash, hash } from "node:crypto";

// src/modcache/module-names.ts
var ModuleNames = class {
  #prefix;
  #root = /* @__PURE__ */ new Map();
  #folders = 0;
  /** The folder of the last name, where most of the next ones belong too. */
  #last = { path: "", folder: this.#root };
  constructor(module) {
    this.#prefix = `${moduleKey(module)}/`;
  }
  /**
   * Adds a name, or returns why it must not be there. A name that ends with a slash is an entry for a folder, which zips
   * of other tools than Go's have; the prefix alone is that of the module itself.
   */
  refuse(name) {
    if (!name.startsWith(this.#prefix)) return `\`${name}\` does not belong to this module`;
    const path2 = name.slice(this.#prefix.length);
    if (path2 === "" && name.endsWith("/")) return void 0;
    return path2.endsWith("/") ? this.#addFolder(path2.slice(0, -1)) : this.#addFile(path2);
  }
  #addFile(path2) {
    const reason = refusePath(path2) ?? refuseGoMod(path2);
    if (reason !== void 0) return reason;
    const slash = path2.lastIndexOf("/");
    const folder = this.#folderAt(path2.slice(0, Math.max(0, slash)));
    if (typeof folder === "string") return folder;
    const name = path2.slice(slash + 1);
    const folded = foldCase(name);
    const other = folder.get(folded);
    if (other === void 0) {
      folder.set(folded, { name, folder: void 0 });
      return void 0;
    }
    if (other.name !== name) return onlyCase(path2, other.name);
    return other.folder === void 0 ? `\`${path2}\` is there twice` : bothKinds(path2);
  }
  #addFolder(path2) {
    const reason = refusePath(path2);
    if (reason !== void 0) return reason;
    const folder = this.#folderAt(path2);
    return typeof folder === "string" ? folder : void 0;
  }
  /** The folder with this path, which is made where it is not there, or why it cannot be. */
  #folderAt(path2) {
    if (path2 === this.#last.path) return this.#last.folder;
    let folder = this.#root;
    for (let start = 0, end = 0; end < path2.length; start = end + 1) {
      const slash = path2.indexOf("/", start);
      end = slash < 0 ? path2.length : slash;
      const below = this.#folderIn(folder, path2.slice(start, end), () => path2.slice(0, end));
      if (typeof below === "string") return below;
      folder = below;
    }
    this.#last = { path: path2, folder };
    return folder;
  }
  #folderIn(parent, name, pathOf) {
    const folded = foldCase(name);
    const other = parent.get(folded);
    if (other === void 0) {
      this.#folders += 1;
      if (this.#folders > moduleLimits.folders) return `it has more than ${moduleLimits.folders} folders`;
      const folder = /* @__PURE__ */ new Map();
      parent.set(folded, { name, folder });
      return folder;
    }
    if (other.name !== name) return onlyCase(pathOf(), other.name);
    return other.folder ?? bothKinds(pathOf());
  }
};
function refusePath(path2) {
  if (Buffer.byteLength(path2) > moduleLimits.nameBytes)
    return `a name in it has more than ${moduleLimits.nameBytes} bytes`;
  if (depthOf(path2) > moduleLimits.depth)
    return `a file in it is more than ${moduleLimits.depth} folders deep`;
  const reason = checkFilePath(path2);
  return reason === void 0 ? void 0 : `\`${path2}\` is not a name for a file: ${reason}`;
}
function depthOf(path2) {
  let depth = 0;
  for (let at = path2.indexOf("/"); at >= 0; at = path2.indexOf("/", at + 1)) depth += 1;
  return depth;
}
function refuseGoMod(path2) {
  if (path2 === "go.mod" || !/(?:^|\/)go\.mod$/i.test(path2)) return void 0;
  return `\`${path2}\`: a go.mod file can only stand at the root of a module, in lower case`;
}
function onlyCase(path2, other) {
  const parent = path2.slice(0, path2.lastIndexOf("/") + 1);
  return `\`${path2}\` and \`${parent}${other}\` differ only in case`;
}
function bothKinds(path2) {
  return `\`${path2}\` is both a file and a folder`;
}

// src/modcache/receive-module.ts
var nameTrouble = /* @__PURE__ */ new Set(["EEXIST", "EILSEQ", "EINVAL", "EISDIR", "ENAMETOOLONG", "ENOTDIR"]);
var ModuleReceiver = class {
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
  if (name.endsWith("/") && size > 0) return `the folder \`${name}\` has content`;
  if (size <= moduleLimits.goModBytes || !/^[^@]+@[^/]+\/(go\.mod|LICENSE)$/.test(name)) return void 0;
  return `\`${name}\` has ${size} bytes, more than Go allows`;
}

// src/modcache/tree-writer.ts
import { chmodSync, closeSync, mkdirSync, openSync, writeSync } from "node:fs";
var TreeWriter = class {
  #root;
  #prefixLength;
  #folders = /* @__PURE__ */ new Set();
  #path;
  #fd;
  /** `prefix` is what the names of the files begin with. Makes `root`. */
  constructor(root, prefix) {
    this.#root = root;
    this.#prefixLength = prefix.length;
    mkdirSync(root);
  }
  /** Entries for folders are left out, as the go command leaves them out. */
  file(name) {
    this.#path = void 0;
    if (name.endsWith("/")) return;
    const relative = name.slice(this.#prefixLength);
    const slash = relative.lastIndexOf("/");
    if (slash > 0) this.#makeFolder(relative.slice(0, slash));
    this.#path = `${this.#root}/${relative}`;
  }
  content(bytes, _whole, last) {
    if (this.#path === void 0) return;
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

// src/modcache/zip-writer.ts
import { closeSync as closeSync2, openSync as openSync2, writeSync as writeSync2 } from "node:fs";
import { crc32 } from "node:zlib";

// src/modcache/zip-records.ts
var versionNeeded = 20;
var flagUtf8 = 2048;
var date = 33;
var max16 = 65535;
var localHeaderBytes = 30;
function writeLocalHeader(header, name, size, crc) {
  header.writeUInt32LE(67324752, 0);
  writeFileFields(header.subarray(4), name, size, crc);
  name.copy(header, localHeaderBytes);
}
var directoryEntryBytes = 46;
function writeDirectoryEntry(entry, name, size, crc, offset) {
  entry.writeUInt32LE(33639248, 0);
  entry.writeUInt16LE(versionNeeded, 4);
  writeFileFields(entry.subarray(6), name, size, crc);
  entry.writeUInt32LE(offset, 42);
  name.copy(entry, directoryEntryBytes);
}
function writeFileFields(fields, name, size, crc) {
  fields.writeUInt16LE(versionNeeded, 0);
  fields.writeUInt16LE(flagUtf8, 2);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(size, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
}
function endRecords(count, offset, bytes) {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(101010256, 0);
  end.writeUInt16LE(Math.min(count, max16), 8);
  end.writeUInt16LE(Math.min(count, max16), 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  return count < max16 ? end : Buffer.concat([end64Records(count, offset, bytes), end]);
}
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

// src/modcache/zip-writer.ts
var batchBytes = 2 ** 20;
var directBytes = 2 ** 17;
var ZipWriter = class {
  #fd;
  #batch;
  /** As far as it has grown: an object for each of 60 000 files would weigh more than all the rest. */
  #directory = new Directory();
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
    this.#list();
  }
  close() {
    try {
      this.#end();
    } finally {
      closeSync2(this.#fd);
    }
  }
  /** Of the zip so far, in bytes. */
  get #length() {
    return this.#written + this.#fill;
  }
  #begin() {
    this.#begun = true;
    this.#offset = this.#length;
    writeLocalHeader(this.#room(localHeaderBytes + this.#name.length), this.#name, this.#size, this.#crc);
  }
  /** The header of a file that came in pieces was written before its checksum was known. */
  #correctCrc() {
    this.#flush();
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(this.#crc);
    writeAll(this.#fd, crc, this.#offset + 14);
  }
  #list() {
    const entry = this.#directory.entry(directoryEntryBytes + this.#name.length);
    writeDirectoryEntry(entry, this.#name, this.#size, this.#crc, this.#offset);
  }
  #end() {
    const offset = this.#length;
    for (const block2 of this.#directory.blocks()) this.#append(block2);
    this.#append(endRecords(this.#directory.entries, offset, this.#length - offset));
    this.#flush();
  }
  /** Zeroed memory in the batch for what comes next, much less than a batch: memory of its own for each file would be garbage. */
  #room(bytes) {
    if (bytes > batchBytes - this.#fill) this.#flush();
    const room = this.#batch.subarray(this.#fill, this.#fill + bytes).fill(0);
    this.#fill += bytes;
    return room;
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
var block = { first: 2 ** 12, max: 2 ** 18 };
var Directory = class {
  #entries = 0;
  #full = [];
  #last = Buffer.alloc(block.first);
  #fill = 0;
  get entries() {
    return this.#entries;
  }
  /** Zeroed memory for the next entry. */
  entry(bytes) {
    if (bytes > this.#last.length - this.#fill) this.#nextBlock(bytes);
    const entry = this.#last.subarray(this.#fill, this.#fill + bytes);
    this.#fill += bytes;
    this.#entries += 1;
    return entry;
  }
  blocks() {
    return [...this.#full, this.#last.subarray(0, this.#fill)];
  }
  #nextBlock(bytesMin) {
    this.#full.push(this.#last.subarray(0, this.#fill));
    this.#last = Buffer.alloc(Math.max(bytesMin, Math.min(2 * this.#last.length, block.max)));
    this.#fill = 0;
  }
};
function writeAll(fd, bytes, position) {
  let at = 0;
  while (at < bytes.length) at += writeSync2(fd, bytes, at, bytes.length - at, position + at);
}

// src/modcache/module-stage.ts
var ModuleStage = class {
  #module;
  #options;
  #tree;
  #receiver;
  /** Throws errno errors. */
  constructor(module, options) {
    const { folder, tree, zip } = options;
    this.#module = module;
    this.#options = options;
    mkdirSync2(folder);
    this.#tree = tree ? new TreeWriter(`${folder}/tree`, `${moduleKey(module)}/`) : void 0;
    const zipWriter = zip && "write" in zip ? new ZipWriter(this.#zipFile, zip.write) : void 0;
    this.#receiver = new ModuleReceiver(
      module,
      [this.#tree, zipWriter].filter((sink) => sink !== void 0)
    );
  }
  file(name, size) {
    this.#receiver.file(name, size);
  }
  content(bytes, last) {
    this.#receiver.content(bytes, last);
  }
  /** Places the module. `complete`: as many files came as were announced. Throws errno errors. */
  finish(complete) {
    const reason = this.#receiver.finish(complete);
    if (reason !== void 0) return { kind: "rejected", reason };
    return { kind: this.#place() ? "placed" : "occupied" };
  }
  /** Removes what was not placed, after `finish` or after an error. Throws errno errors. */
  remove() {
    this.#tree?.close();
    removeTree(this.#options.folder);
  }
  #place() {
    const { gomodcache, folder, zip, folderMode } = this.#options;
    if (folderMode !== void 0) this.#tree?.seal(folderMode);
    const staged = {
      tree: this.#tree && `${folder}/tree`,
      zip: zip && this.#zipFile,
      ziphash: `${folder}/ziphash`,
      h1: this.#module.h1,
      folderMode
    };
    return placeModule(staged, modcachePaths(gomodcache, this.#module));
  }
  get #zipFile() {
    const { folder, zip } = this.#options;
    return zip && "file" in zip ? zip.file : `${folder}/zip`;
  }
};

// src/pack/read-shard.ts
import { readSync } from "node:fs";

// src/pack/listing.ts
var lengthBytes = 4;
var lineBytesMax = 2 ** 16 + 16;
function listingBytesMax({ files }) {
  return Math.min(moduleLimits.listingBytes, files * lineBytesMax);
}
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
  return ok({ files, contentBytes, entries: () => entriesOf(prefix, listing) });
}
function* entriesOf(prefix, listing) {
  for (let at = 0; at < listing.length; ) {
    const line = decodeLine(listing, at);
    if (line === void 0) return;
    yield { name: prefix + listing.toString("utf8", line.name, line.end), bytes: line.bytes };
    at = line.end + 1;
  }
}
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
function quoteLine(listing, at) {
  const [line = ""] = listing.toString("utf8", at, at + 80).split("\n");
  return JSON.stringify(line);
}

// src/pack/shard-reader.ts
var BrokenShard = class extends Error {
};
var ShardReader = class {
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
var decompressFrame = async (stored, take) => {
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
};
var decompressByStream = async (stored, take) => {
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
};
function openStream() {
  return createZstdDecompress({
    chunkSize: pieceBytes,
    params: { [zlib.ZSTD_d_windowLogMax]: limits.windowLog }
  });
}
function* copies(stored) {
  for (const piece of stored) yield Buffer.from(piece);
}
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
function readPiece(fd, memory, position) {
  try {
    return readSync(fd, memory, 0, memory.length, position);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BrokenShard(`it cannot be read: ${messageOf(error)}`);
  }
}

// src/pack/unpack-shard.ts
async function unpackShard(request, report) {
  const { stored, shard, modules, scratch } = request;
  const batch = ZipWriter.batch();
  try {
    mkdirSync3(scratch);
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
function stage({ gomodcache, trees, zips, folderMode }, module, folder, batch, report) {
  const zip = zips ? { zip: { write: batch } } : {};
  const staged = new ModuleStage(module, { gomodcache, folder, tree: trees, ...zip, folderMode });
  return {
    file: (name, size) => staged.file(name, size),
    content: (bytes, last) => staged.content(bytes, last),
    finish: (complete) => {
      const outcome = staged.finish(complete);
      staged.remove();
      report(outcome);
    }
  };
}

// src/inspect/pack-listing.ts
function describePack(file, pack) {
  const { manifest, bytes, rejected, against } = pack;
  const { modules, mods, uncovered, base } = manifest;
  const unvouched = modules.filter((module) => pack.checksums.zip(module) === void 0).length;
  const files = sum(modules.map((module) => module.files));
  const contentBytes = sum(modules.map((module) => module.contentBytes));
  const kind = base === void 0 ? "full entry" : `delta on ${base}`;
  const found = rejected.size === 0 ? "OK" : `${rejected.size} rejected`;
  const without = unvouched === 0 ? "" : `, ${unvouched} without a go.sum line`;
  return [
    `${file}: format ${formatVersion}, ${formatBytes(bytes)}, ${kind}`,
    "",
    ...moduleTable(pack),
    "",
    ...shardTable(manifest),
    "",
    `${formatCount(modules.length, "module")} with ${formatCount(files, "file")} of ${formatBytes(contentBytes)}, and ${formatCount(mods.length, "go.mod file")}`,
    ...uncovered.map((name) => `Left out, because go.sum has no line for it: ${name}`),
    ...Array.from(rejected, ([name, reason]) => `Rejected ${name}: ${plainText(reason)}`).sort(),
    `Verified against ${against}: ${found}${without}`
  ];
}
function moduleTable({ manifest, checksums, rejected }) {
  const rows = manifest.modules.map((module) => {
    const vouched = checksums.zip(module) === void 0 ? "no go.sum line" : "ok";
    const state = rejected.has(moduleKey(module)) ? "REJECTED" : vouched;
    const { files, contentBytes, shard } = module;
    return [moduleKey(module), state, `${files}`, formatBytes(contentBytes), `${shard}`];
  });
  rows.sort(([a = ""], [b = ""]) => compareText(a, b));
  return table(["MODULE", "STATE", "FILES", "BYTES", "SHARD"], rows, 2);
}
function shardTable(manifest) {
  const groups = modulesByShard(manifest);
  const rows = manifest.shards.map(({ bytes, contentBytes }, index) => {
    const count = groups[index]?.length ?? 0;
    return [`${index}`, `${count}`, formatBytes(contentBytes), formatBytes(bytes)];
  });
  return table(["SHARD", "MODULES", "CONTENT", "STORED"], rows, 0);
}
function table(head, rows, left) {
  const widths = head.map(
    (title, column) => rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), title.length)
  );
  const line = (row) => row.map((cell, column) => {
    const width = widths[column] ?? 0;
    return column < left ? cell.padEnd(width) : cell.padStart(width);
  }).join("  ").trimEnd();
  return [head, ...rows].map(line);
}

// src/inspect/inspect.ts
async function inspect(args, context) {
  const parsed = parse(args);
  if (parsed.kind === "problem") {
    context.complain(`${parsed.message}
Usage: go-mod-download pack FILE [--go-sum FILE ...]
`);
    return 2;
  }
  const request = parsed.value;
  const opened = await openPack(request.file);
  if (opened.kind !== "ok") {
    context.complain(`${request.file}: ${plainText(opened.reason)}
`);
    return 1;
  }
  try {
    const checked = await check(opened.pack, request.goSums, context);
    context.print(`${describePack(request.file, checked).join("\n")}
`);
    return checked.rejected.size === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    context.complain(`${messageOf(error)}
${error.hint}
`);
    return 2;
  } finally {
    await opened.pack.close();
  }
}
function parse(args) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { "go-sum": { type: "string", multiple: true, default: [] } },
      allowPositionals: true
    });
    const [file, ...more] = positionals;
    if (file === void 0 || more.length > 0) return problem("Give the file of one pack.");
    return ok({ file, goSums: values["go-sum"] });
  } catch (error) {
    if (!errnoOf(error)?.startsWith("ERR_PARSE_ARGS")) throw error;
    return problem(messageOf(error));
  }
}
async function check(pack, goSums, { tempDir, guard }) {
  const checksums = await checksumsFrom(pack.manifest, goSums);
  const scratch = await mkdtemp(path.join(tempDir, "go-mod-download-"));
  const release = guard.removeAtEnd(scratch);
  try {
    const rejected = new Map(await rejectedModules(pack, checksums, scratch));
    for (const mod of pack.manifest.mods) {
      const [wanted, found] = [checksums.goMod(mod), goModHash(goModContent(mod))];
      if (wanted !== void 0 && wanted !== found)
        rejected.set(`${moduleKey(mod)}/go.mod`, `its hash is ${found}, but go.sum says ${wanted}`);
    }
    const against = goSums.length === 0 ? "the hashes in the pack itself" : goSums.join(" and ");
    return { manifest: pack.manifest, bytes: pack.bytes, checksums, rejected, against };
  } finally {
    await rm(scratch, { recursive: true, force: true });
    release();
  }
}
async function checksumsFrom({ modules, mods }, goSums) {
  if (goSums.length > 0) return mergeChecksums(await Promise.all(goSums.map(readGoSum)));
  const lines = [
    ...modules.map(({ path: path2, version, h1 }) => `${path2} ${version} ${h1}`),
    ...mods.map(({ path: path2, version, h1 }) => `${path2} ${version}/go.mod ${h1}`)
  ];
  return mergeChecksums([parseGoSum(lines.join("\n"), "the manifest")]);
}
async function readGoSum(file) {
  try {
    return parseGoSum((await readPlainFile(file)).toString(), file);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw new ActionError(`cannot read ${file}: ${messageOf(error)}`, {
      code: "usage",
      class: "configuration",
      hint: "Give the go.sum of the project after `--go-sum`.",
      cause: error
    });
  }
}
async function rejectedModules({ manifest, source }, checksums, scratch) {
  const rejected = [];
  const groups = modulesByShard(manifest);
  for (const [index, shard] of manifest.shards.entries()) {
    const modules = (groups[index] ?? []).map((module) => ({ ...module, h1: checksums.zip(module) }));
    const open = new Set(modules.filter(({ h1 }) => h1 !== void 0));
    const place = { gomodcache: scratch, scratch: path.join(scratch, `${index}`), folderMode: void 0 };
    const ended = await unpackShard(
      { ...place, stored: source, shard, modules, trees: false, zips: false },
      (at, outcome) => {
        const module = modules[at];
        if (module === void 0) return;
        open.delete(module);
        if (outcome.kind === "rejected") rejected.push([moduleKey(module), outcome.reason]);
      }
    );
    const reason = "reason" in ended ? `invalid shard: ${ended.reason}` : "missing in its shard";
    for (const module of open) rejected.push([moduleKey(module), reason]);
  }
  return rejected;
}
export {
  inspect
};
