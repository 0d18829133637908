import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  checkFilePath,
  escapePath,
  escapeVersion,
  foldCase,
  moduleKey
} from "./chunk-EHO2DON2.mjs";
import {
  goModHash
} from "./chunk-5EJFMOZH.mjs";
import {
  ActionError,
  errnoOf,
  messageOf
} from "./chunk-2MBDZSVY.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/go/modcache.ts
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
function modcachePaths(gomodcache, module) {
  const escapedPath = escapePath(module.path);
  const escapedVersion = escapeVersion(module.version);
  const downloadDir = path.join(gomodcache, "cache", "download", escapedPath, "@v");
  const file = /* @__PURE__ */ __name((suffix) => path.join(downloadDir, `${escapedVersion}.${suffix}`), "file");
  return {
    downloadDir,
    info: file("info"),
    mod: file("mod"),
    zip: file("zip"),
    ziphash: file("ziphash"),
    lock: file("lock"),
    partial: file("partial"),
    tree: path.join(gomodcache, `${escapedPath}@${escapedVersion}`)
  };
}
__name(modcachePaths, "modcachePaths");
async function inspectModule(gomodcache, module, checksums, layout) {
  const paths = modcachePaths(gomodcache, module);
  const [mod, info, ziphash, partial, zip, tree] = await Promise.all([
    contentOf(paths.mod),
    contentOf(paths.info),
    contentOf(paths.ziphash),
    exists(paths.partial),
    layout === "tree" || exists(paths.zip),
    layout === "zip" || exists(paths.tree)
  ]);
  const states = [
    agrees(mod && goModHash(mod), checksums.goMod(module)),
    agrees(validZiphash(ziphash), checksums.zip(module)),
    agrees(info && versionOf(info), module.version),
    !partial && zip && tree ? "present" : "absent"
  ];
  return states.find((state) => state === "differs") ?? states.find((state) => state === "absent") ?? "present";
}
__name(inspectModule, "inspectModule");
async function holdsModules(gomodcache) {
  return await holdsTree(gomodcache, "") || await holdsZip(path.join(gomodcache, "cache", "download"), "");
}
__name(holdsModules, "holdsModules");
var toolchain = "golang.org/toolchain";
async function holdsTree(dir, within) {
  for (const entry of await entriesOf(dir)) {
    const name = within + entry.name;
    if (!entry.isDirectory() || name === "cache" || name.startsWith(`${toolchain}@`)) continue;
    if (entry.name.includes("@") || await holdsTree(path.join(dir, entry.name), `${name}/`)) return true;
  }
  return false;
}
__name(holdsTree, "holdsTree");
async function holdsZip(dir, within) {
  for (const entry of await entriesOf(dir)) {
    const name = within + entry.name;
    if (name === toolchain) continue;
    if (entry.isFile() && entry.name.endsWith(".zip")) return true;
    if (entry.isDirectory() && await holdsZip(path.join(dir, entry.name), `${name}/`)) return true;
  }
  return false;
}
__name(holdsZip, "holdsZip");
function agrees(found, wanted) {
  if (found === void 0) return "absent";
  return wanted === void 0 || found === wanted ? "present" : "differs";
}
__name(agrees, "agrees");
function validZiphash(content) {
  const text = content?.toString("latin1").trim();
  return text !== void 0 && /^h1:[0-9A-Za-z+/]{43}=$/.test(text) ? text : void 0;
}
__name(validZiphash, "validZiphash");
function versionOf(info) {
  try {
    const parsed = JSON.parse(info.toString());
    const version = typeof parsed === "object" && parsed !== null && "Version" in parsed ? parsed.Version : void 0;
    return typeof version === "string" ? version : void 0;
  } catch (error) {
    if (error instanceof SyntaxError) return void 0;
    throw error;
  }
}
__name(versionOf, "versionOf");
async function contentOf(file) {
  return ifThere(readFile(file), file);
}
__name(contentOf, "contentOf");
async function exists(file) {
  return await ifThere(stat(file), file) !== void 0;
}
__name(exists, "exists");
async function entriesOf(dir) {
  return await ifThere(readdir(dir, { withFileTypes: true }), dir) ?? [];
}
__name(entriesOf, "entriesOf");
async function ifThere(answer, file) {
  try {
    return await answer;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "ENOENT" || errno === "ENOTDIR") return void 0;
    throw new ActionError(`cannot read ${file} in the module cache`, {
      code: "modcache-unreadable",
      class: "disk",
      hint: "Check that the user this runs as may read GOMODCACHE, or set GOMODCACHE to a folder of its own.",
      cause: error
    });
  }
}
__name(ifThere, "ifThere");

