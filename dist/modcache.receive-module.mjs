import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  moduleLimits
} from "./modcache.module-files.mjs";
import {
  hash1
} from "./go.dirhash.mjs";
import {
  checkFilePath,
  foldCase,
  moduleKey
} from "./go.module.mjs";
import {
  errnoOf,
  messageOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/modcache/receive-module.ts
import { createHash, hash } from "node:crypto";

// src/modcache/module-names.ts
var ModuleNames = class {
  static {
    __name(this, "ModuleNames");
  }
  #prefix;
  /** What stands under each case-folded name. */
  #taken = /* @__PURE__ */ new Map();
  constructor(module) {
    this.#prefix = `${moduleKey(module)}/`;
  }
  /** Takes the name in, or says why it must not be. */
  refuse(name) {
    if (!name.startsWith(this.#prefix)) return `\`${name}\` does not belong to this module`;
    const file = name.slice(this.#prefix.length);
    const reason = checkFilePath(file);
    if (reason !== void 0) return `\`${file}\` is not a name for a file: ${reason}`;
    return this.#take(file, false) ?? this.#takeFolders(file);
  }
  #takeFolders(file) {
    for (let slash = file.lastIndexOf("/"); slash > 0; slash = file.lastIndexOf("/", slash - 1)) {
      const folder = file.slice(0, slash);
      const other = this.#taken.get(foldCase(folder));
      if (other?.folder === true && other.name === folder) return void 0;
      const reason = this.#take(folder, true);
      if (reason !== void 0) return reason;
    }
    return void 0;
  }
  #take(name, folder) {
    const folded = foldCase(name);
    const other = this.#taken.get(folded);
    if (other === void 0) {
      this.#taken.set(folded, { name, folder });
      return void 0;
    }
    if (other.name !== name) return `\`${name}\` and \`${other.name}\` differ only in case`;
    return other.folder || folder ? `\`${name}\` is both a file and a folder` : `\`${name}\` is there twice`;
  }
};

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
  if (size <= moduleLimits.goModBytes || !/^[^@]+@[^/]+\/(go\.mod|LICENSE)$/.test(name)) return void 0;
  return `\`${name}\` has ${size} bytes, more than Go allows`;
}
__name(refuseSize, "refuseSize");

// src/modcache/tree-writer.ts
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

export {
  ModuleNames,
  ModuleReceiver,
  TreeWriter
};
