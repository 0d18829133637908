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
  const reason = checkFilePath(path);
  return reason === void 0 ? void 0 : `\`${path}\` is not a name for a file: ${reason}`;
}
__name(refusePath, "refusePath");
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
import { chmodSync, closeSync, mkdirSync, openSync, writeSync } from "node:fs";
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