// src/pack/disk-error.ts
function isSystemError(error) {
  return /^E[A-Z0-9]+$/.test(errnoOf(error) ?? "");
}
__name(isSystemError, "isSystemError");
function modcacheError(gomodcache, cause) {
  return diskError(
    `cannot write to the module cache ${gomodcache}: ${messageOf(cause)}`,
    "Make room on this disk, or point GOMODCACHE to a folder that this user may write to."
  );
}
__name(modcacheError, "modcacheError");
function packFileError(file, cause) {
  return diskError(
    `cannot write the cache entry to ${file}: ${messageOf(cause)}`,
    "Make room on this disk, or point RUNNER_TEMP or TMPDIR to another one."
  );
}
__name(packFileError, "packFileError");
async function onDisk(work, describe) {
  try {
    return await work();
  } catch (error) {
    throw isSystemError(error) ? describe(error) : error;
  }
}
__name(onDisk, "onDisk");
function diskError(message, hint) {
  return new ActionError(message, { code: "disk-write", class: "disk", hint });
}
__name(diskError, "diskError");

// src/pack/format.ts
var formatVersion = 1;
var magic = Buffer.from("GOMODPCK", "latin1");
var footerBytes = 28;
var limits = {
  /** Of the manifest, decompressed. */
  manifestBytes: 64 * 2 ** 20,
  /** Of all go.mod texts together when writing, so that the manifest stays readable whatever JSON adds. */
  goModTotalBytes: 40 * 2 ** 20,
  /** Of a module's files together (golang.org/x/mod/zip, MaxZipFile). */
  moduleBytes: 500 * 2 ** 20,
  /** Of a module's go.mod and LICENSE, each (golang.org/x/mod/zip, MaxGoMod and MaxLICENSE). */
  goModBytes: 16 * 2 ** 20,
  /** Of files in one module; the largest module known has 60 000. */
  moduleFiles: 1e6,
  /** Base-2 logarithm of the zstd window: it bounds what a reader of one shard has to remember. */
  windowLog: 25
};
function encodeFooter({ offset, bytes }) {
  const footer = Buffer.alloc(footerBytes);
  footer.writeBigUInt64LE(BigInt(offset), 0);
  footer.writeBigUInt64LE(BigInt(bytes), 8);
  footer.writeUInt32LE(formatVersion, 16);
  magic.copy(footer, 20);
  return footer;
}
__name(encodeFooter, "encodeFooter");
function decodeFooter(footer, fileBytes) {
  if (footer.length !== footerBytes || !footer.subarray(20).equals(magic)) {
    return "not a pack, or cut short: the last bytes are not a footer";
  }
  const version = footer.readUInt32LE(16);
  if (version !== formatVersion) return `unknown format version ${version} (known: ${formatVersion})`;
  const offset = Number(footer.readBigUInt64LE(0));
  const bytes = Number(footer.readBigUInt64LE(8));
  const fits = offset >= magic.length && bytes > 0 && offset + bytes + footerBytes === fileBytes;
  return fits ? { offset, bytes } : "the manifest does not lie between the shards and the footer";
}
__name(decodeFooter, "decodeFooter");

