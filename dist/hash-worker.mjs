// src/modcache/hash-worker.ts
import { parentPort } from "node:worker_threads";

// src/errors.ts
var faults = {
  network: "infrastructure",
  server: "infrastructure",
  throttled: "infrastructure",
  "not-found": "go.mod",
  auth: "settings",
  tls: "infrastructure",
  // Unless go.sum is known to be wrong, the bytes are.
  checksum: "infrastructure",
  version: "go.mod",
  "go-mod": "go.mod",
  "go-version": "settings",
  disk: "infrastructure",
  cache: "infrastructure",
  configuration: "settings",
  internal: "program"
};
function faultOf(errorClass) {
  return faults[errorClass];
}
var ActionError = class extends Error {
  name = "ActionError";
  code;
  class;
  hint;
  location;
  fault;
  input;
  constructor(message, details) {
    super(message, details.cause === void 0 ? void 0 : { cause: details.cause });
    this.code = details.code;
    this.class = details.class;
    this.hint = details.hint;
    this.location = details.location;
    this.fault = details.fault ?? faultOf(details.class);
    this.input = details.input;
  }
};
function messageOf(error) {
  if (!Error.isError(error)) return String(error);
  const cause = error.cause === void 0 ? "" : `: ${messageOf(error.cause)}`;
  return `${error.message}${cause}`;
}
function errnoOf(error) {
  return Error.isError(error) && "code" in error && typeof error.code === "string" ? error.code : void 0;
}

// src/modcache/hash-zip.ts
import { createHash as createHash2, hash } from "node:crypto";

// src/go/dirhash.ts
import { createHash } from "node:crypto";

// src/go/case-fold.ts
function foldCase(name) {
  return /^[\0-\x7f]*$/.test(name) ? name.toLowerCase() : Array.from(name, foldCharacter).join("");
}
function foldCharacter(character) {
  if (character === "ı") return character;
  const upper = sameLength(character, character.toUpperCase());
  return sameLength(upper, upper.toLowerCase());
}
function sameLength(character, mapped) {
  return Array.from(mapped).length === 1 ? mapped : character;
}

