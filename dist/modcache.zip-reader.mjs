import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ZlibEngine
} from "./modcache.zlib-engine.mjs";
import {
  toBuffer
} from "./byte-stream.mjs";
import {
  UnreadableModule,
  moduleLimits,
  pieceBytes,
  wholeBytes,
  wrongLength
} from "./modcache.module-files.mjs";
import {
  openPlainFileSync
} from "./run.mjs";

// src/modcache/zip-reader.ts
import { closeSync as closeSync2 } from "node:fs";
import { crc32, createInflateRaw as createInflateRaw2 } from "node:zlib";

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
import { closeSync } from "node:fs";

// src/modcache/zip-end.ts
import { fstatSync } from "node:fs";
var entrySignature = 33639248;
var endSignature = 101010256;
var end64LocatorSignature = 117853008;
var end64Signature = 101075792;
var endBytes = 22;
var locatorBytes = 20;
var end64Bytes = 56;
var searchedBytes = 65 * 1024;
function locateDirectory(fd) {
  const fileBytes = fstatSync(fd).size;
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
    closeSync(fd);
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

// src/modcache/zip-memory.ts
import { createInflateRaw, inflateRawSync, constants as zlib } from "node:zlib";
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
      close: () => closeSync2(fd)
    };
  } catch (error) {
    closeSync2(fd);
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

export {
  zipContentBytes,
  openZip
};
