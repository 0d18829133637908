import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  placeModule,
  removeTree
} from "./modcache.place.mjs";
import {
  moduleLimits
} from "./modcache.module-files.mjs";
import {
  checkFilePath,
  foldCase,
  hash1,
  modcachePaths,
  moduleKey
} from "./modcache.modcache.mjs";
import {
  __name,
  errnoOf,
  messageOf
} from "./errors.mjs";

// src/modcache/zip-writer.ts
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
  /** The directory as far as it has grown: an object for each of 60 000 files would weigh more than all the rest. */
  #directory = Buffer.alloc(2 ** 12);
  #directoryFill = 0;
  #files = 0;
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
    this.#list();
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
  #list() {
    const end = this.#directoryFill + directoryEntryBytes + this.#name.length;
    if (end > this.#directory.length) this.#directory = Buffer.concat([this.#directory], 2 * end);
    const entry = this.#directory.subarray(this.#directoryFill, end);
    writeDirectoryEntry(entry, this.#name, this.#size, this.#crc, this.#offset);
    this.#directoryFill = end;
    this.#files += 1;
  }
  #end() {
    const offset = this.#written + this.#fill;
    this.#append(this.#directory.subarray(0, this.#directoryFill));
    this.#append(endRecords(this.#files, offset, this.#directoryFill));
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
  writeFileFields(header.subarray(4), name, size, crc);
  name.copy(header, 30);
  return header;
}
__name(localHeader, "localHeader");
var directoryEntryBytes = 46;
function writeDirectoryEntry(entry, name, size, crc, offset) {
  entry.writeUInt32LE(33639248, 0);
  entry.writeUInt16LE(versionNeeded, 4);
  writeFileFields(entry.subarray(6), name, size, crc);
  entry.writeUInt32LE(offset, 42);
  name.copy(entry, directoryEntryBytes);
}
__name(writeDirectoryEntry, "writeDirectoryEntry");
function writeFileFields(fields, name, size, crc) {
  fields.writeUInt16LE(versionNeeded, 0);
  fields.writeUInt16LE(flagUtf8, 2);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(size, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
}
__name(writeFileFields, "writeFileFields");
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

// src/modcache/module-stage.ts
import { mkdirSync as mkdirSync2 } from "node:fs";

// src/modcache/receive-module.ts
import { createHash, hash } from "node:crypto";

// src/modcache/module-names.ts
var ModuleNames = class {
  static {
    __name(this, "ModuleNames");
  }
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
    const path = name.slice(this.#prefix.length);
    if (path === "" && name.endsWith("/")) return void 0;
    return path.endsWith("/") ? this.#addFolder(path.slice(0, -1)) : this.#addFile(path);
  }
  #addFile(path) {
    const reason = refusePath(path) ?? refuseGoMod(path);
    if (reason !== void 0) return reason;
    const slash = path.lastIndexOf("/");
    const folder = this.#folderAt(path.slice(0, Math.max(0, slash)));
    if (typeof folder === "string") return folder;
    const name = path.slice(slash + 1);
    const folded = foldCase(name);
    const other = folder.get(folded);
    if (other === void 0) {
      folder.set(folded, { name, folder: void 0 });
      return void 0;
    }
    if (other.name !== name) return onlyCase(path, other.name);
    return other.folder === void 0 ? `\`${path}\` is there twice` : bothKinds(path);
  }
  #addFolder(path) {
    const reason = refusePath(path);
    if (reason !== void 0) return reason;
    const folder = this.#folderAt(path);
    return typeof folder === "string" ? folder : void 0;
  }
  /** The folder with this path, which is made where it is not there, or why it cannot be. */
  #folderAt(path) {
    if (path === this.#last.path) return this.#last.folder;
    let folder = this.#root;
    for (let start = 0, end = 0; end < path.length; start = end + 1) {
      const slash = path.indexOf("/", start);
      end = slash < 0 ? path.length : slash;
      const below = this.#folderIn(folder, path.slice(start, end), () => path.slice(0, end));
      if (typeof below === "string") return below;
      folder = below;
    }
    this.#last = { path, folder };
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
function refusePath(path) {
  if (Buffer.byteLength(path) > moduleLimits.nameBytes)
    return `a name in it has more than ${moduleLimits.nameBytes} bytes`;
  if (depthOf(path) > moduleLimits.depth)
    return `a file in it is more than ${moduleLimits.depth} folders deep`;
  const reason = checkFilePath(path);
  return reason === void 0 ? void 0 : `\`${path}\` is not a name for a file: ${reason}`;
}
__name(refusePath, "refusePath");
function depthOf(path) {
  let depth = 0;
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) depth += 1;
  return depth;
}
__name(depthOf, "depthOf");
function refuseGoMod(path) {
  if (path === "go.mod" || !/(?:^|\/)go\.mod$/i.test(path)) return void 0;
  return `\`${path}\`: a go.mod file can only stand at the root of a module, in lower case`;
}
__name(refuseGoMod, "refuseGoMod");
function onlyCase(path, other) {
  const parent = path.slice(0, path.lastIndexOf("/") + 1);
  return `\`${path}\` and \`${parent}${other}\` differ only in case`;
}
__name(onlyCase, "onlyCase");
function bothKinds(path) {
  return `\`${path}\` is both a file and a folder`;
}
__name(bothKinds, "bothKinds");

// src/modcache/receive-module.ts
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
  if (name.endsWith("/") && size > 0) return `the folder \`${name}\` has content`;
  if (size <= moduleLimits.goModBytes || !/^[^@]+@[^/]+\/(go\.mod|LICENSE)$/.test(name)) return void 0;
  return `\`${name}\` has ${size} bytes, more than Go allows`;
}
__name(refuseSize, "refuseSize");

// src/modcache/tree-writer.ts
import { chmodSync, closeSync as closeSync2, mkdirSync, openSync as openSync2, writeSync as writeSync2 } from "node:fs";
var TreeWriter = class {
  static {
    __name(this, "TreeWriter");
  }
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
    this.#fd ??= openSync2(this.#path, "wx", 292);
    for (let at = 0; at < bytes.length; ) at += writeSync2(this.#fd, bytes, at);
    if (last) this.close();
  }
  close() {
    if (this.#fd === void 0) return;
    const fd = this.#fd;
    this.#fd = void 0;
    closeSync2(fd);
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

// src/modcache/module-stage.ts
var ModuleStage = class {
  static {
    __name(this, "ModuleStage");
  }
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

export {
  ModuleNames,
  ZipWriter,
  ModuleStage
};