// src/go/module-path.ts
var forbiddenCharacter = {
  module: /[^-._~0-9A-Za-z]/u,
  file: /[^-!#$%&()+,.=@[\]^_{}~ 0-9A-Za-z\p{L}]/u
};
var windowsDevice = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/;
function checkPath(path2) {
  const reason = checkElements(path2, "module");
  if (reason !== void 0) return reason;
  const [first = ""] = path2.split("/");
  if (!first.includes(".")) return "missing dot in first path element";
  const bad = /[^-.0-9a-z]/.exec(first);
  if (bad !== null) return `invalid character \`${bad[0]}\` in first path element`;
  return splitPathVersion(path2) === void 0 ? "invalid major version at its end" : void 0;
}
function checkFilePath(name) {
  return checkElements(name, "file");
}
function checkFileElement(element) {
  return checkElement(element, "file");
}
function splitPathVersion(path2) {
  if (path2.startsWith("gopkg.in/")) {
    const gopkg = /^(?<prefix>.+)(?<pathMajor>\.v(?:0|[1-9][0-9]*(?:-unstable)?))$/.exec(path2)?.groups;
    return gopkg === void 0 ? void 0 : { prefix: gopkg.prefix ?? "", pathMajor: gopkg.pathMajor ?? "" };
  }
  const numeric = /^(?<prefix>.*)(?<pathMajor>\/v(?<number>[0-9.]+))$/.exec(path2)?.groups;
  if (numeric === void 0) return { prefix: path2, pathMajor: "" };
  const { prefix = "", pathMajor = "", number: number2 = "" } = numeric;
  return /^(?:[2-9]|[1-9][0-9]+)$/.test(number2) ? { prefix, pathMajor } : void 0;
}
function checkElements(path2, kind) {
  if (!path2.isWellFormed()) return "invalid UTF-8";
  if (path2 === "") return "empty string";
  if (path2.startsWith("-") && kind !== "file") return "leading dash";
  if (path2.includes("//")) return "double slash";
  if (path2.endsWith("/")) return "trailing slash";
  for (const element of path2.split("/")) {
    const reason = checkElement(element, kind);
    if (reason !== void 0) return reason;
  }
  return void 0;
}
function checkElement(element, kind) {
  if (element === "") return "empty path element";
  if (/^\.+$/.test(element)) return `invalid path element \`${element}\``;
  if (element.startsWith(".") && kind === "module") return "leading dot in path element";
  if (element.endsWith(".")) return "trailing dot in path element";
  const bad = forbiddenCharacter[kind].exec(element);
  if (bad !== null) return `invalid character ${JSON.stringify(bad[0])}`;
  const [stem = ""] = element.split(".");
  if (windowsDevice.test(foldCase(stem))) return `\`${stem}\` is reserved on Windows`;
  if (kind === "module" && /~[0-9]+$/.test(stem)) return "trailing tilde and digits in path element";
  return void 0;
}

// src/go/semver.ts
var number = "(?:0|[1-9][0-9]*)";
var prereleasePart = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
var buildPart = "[0-9A-Za-z-]+";
var pattern = new RegExp(
  `^v(?<major>${number})(?:\\.(?<minor>${number})(?:\\.(?<patch>${number})(?<prerelease>-${prereleasePart}(?:\\.${prereleasePart})*)?(?<build>\\+${buildPart}(?:\\.${buildPart})*)?)?)?$`
);

// src/go/module-escape.ts
function escapePath(path2) {
  const reason = checkPath(path2);
  if (reason !== void 0) throw invalid("module path", path2, reason);
  return bang(path2);
}
function escapeVersion(version) {
  const reason = checkEscapableVersion(version);
  if (reason !== void 0) throw invalid("version", version, reason);
  return bang(version);
}
function checkEscapableVersion(version) {
  const bad = /[!\u0080-\u{10ffff}]/u.exec(version);
  if (bad !== null) return `invalid character \`${bad[0]}\``;
  return version.includes("/") ? "invalid character `/`" : checkFileElement(version);
}
function bang(text) {
  return text.replace(/[A-Z]/g, (capital) => `!${capital.toLowerCase()}`);
}
function invalid(noun, text, reason) {
  return new ActionError(`malformed ${noun} \`${text}\`: ${reason}`, {
    code: "module-invalid",
    class: "version",
    hint: "Write modules as go.mod does, for example `example.com/some/module/v2@v2.1.0`."
  });
}

// src/go/module.ts
function moduleKey(module) {
  return `${module.path}@${module.version}`;
}
function compareText(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// src/go/dirhash.ts
function hash1(files) {
  const summary = createHash("sha256");
  for (const { name, sha256: sha2562 } of sortedByName([...files])) {
    if (name.includes("\n"))
      throw new Error(`file names with newlines have no h1 hash: ${JSON.stringify(name)}`);
    summary.update(`${sha2562}  ${name}
`);
  }
  return `h1:${summary.digest("base64")}`;
}
function sortedByName(files) {
  if (files.some(({ name }) => /[\ud800-\udfff]/.test(name))) {
    return files.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  }
  return files.sort((a, b) => compareText(a.name, b.name));
}

// src/modcache/module-files.ts
var UnreadableModule = class extends Error {
};
function wrongLength({ name, bytes }) {
  return new UnreadableModule(`\`${name}\` does not have the ${bytes} bytes it should have`);
}
var wholeBytes = 8 * 2 ** 20;
var pieceBytes = 2 ** 20;
var moduleLimits = {
  /** Of all files together, and of the zip; the go command has the same (golang.org/x/mod/zip, MaxZipFile). */
  moduleBytes: 500 * 2 ** 20,
  /** Of go.mod and LICENSE, each; the go command has the same (MaxGoMod and MaxLICENSE). */
  goModBytes: 16 * 2 ** 20,
  /** Of the list of its files, in a pack or a zip. */
  listingBytes: 64 * 2 ** 20,
  /** Files; Go has no limit, and the largest module known has 60 000. */
  files: 25e4,
  /** Folders. */
  folders: 1e5,
  /** Folders above a file: each costs as many steps as it is deep, whenever it is made or removed. */
  depth: 64,
  /** Of a name below the module; longer ones cannot be created on Linux (PATH_MAX). */
  nameBytes: 4095
};

// src/modcache/zip-memory.ts
import { createInflateRaw, inflateRawSync, constants as zlib } from "node:zlib";

// src/modcache/zlib-engine.ts
import { isUint32Array } from "node:util/types";
var EngineFault = class extends Error {
};
var ZlibEngine = class _ZlibEngine {
  #stream;
  #handle;
  /** After each call: how much room is left in the output, and how much of the input. */
  #left;
  #output;
  #fault;
  constructor(stream, handle, left, outputBytes) {
    this.#stream = stream;
    this.#handle = handle;
    this.#left = left;
    this.#output = Buffer.allocUnsafeSlow(outputBytes);
    handle.onerror = (message) => {
      this.#fault = message;
    };
  }
  /**
   * The engine behind `stream`, which must not be used for anything else then; undefined where it cannot be reached. What
   * `run` gives comes in pieces of at most `outputBytes`.
   */
  static behind(stream, outputBytes = 0) {
    const handle = Reflect.get(stream, "_handle");
    const left = Reflect.get(stream, "_writeState");
    if (isHandle(handle) && isUint32Array(left)) return new _ZlibEngine(stream, handle, left, outputBytes);
    stream.destroy();
    return void 0;
  }
  /** Takes all of `input` in and hands over what comes out, as `pieces` gives it. Throws as that does, and what `take` throws. */
  run(flush, input, take) {
    for (const piece of this.pieces(flush, input)) take(piece);
  }
  /**
   * Takes all of `input` in and yields what comes out, each time in the same memory, which is filled before it is handed over:
   * frames of one byte each are as few pieces as one large frame. `flush` is one of node:zlib's constants. Throws EngineFault.
   */
  *pieces(flush, input) {
    const output = this.#output;
    let filled = 0;
    for (let left = input.length; ; ) {
      const free = output.subarray(filled);
      const { room, unread } = this.#write(flush, input.subarray(input.length - left), free);
      filled = output.length - room;
      const isOver = room > 0 && unread === 0;
      if (room === free.length && unread === left && !isOver)
        throw new EngineFault("something follows its end");
      left = unread;
      if (filled > 0 && (isOver || room === 0)) {
        yield output.subarray(0, filled);
        filled = 0;
      }
      if (isOver) return;
    }
  }
  /** Takes in what fits from `input`, as the beginning of something new, and returns how much of `output` it has filled. */
  once(flush, input, output) {
    this.#handle.reset();
    return output.length - this.#write(flush, input, output).room;
  }
  /** Frees its memory. A frame that was not ended, or that had a fault, is the end of its engine. */
  close() {
    this.#stream.destroy();
  }
  #write(flush, input, output) {
    this.#fault = void 0;
    this.#handle.writeSync(flush, input, 0, input.length, output, 0, output.length);
    if (this.#fault !== void 0) throw new EngineFault(this.#fault);
    const [room = 0, unread = 0] = this.#left;
    return { room, unread };
  }
};
function isHandle(value) {
  if (typeof value !== "object" || value === null) return false;
  const methods2 = ["reset", "writeSync"].every((name) => typeof Reflect.get(value, name) === "function");
  return methods2 && "onerror" in value;
}

// src/modcache/zip-memory.ts
var freshMemory = {
  input: (bytes) => Buffer.allocUnsafe(bytes),
  // One byte more than declared shows a file that is longer, and spares a second call for one that is not.
  inflate: (compressed, bytes) => inflateRawSync(compressed, { chunkSize: Math.max(64, bytes + 1), maxOutputLength: bytes + 1 })
};
function reusedMemory() {
  let engine;
  let input = Buffer.alloc(0);
  let output = Buffer.alloc(0);
  return {
    input(bytes) {
      input = withRoom(input, bytes);
      return input.subarray(0, bytes);
    },
    inflate(compressed, bytes) {
      engine ??= ZlibEngine.behind(createInflateRaw());
      if (engine === void 0) return freshMemory.inflate(compressed, bytes);
      output = withRoom(output, bytes + 1);
      return output.subarray(0, engine.once(zlib.Z_FINISH, compressed, output.subarray(0, bytes + 1)));
    }
  };
}
var leastRoom = 2 ** 18;
function withRoom(buffer, bytes) {
  return buffer.length >= bytes ? buffer : Buffer.allocUnsafeSlow(Math.max(leastRoom, 2 * buffer.length, bytes));
}
var memory = reusedMemory();

// src/modcache/zip-reader.ts
import { closeSync as closeSync3 } from "node:fs";
import { crc32, createInflateRaw as createInflateRaw2 } from "node:zlib";

// src/byte-stream.ts
function toBuffer(piece) {
  if (!Buffer.isBuffer(piece)) throw new TypeError("a byte stream gave something else than bytes");
  return piece;
}

// src/plain-file.ts
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
var NotRegularFile = class extends Error {
  /** What BSD answers in this case. */
  code = "EFTYPE";
  constructor(file) {
    super(`${file} is not a regular file`);
  }
};
function openPlainFileSync(file, options) {
  const fd = openAt(file, options);
  const stats = fstatSync(fd);
  if (stats.isFile()) return fd;
  closeSync(fd);
  throw irregularFile(file, stats);
}
var smallMax = 2 ** 20;
function openAt(file, options) {
  try {
    return openSync(file, flags(options));
  } catch (error) {
    throw openError(file, error);
  }
}
function flags({ followLinks }) {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  return O_RDONLY | O_NONBLOCK | (followLinks ? 0 : O_NOFOLLOW);
}
function openError(file, error) {
  return ["ELOOP", "EMLINK", "ENXIO"].includes(errnoOf(error) ?? "") ? new NotRegularFile(file) : error;
}
function irregularFile(file, stats) {
  if (!stats.isDirectory()) return new NotRegularFile(file);
  return Object.assign(new Error(`EISDIR: ${file} is a directory`), { code: "EISDIR" });
}

// src/modcache/zip-bytes.ts
import { readSync } from "node:fs";
function readAt(fd, position, bytes) {
  return readInto(Buffer.allocUnsafe(bytes), fd, position);
}
function readInto(buffer, fd, position) {
  if (fill(buffer, fd, position) < buffer.length) throw new UnreadableModule("its zip is truncated");
  return buffer;
}
function readUpTo(buffer, fd, position) {
  return buffer.subarray(0, fill(buffer, fd, position));
}
function fill(buffer, fd, position) {
  let filled = 0;
  while (filled < buffer.length) {
    const read = readSync(fd, buffer, filled, buffer.length - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}

// src/modcache/zip-directory.ts
import { isUtf8 } from "node:buffer";
import { closeSync as closeSync2 } from "node:fs";

// src/modcache/zip-end.ts
import { fstatSync as fstatSync2 } from "node:fs";
var entrySignature = 33639248;
var endSignature = 101010256;
var end64LocatorSignature = 117853008;
var end64Signature = 101075792;
var endBytes = 22;
var locatorBytes = 20;
var end64Bytes = 56;
var searchedBytes = 65 * 1024;
function locateDirectory(fd) {
  const fileBytes = fstatSync2(fd).size;
  const end = resolve64(fd, findEnd(fd, fileBytes));
  const base = end.at - end.bytes - end.offset;
  const start = base + end.offset;
  if (!Number.isSafeInteger(base) || start < 0 || start >= fileBytes) throw damaged();
  const known = base > 0 && beginsEntry(fd, end.offset);
  return { start: known ? end.offset : start, base: known ? 0 : base, entries: end.entries, fileBytes };
}
function findEnd(fd, fileBytes) {
  const tailBytes = Math.min(fileBytes, searchedBytes);
  const tail = readAt(fd, fileBytes - tailBytes, tailBytes);
  for (let at = tailBytes - endBytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    if (at + endBytes + tail.readUInt16LE(at + 20) > tailBytes) break;
    return {
      at: fileBytes - tailBytes + at,
      entries: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16)
    };
  }
  throw new UnreadableModule("its zip has no end");
}
function resolve64(fd, end) {
  if (end.entries !== 65535 && end.bytes !== 65535 && end.offset !== 4294967295) return end;
  if (end.at < locatorBytes) return end;
  const locator = readAt(fd, end.at - locatorBytes, locatorBytes);
  const isLocator = locator.readUInt32LE(0) === end64LocatorSignature;
  if (!isLocator || locator.readUInt32LE(4) !== 0 || locator.readUInt32LE(16) !== 1) return end;
  const at = Number(locator.readBigUInt64LE(8));
  if (!Number.isSafeInteger(at)) throw damaged();
  const record = readAt(fd, at, end64Bytes);
  if (record.readUInt32LE(0) !== end64Signature) throw damaged();
  return {
    at,
    entries: Number(record.readBigUInt64LE(32) & 0xffffn),
    bytes: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48))
  };
}
function beginsEntry(fd, at) {
  const bytes = readUpTo(Buffer.alloc(4), fd, at);
  return bytes.length === 4 && bytes.readUInt32LE(0) === entrySignature;
}
function damaged() {
  return new UnreadableModule("the directory of its zip is damaged");
}

// src/modcache/zip-directory.ts
var entryBytes = 46;
var full = 4294967295;
function isFolderEntry(name) {
  return name.endsWith("/");
}
function readDirectory(fd) {
  const files = [];
  eachEntry(fd, (file) => files.push(file));
  return files;
}
function zipContentBytes(file) {
  const fd = openPlainFileSync(file, { followLinks: true });
  let total = 0;
  try {
    eachEntry(fd, ({ bytes }) => {
      total += bytes;
    });
  } finally {
    closeSync2(fd);
  }
  return total;
}
function eachEntry(fd, take) {
  const location = locateDirectory(fd);
  const directory = readDirectoryBytes(fd, location.fileBytes - location.start, location.start);
  const sizes = new Sizes(location.fileBytes);
  let entries = 0;
  for (let at = 0; isEntry(directory, at); at = entryEnd(directory, at)) {
    const file = decodeEntry(directory, at, location.base);
    sizes.add(file);
    take(file);
    entries += 1;
  }
  if ((entries & 65535) !== (location.entries & 65535)) {
    throw new UnreadableModule("the directory of its zip is damaged");
  }
}
function readDirectoryBytes(fd, bytes, start) {
  if (bytes > moduleLimits.listingBytes) throw new UnreadableModule("the directory of its zip is too large");
  return readAt(fd, start, bytes);
}
function isEntry(directory, at) {
  if (at + entryBytes > directory.length || directory.readUInt32LE(at) !== entrySignature) return false;
  return entryEnd(directory, at) <= directory.length;
}
function entryEnd(directory, at) {
  return nameEnd(directory, at) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
}
function nameEnd(directory, at) {
  return at + entryBytes + directory.readUInt16LE(at + 28);
}
var Sizes = class {
  #fileBytes;
  #files = 0;
  #contentBytes = 0;
  #compressedBytes = 0;
  constructor(fileBytes) {
    this.#fileBytes = fileBytes;
  }
  /** Throws UnreadableModule once it is more than a module can have. */
  add({ name, bytes, compressedBytes }) {
    this.#files += 1;
    if (this.#files > moduleLimits.files)
      throw new UnreadableModule(`its zip has more than ${moduleLimits.files} files`);
    this.#contentBytes += bytes;
    if (this.#contentBytes > moduleLimits.moduleBytes)
      throw new UnreadableModule("its files have more than 500 MB together");
    if (!isFolderEntry(name)) this.#compressedBytes += compressedBytes;
    if (this.#compressedBytes > this.#fileBytes) throw new UnreadableModule("the files of its zip overlap");
  }
};
var methods = /* @__PURE__ */ new Map([
  [0, "stored"],
  [8, "deflated"]
]);
function decodeEntry(directory, at, base) {
  const name = nameOf(directory, at);
  const sizes = sizesOf(directory, at);
  const offset = sizes.offset + base;
  if (offset < 0) throw new UnreadableModule("the directory of its zip is damaged");
  return {
    name,
    method: methods.get(directory.readUInt16LE(at + 10)) ?? "unknown",
    ...sizes,
    offset,
    crc32: directory.readUInt32LE(at + 16),
    hasDescriptor: (directory.readUInt16LE(at + 8) & 8) !== 0
  };
}
function nameOf(directory, at) {
  const bytes = directory.subarray(at + entryBytes, nameEnd(directory, at));
  if (!isUtf8(bytes)) throw new UnreadableModule("a name in its zip is not UTF-8");
  if (bytes.includes("\n")) throw new UnreadableModule("a name in its zip has a line feed");
  return bytes.toString();
}
function sizesOf(directory, at) {
  const [bytes, compressedBytes, offset] = [24, 20, 42].map((field) => directory.readUInt32LE(at + field));
  const sizes = [bytes ?? 0, compressedBytes ?? 0, offset ?? 0];
  if (sizes.includes(full)) {
    const extra = extra64(directory, nameEnd(directory, at), directory.readUInt16LE(at + 30));
    for (const [index, size2] of sizes.entries()) {
      if (size2 === full && extra !== void 0) sizes[index] = extra();
    }
  }
  const [size = 0, stored = 0, start = 0] = sizes;
  return { bytes: size, compressedBytes: stored, offset: start };
}
function extra64(directory, start, length) {
  const end = start + length;
  for (let at = start; at + 4 <= end; ) {
    const fieldEnd = at + 4 + directory.readUInt16LE(at + 2);
    if (fieldEnd > end) return void 0;
    if (directory.readUInt16LE(at) === 1) return numbersOf(directory, at + 4, fieldEnd);
    at = fieldEnd;
  }
  return void 0;
}
function numbersOf(directory, start, end) {
  let at = start;
  return () => {
    if (at + 8 > end) throw new UnreadableModule("the directory of its zip is damaged");
    at += 8;
    return Math.min(Number(directory.readBigUInt64LE(at - 8)), 2 ** 52);
  };
}

// src/modcache/zip-reader.ts
var localSignature = 67324752;
var localBytes = 30;
var descriptorSignature = 134695760;
var descriptorBytes = 16;
function openZip(file, memory2 = freshMemory) {
  const fd = openPlainFileSync(file, { followLinks: true });
  try {
    const files = readDirectory(fd);
    const known = new Map(files.map((entry) => [entry.name, entry]));
    return {
      files,
      read: (name) => {
        const entry = known.get(name);
        if (entry === void 0) throw new UnreadableModule(`its zip has no file ${JSON.stringify(name)}`);
        return readFile(fd, entry, memory2);
      },
      close: () => closeSync3(fd)
    };
  } catch (error) {
    closeSync3(fd);
    throw error;
  }
}
function readFile(fd, file, memory2) {
  if (isFolderEntry(file.name)) return readFolder(fd, file);
  if (file.method === "unknown") {
    throw new UnreadableModule(`\`${file.name}\` is compressed in an unknown way`);
  }
  const whole = file.bytes <= wholeBytes && file.compressedBytes <= wholeBytes;
  if (!whole) return streamFile(fd, file, contentOffset(readAt(fd, file.offset, localBytes), file));
  const slack = localBytes + Buffer.byteLength(file.name) + 64 + descriptorBytes;
  const bytes = readUpTo(memory2.input(slack + file.compressedBytes), fd, file.offset);
  const start = contentOffset(bytes, file) - file.offset;
  const end = start + file.compressedBytes;
  const compressed = end <= bytes.length ? bytes.subarray(start, end) : readUpTo(Buffer.allocUnsafe(file.compressedBytes), fd, file.offset + start);
  if (file.hasDescriptor) {
    const fits = end + descriptorBytes <= bytes.length;
    checkDescriptor(file, fits ? bytes.subarray(end) : readDescriptor(fd, file.offset + end));
  }
  const content = file.method === "stored" ? compressed : inflate(compressed, file, memory2);
  checkContent(file, content.length, crc32(content));
  return content;
}
function readFolder(fd, file) {
  contentOffset(readAt(fd, file.offset, localBytes), file);
  if (file.bytes > 0) throw new UnreadableModule(`the folder \`${file.name}\` has content`);
  return Buffer.alloc(0);
}
function contentOffset(local, file) {
  if (local.length < localBytes || local.readUInt32LE(0) !== localSignature) {
    throw new UnreadableModule(`\`${file.name}\` is not where the directory of its zip says`);
  }
  return file.offset + localBytes + local.readUInt16LE(26) + local.readUInt16LE(28);
}
function readDescriptor(fd, at) {
  return readUpTo(Buffer.alloc(descriptorBytes), fd, at);
}
function checkDescriptor(file, bytes) {
  const signed = bytes.length >= 8 && bytes.readUInt32LE(0) === descriptorSignature;
  const least = signed ? descriptorBytes : descriptorBytes - 4;
  if (bytes.length < least || bytes.readUInt32LE(signed ? 4 : 0) !== file.crc32) throw damaged2(file);
}
function checkContent(file, bytes, sum) {
  if (bytes !== file.bytes) throw wrongLength(file);
  if (sum !== file.crc32 && (file.hasDescriptor || file.crc32 !== 0)) throw damaged2(file);
}
function inflate(compressed, file, memory2) {
  try {
    return memory2.inflate(compressed, file.bytes);
  } catch (error) {
    throw damaged2(file, error);
  }
}
async function* streamFile(fd, file, start) {
  if (file.hasDescriptor) checkDescriptor(file, readDescriptor(fd, start + file.compressedBytes));
  const compressed = pieces(fd, start, file.compressedBytes);
  let bytes = 0;
  let sum = 0;
  for await (const piece of file.method === "stored" ? compressed : inflateStream(file, compressed)) {
    bytes += piece.length;
    if (bytes > file.bytes) throw wrongLength(file);
    sum = crc32(piece, sum);
    yield piece;
  }
  checkContent(file, bytes, sum);
}
async function* inflateStream(file, compressed) {
  const inflating = createInflateRaw2({ chunkSize: pieceBytes });
  const feeding = feed(inflating, compressed);
  try {
    for await (const piece of inflating) yield toBuffer(piece);
    await feeding;
  } catch (error) {
    throw damaged2(file, error);
  } finally {
    inflating.destroy();
  }
}
async function feed(inflating, compressed) {
  for (const piece of compressed) {
    if (inflating.destroyed) return;
    await new Promise((resolve) => inflating.write(piece, () => resolve()));
  }
  inflating.end();
}
function* pieces(fd, start, bytes) {
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, bytes));
  for (let at = 0; at < bytes; at += pieceBytes) {
    const piece = readUpTo(buffer.subarray(0, Math.min(pieceBytes, bytes - at)), fd, start + at);
    if (piece.length === 0) return;
    yield piece;
  }
}
function damaged2(file, cause) {
  const message = `\`${file.name}\` is damaged in its zip`;
  return cause === void 0 ? new UnreadableModule(message) : new UnreadableModule(message, { cause });
}

// src/modcache/hash-zip.ts
async function hashZip(file) {
  try {
    const zip = openZip(file, memory);
    try {
      const hashed = [];
      for (const { name } of zip.files) hashed.push({ name, sha256: await sha256(zip.read(name)) });
      return { kind: "hashed", h1: hash1(hashed) };
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof UnreadableModule) return { kind: "damaged", reason: messageOf(error) };
    throw error;
  }
}
async function sha256(content) {
  if (Buffer.isBuffer(content)) return hash("sha256", content, "hex");
  const sum = createHash2("sha256");
  for await (const piece of content) sum.update(piece);
  return sum.digest("hex");
}

// src/modcache/receive-zip.ts
import { statSync } from "node:fs";

// src/disk-error.ts
function isSystemError(error) {
  return /^E[A-Z0-9]+$/.test(errnoOf(error) ?? "");
}

// src/modcache/module-stage.ts
import { mkdirSync as mkdirSync3 } from "node:fs";

// src/modcache/modcache.ts
import path from "node:path";
function modcachePaths(gomodcache, module) {
  const escapedPath = escapePath(module.path);
  const escapedVersion = escapeVersion(module.version);
  const downloadDir = path.join(gomodcache, "cache", "download", escapedPath, "@v");
  const file = (suffix) => path.join(downloadDir, `${escapedVersion}.${suffix}`);
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

// src/modcache/place.ts
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
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
function placeFile(temporary, target, content) {
  if (existsSync(target)) return false;
  writeFileSync(temporary, content);
  return moveIfAbsent(temporary, target);
}
function placeTree(tree, target, folderMode) {
  if (existsSync(target.lock) || existsSync(target.partial)) return false;
  mkdirSync(parentOf(target.tree), { recursive: true });
  if (!moveIfAbsent(tree, target.tree, "folder")) return false;
  if (folderMode !== void 0) chmodSync(target.tree, folderMode);
  return true;
}
function moveIfAbsent(from, to, kind = "file") {
  for (let attempt = 1; ; attempt++) {
    const outcome = tryToMove(from, to);
    if (outcome === "other-file-system") return kind === "file" && copyIfAbsent(from, to);
    if (outcome !== "busy") return outcome === "moved";
    if (attempt === attempts) return false;
    Atomics.wait(sleeper, 0, 0, retryEveryMs);
  }
}
function copyIfAbsent(from, to) {
  const beside = `${to}.go-mod-download-${process.pid}`;
  try {
    copyFileSync(from, beside);
    return tryToMove(beside, to) === "moved";
  } finally {
    rmSync(beside, { force: true });
  }
}
function tryToMove(from, to) {
  if (existsSync(to)) return "occupied";
  try {
    renameSync(from, to);
    return "moved";
  } catch (error) {
    const errno = errnoOf(error) ?? "";
    if (errno === "EXDEV") return "other-file-system";
    if (occupied.has(errno) && existsSync(to)) return "occupied";
    if (process.platform === "win32" && busy.has(errno)) return "busy";
    throw error;
  }
}
var attempts = 40;
var retryEveryMs = 50;
var sleeper = new Int32Array(new SharedArrayBuffer(4));
var occupied = /* @__PURE__ */ new Set(["EEXIST", "ENOTEMPTY"]);
var busy = /* @__PURE__ */ new Set(["EACCES", "EBUSY", "EPERM"]);
function parentOf(file) {
  return file.slice(0, Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")));
}

// src/modcache/receive-module.ts
import { createHash as createHash3, hash as hash2 } from "node:crypto";

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
      this.#hashed.push({ name: this.#name, sha256: hash2("sha256", bytes, "hex") });
      return;
    }
    this.#sha256 ??= createHash3("sha256");
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

// src/modcache/remove-tree.ts
import { chmodSync as chmodSync2, lstatSync, readdirSync, rmSync as rmSync2 } from "node:fs";
function removeTree(folder) {
  try {
    rmSync2(folder, { recursive: true, force: true });
  } catch (error) {
    const errno = errnoOf(error);
    if (errno !== "EACCES" && errno !== "EPERM" && errno !== "ENOTEMPTY") throw error;
    if (!lstatSync(folder).isDirectory()) throw error;
    makeWritable(folder);
    rmSync2(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
function makeWritable(folder) {
  chmodSync2(folder, 448);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(`${folder}/${entry.name}`);
  }
}

// src/modcache/tree-writer.ts
import { chmodSync as chmodSync3, closeSync as closeSync4, mkdirSync as mkdirSync2, openSync as openSync2, writeSync } from "node:fs";
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
    mkdirSync2(root);
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
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at);
    if (last) this.close();
  }
  close() {
    if (this.#fd === void 0) return;
    const fd = this.#fd;
    this.#fd = void 0;
    closeSync4(fd);
  }
  /** Takes write permission from all folders but the root, which has to be renamed first. */
  seal(mode) {
    for (const folder of this.#folders) chmodSync3(`${this.#root}/${folder}`, mode);
  }
  #makeFolder(folder) {
    if (this.#folders.has(folder)) return;
    const slash = folder.lastIndexOf("/");
    if (slash > 0) this.#makeFolder(folder.slice(0, slash));
    mkdirSync2(`${this.#root}/${folder}`);
    this.#folders.add(folder);
  }
};

// src/modcache/zip-writer.ts
import { closeSync as closeSync5, openSync as openSync3, writeSync as writeSync2 } from "node:fs";
import { crc32 as crc322 } from "node:zlib";

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
    this.#fd = openSync3(file, "wx");
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
    this.#crc = crc322(bytes, this.#crc);
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
      closeSync5(this.#fd);
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
    mkdirSync3(folder);
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

// src/modcache/receive-zip.ts
var expansionMax = 16;
async function receiveZip(file, target) {
  if (target.tree && expandsFar(file)) {
    const answer2 = await hashZip(file);
    if (answer2.kind !== "hashed" || answer2.h1 !== target.h1) return answer2;
  }
  try {
    if (await place(file, target)) return { kind: "placed" };
  } catch (error) {
    if (!isSystemError(error) && !(error instanceof UnreadableModule)) throw error;
  }
  return hashZip(file);
}
function expandsFar(file) {
  try {
    return zipContentBytes(file) > expansionMax * statSync(file).size + 2 ** 20;
  } catch (error) {
    if (error instanceof UnreadableModule) return false;
    throw error;
  }
}
async function place(file, { module, h1, stage: folder, ...layout }) {
  const stage = new ModuleStage({ ...module, h1 }, { ...layout, folder, zip: { file } });
  try {
    await readInto2(stage, file);
    return stage.finish(true).kind === "placed";
  } finally {
    stage.remove();
  }
}
async function readInto2(stage, file) {
  const zip = openZip(file, memory);
  try {
    for (const { name, bytes } of zip.files) {
      stage.file(name, bytes);
      const content = zip.read(name);
      if (Buffer.isBuffer(content)) stage.content(content, true);
      else await readPieces(stage, content, bytes);
    }
  } finally {
    zip.close();
  }
}
async function readPieces(stage, pieces2, bytes) {
  let length = 0;
  for await (const piece of pieces2) {
    length += piece.length;
    stage.content(piece, length === bytes);
  }
}

// src/modcache/zip-damage.ts
import { statSync as statSync2 } from "node:fs";
import { crc32 as crc323 } from "node:zlib";
async function withDamage(answer2, file, h1) {
  if (h1 === void 0 || answer2.kind === "hashed" && answer2.h1 === h1) return answer2;
  const wrong = await damagedRange(file);
  return wrong === void 0 ? answer2 : { ...answer2, wrong };
}
async function damagedRange(file) {
  try {
    const zip = openZip(file, memory);
    try {
      const [first, last] = await endsOfDamage(zip, statSync2(file).size);
      return first && last && { from: first.from, until: last.until };
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof UnreadableModule) return void 0;
    throw error;
  }
}
async function endsOfDamage(zip, size) {
  const files = zip.files.toSorted((a, b) => a.offset - b.offset);
  const damaged3 = [];
  for (const [index, entry] of files.entries()) {
    const range = { from: entry.offset, until: files[index + 1]?.offset ?? size };
    if (!await isWhole(zip, entry)) damaged3.push(range);
  }
  return [damaged3[0], damaged3.at(-1)];
}
async function isWhole(zip, entry) {
  try {
    const content = zip.read(entry.name);
    if (Buffer.isBuffer(content)) return crc323(content) === entry.crc32;
    let sum = 0;
    for await (const piece of content) sum = crc323(piece, sum);
    return sum === entry.crc32;
  } catch (error) {
    if (error instanceof UnreadableModule) return false;
    throw error;
  }
}

// src/modcache/hash-worker.ts
var port = parentPort;
if (port === null) throw new Error("this is started by the module proxy, as a worker thread");
port.on("message", async (job) => port.postMessage(await answer(job)));
async function answer({ file, target, h1 }) {
  try {
    const receipt = await (target === void 0 ? hashZip(file) : receiveZip(file, target));
    return receipt.kind === "placed" ? receipt : await withDamage(receipt, file, h1);
  } catch (error) {
    return { kind: "unreadable", reason: messageOf(error) };
  }
}