// src/pack/remove-tree.ts
import { chmodSync, readdirSync, rmSync } from "node:fs";
function removeTree(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    const errno = errnoOf(error);
    if (errno !== "EACCES" && errno !== "EPERM" && errno !== "ENOTEMPTY") throw error;
    makeWritable(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
__name(removeTree, "removeTree");
function makeWritable(folder) {
  chmodSync(folder, 448);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(`${folder}/${entry.name}`);
  }
}
__name(makeWritable, "makeWritable");

// src/pack/place.ts
import { chmodSync as chmodSync2, existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
function placeModule(staged, target) {
  mkdirSync(target.downloadDir, { recursive: true });
  const vouched = existsSync(target.ziphash);
  if (!vouched && existsSync(target.zip)) return false;
  const treePlaced = staged.tree !== void 0 && placeTree(staged.tree, target, staged.folderMode);
  const treeForeign = !treePlaced && existsSync(target.tree);
  if (staged.zip === void 0 && !treePlaced) return false;
  if (!treeForeign) placeFile(staged.ziphash, target.ziphash, staged.h1);
  const zipPlaced = staged.zip !== void 0 && moveIfAbsent(staged.zip, target.zip);
  return treePlaced || zipPlaced;
}
__name(placeModule, "placeModule");
function placeFile(temporary, target, text) {
  if (existsSync(target)) return false;
  writeFileSync(temporary, text);
  return moveIfAbsent(temporary, target);
}
__name(placeFile, "placeFile");
function placeTree(tree, target, folderMode) {
  if (existsSync(target.lock) || existsSync(target.partial)) return false;
  mkdirSync(parentOf(target.tree), { recursive: true });
  if (!moveIfAbsent(tree, target.tree)) return false;
  if (folderMode !== void 0) chmodSync2(target.tree, folderMode);
  return true;
}
__name(placeTree, "placeTree");
function moveIfAbsent(from, to) {
  const deadline = Date.now() + retryMs;
  for (; ; ) {
    const outcome = tryToMove(from, to);
    if (outcome !== "busy") return outcome === "moved";
    if (Date.now() >= deadline) return false;
    Atomics.wait(sleeper, 0, 0, retryEveryMs);
  }
}
__name(moveIfAbsent, "moveIfAbsent");
function tryToMove(from, to) {
  if (existsSync(to)) return "occupied";
  try {
    renameSync(from, to);
    return "moved";
  } catch (error) {
    const errno = errnoOf(error) ?? "";
    if (occupied.has(errno) && existsSync(to)) return "occupied";
    if (process.platform === "win32" && busy.has(errno)) return "busy";
    throw error;
  }
}
__name(tryToMove, "tryToMove");
var retryMs = 2e3;
var retryEveryMs = 50;
var sleeper = new Int32Array(new SharedArrayBuffer(4));
var occupied = /* @__PURE__ */ new Set(["EEXIST", "ENOTEMPTY"]);
var busy = /* @__PURE__ */ new Set(["EACCES", "EBUSY", "EPERM"]);
function parentOf(file) {
  return file.slice(0, Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")));
}
__name(parentOf, "parentOf");

// src/pack/module-names.ts
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

// src/pack/tar.ts
var blockBytes = 512;
var endBytes = 2 * blockBytes;
var paxBytesMax = 8192;
var typeFile = 48;
var typePax = 120;
var typeNames = {
  "1": "a hard link",
  "2": "a symbolic link",
  "3": "a character device",
  "4": "a block device",
  "5": "a folder",
  "6": "a pipe"
};
function padding(size) {
  return (blockBytes - size % blockBytes) % blockBytes;
}
__name(padding, "padding");
function encodeHeader(name, size) {
  const split = splitName(Buffer.from(name));
  if (split !== void 0) return encodeBlock(split.name, split.prefix, size, typeFile);
  const record = paxRecord(name);
  const body = Buffer.alloc(record.length + padding(record.length));
  record.copy(body);
  const none = Buffer.alloc(0);
  return Buffer.concat([
    encodeBlock(Buffer.from("pax"), none, record.length, typePax),
    body,
    encodeBlock(Buffer.from("see pax"), none, size, typeFile)
  ]);
}
__name(encodeHeader, "encodeHeader");
function decodeHeader(block) {
  if (block[0] === 0 && block.equals(emptyBlock)) return void 0;
  if (octal(block, 148, 8) !== checksum(block)) return "a tar header with a wrong checksum";
  if (block.toString("latin1", 257, 263) !== "ustar\0") return "a tar header that is not ustar";
  const type = block[156];
  if (type !== typeFile && type !== typePax) {
    const flag = String.fromCharCode(type ?? 0);
    return `\`${field(block, 0, 100)}\` is ${typeNames[flag] ?? `of tar type ${JSON.stringify(flag)}`}, not a plain file`;
  }
  const size = octal(block, 124, 12);
  if (size === void 0) return "a tar header without a size";
  const prefix = field(block, 345, 155);
  const name = field(block, 0, 100);
  return { kind: type === typePax ? "pax" : "file", name: prefix === "" ? name : `${prefix}/${name}`, size };
}
__name(decodeHeader, "decodeHeader");
function decodePax(body) {
  const name = /^\d+ path=(.*)\n$/s.exec(body.toString())?.[1];
  if (name === void 0 || !paxRecord(name).equals(body)) return "a pax header that is not a name";
  return { name };
}
__name(decodePax, "decodePax");
var emptyBlock = Buffer.alloc(blockBytes);
function paxRecord(name) {
  const rest = Buffer.byteLength(` path=${name}
`);
  let length = rest + 1;
  while (length !== rest + String(length).length) length = rest + String(length).length;
  return Buffer.from(`${length} path=${name}
`);
}
__name(paxRecord, "paxRecord");
function splitName(name) {
  if (name.some((byte) => byte > 126 || byte < 32)) return void 0;
  if (name.length <= 100) return { name, prefix: Buffer.alloc(0) };
  const slash = name.indexOf("/", name.length - 101);
  if (slash <= 0 || slash > 155 || slash === name.length - 1) return void 0;
  return { name: name.subarray(slash + 1), prefix: name.subarray(0, slash) };
}
__name(splitName, "splitName");
function encodeBlock(name, prefix, size, type) {
  const block = Buffer.alloc(blockBytes);
  name.copy(block, 0);
  block.write("0000444\x000000000\x000000000\0", 100, "latin1");
  block.write(`${size.toString(8).padStart(11, "0")}\x0000000000000\0        `, 124, "latin1");
  block[156] = type;
  block.write("ustar\x0000", 257, "latin1");
  prefix.copy(block, 345);
  block.write(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}
__name(encodeBlock, "encodeBlock");
function checksum(block) {
  let sum = 8 * 32;
  for (let index = 0; index < 148; index++) sum += block[index] ?? 0;
  for (let index = 156; index < blockBytes; index++) sum += block[index] ?? 0;
  return sum;
}
__name(checksum, "checksum");
function field(block, start, length) {
  const end = block.indexOf(0, start);
  return block.toString("utf8", start, end < 0 ? start + length : Math.min(end, start + length));
}
__name(field, "field");
function octal(block, start, length) {
  const digits = field(block, start, length).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : void 0;
}
__name(octal, "octal");

export {
  modcachePaths,
  inspectModule,
  holdsModules,
  isSystemError,
  modcacheError,
  packFileError,
  onDisk,
  formatVersion,
  magic,
  footerBytes,
  limits,
  encodeFooter,
  decodeFooter,
  removeTree,
  placeModule,
  placeFile,
  ModuleNames,
  blockBytes,
  endBytes,
  paxBytesMax,
  padding,
  encodeHeader,
  decodeHeader,
  decodePax
};
