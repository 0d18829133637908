import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  UnreadableModule,
  pieceBytes,
  wholeBytes
} from "./modcache.module-files.mjs";
import {
  ZlibEngine
} from "./modcache.zlib-engine.mjs";
import {
  __name
} from "./runtime.mjs";

// src/modcache/zip-memory.ts
import { createInflateRaw, inflateRawSync, constants as zlib } from "node:zlib";
var freshMemory = {
  input: /* @__PURE__ */ __name((bytes) => Buffer.allocUnsafe(bytes), "input"),
  // One byte more than declared shows a file that is longer, and spares a second call for one that is not.
  inflate: /* @__PURE__ */ __name((compressed, bytes) => inflateRawSync(compressed, { chunkSize: Math.max(64, bytes + 1), maxOutputLength: bytes + 1 }), "inflate")
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
__name(reusedMemory, "reusedMemory");
var leastRoom = 2 ** 18;
function withRoom(buffer, bytes) {
  return buffer.length >= bytes ? buffer : Buffer.allocUnsafeSlow(Math.max(leastRoom, 2 * buffer.length, bytes));
}
__name(withRoom, "withRoom");
var memory = reusedMemory();

// src/modcache/zip-reader.ts
import { closeSync as closeSync2, openSync as openSync2 } from "node:fs";
import { createInflateRaw as createInflateRaw2 } from "node:zlib";

// src/byte-stream.ts
async function* bytesOf(stream) {
  for await (const piece of stream) yield toBuffer(piece);
}
__name(bytesOf, "bytesOf");
function toBuffer(piece) {
  if (!Buffer.isBuffer(piece)) throw new TypeError("a byte stream gave something else than bytes");
  return piece;
}
__name(toBuffer, "toBuffer");

// src/modcache/zip-directory.ts
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
var endSignature = 101010256;
var end64LocatorSignature = 117853008;
var end64Signature = 101075792;
var entrySignature = 33639248;
var endBytes = 22;
var commentBytesMax = 65535;
var entryBytes = 46;
var directoryBytesMax = 256 * 2 ** 20;
function readDirectory(fd) {
  const files = [];
  eachEntry(fd, (directory, at) => files.push(decodeEntry(directory, at)));
  return files;
}
__name(readDirectory, "readDirectory");
function zipContentBytes(file) {
  const fd = openSync(file, "r");
  let total = 0;
  try {
    eachEntry(fd, (directory, at) => {
      total += contentBytes(directory, at);
    });
  } finally {
    closeSync(fd);
  }
  return total;
}
__name(zipContentBytes, "zipContentBytes");
function eachEntry(fd, take) {
  const { offset, bytes, count } = findDirectory(fd);
  if (bytes > directoryBytesMax) unreadable("the directory of its zip is too large");
  const directory = readAt(fd, offset, bytes);
  let at = 0;
  for (let entry = 0; entry < count; entry++) {
    if (at + entryBytes > bytes || directory.readUInt32LE(at) !== entrySignature) {
      unreadable("the directory of its zip is damaged");
    }
    take(directory, at);
    at = nameEnd(directory, at) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
}
__name(eachEntry, "eachEntry");
function decodeEntry(directory, at) {
  const name = directory.toString("utf8", at + entryBytes, nameEnd(directory, at));
  const method = directory.readUInt16LE(at + 10);
  const encrypted = (directory.readUInt16LE(at + 8) & 1) !== 0;
  if (encrypted || method !== 0 && method !== 8) {
    unreadable(`\`${name}\` is compressed or encrypted in an unknown way`);
  }
  return {
    name,
    method: method === 0 ? "stored" : "deflated",
    compressedBytes: directory.readUInt32LE(at + 20),
    crc32: directory.readUInt32LE(at + 16),
    bytes: contentBytes(directory, at),
    offset: directory.readUInt32LE(at + 42)
  };
}
__name(decodeEntry, "decodeEntry");
function contentBytes(directory, at) {
  return directory.readUInt32LE(at + 24);
}
__name(contentBytes, "contentBytes");
function nameEnd(directory, at) {
  return at + entryBytes + directory.readUInt16LE(at + 28);
}
__name(nameEnd, "nameEnd");
function findDirectory(fd) {
  const size = fstatSync(fd).size;
  const tailBytes = Math.min(size, endBytes + commentBytesMax);
  const tail = readAt(fd, size - tailBytes, tailBytes);
  for (let at = tailBytes - endBytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    const count = tail.readUInt16LE(at + 10);
    if (count === 65535)
      return findDirectory64(fd, size - tailBytes + at) ?? unreadable("its zip64 is damaged");
    return { offset: tail.readUInt32LE(at + 16), bytes: tail.readUInt32LE(at + 12), count };
  }
  return unreadable("its zip has no end");
}
__name(findDirectory, "findDirectory");
function findDirectory64(fd, end) {
  if (end < 76) return void 0;
  const locator = readAt(fd, end - 20, 20);
  if (locator.readUInt32LE(0) !== end64LocatorSignature) return void 0;
  const record = readAt(fd, Number(locator.readBigUInt64LE(8)), 56);
  if (record.readUInt32LE(0) !== end64Signature) return void 0;
  return {
    count: Number(record.readBigUInt64LE(32)),
    bytes: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48))
  };
}
__name(findDirectory64, "findDirectory64");
function readAt(fd, position, bytes) {
  return readInto(Buffer.allocUnsafe(bytes), fd, position);
}
__name(readAt, "readAt");
function readInto(buffer, fd, position) {
  return fill(buffer, fd, position) === buffer.length ? buffer : unreadable("its zip is cut short");
}
__name(readInto, "readInto");
function readUpTo(buffer, fd, position) {
  return buffer.subarray(0, fill(buffer, fd, position));
}
__name(readUpTo, "readUpTo");
function fill(buffer, fd, position) {
  let filled = 0;
  while (filled < buffer.length) {
    const read = readSync(fd, buffer, filled, buffer.length - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}
__name(fill, "fill");
function unreadable(reason) {
  throw new UnreadableModule(reason);
}
__name(unreadable, "unreadable");

// src/modcache/zip-reader.ts
var localSignature = 67324752;
var localBytes = 30;
function openZip(file, memory2 = freshMemory) {
  const fd = openSync2(file, "r");
  try {
    const files = readDirectory(fd);
    const known = new Map(files.map((entry) => [entry.name, entry]));
    return {
      files,
      read: /* @__PURE__ */ __name((name) => readFile(fd, known.get(name) ?? unreadable(`no file ${JSON.stringify(name)} in its zip`), memory2), "read"),
      close: /* @__PURE__ */ __name(() => closeSync2(fd), "close")
    };
  } catch (error) {
    closeSync2(fd);
    throw error;
  }
}
__name(openZip, "openZip");
function readFile(fd, file, memory2) {
  const whole = file.bytes <= wholeBytes && file.compressedBytes <= wholeBytes;
  if (!whole) return streamFile(fd, file, contentOffset(readAt(fd, file.offset, localBytes), file));
  const slack = localBytes + Buffer.byteLength(file.name) + 64;
  const bytes = readUpTo(memory2.input(slack + file.compressedBytes), fd, file.offset);
  const start = contentOffset(bytes, file) - file.offset;
  const compressed = start + file.compressedBytes <= bytes.length ? bytes.subarray(start, start + file.compressedBytes) : readAt(fd, file.offset + start, file.compressedBytes);
  return file.method === "stored" ? compressed : inflate(compressed, file, memory2);
}
__name(readFile, "readFile");
function contentOffset(local, file) {
  if (local.length < localBytes || local.readUInt32LE(0) !== localSignature) {
    unreadable(`\`${file.name}\` is not where the directory of its zip says`);
  }
  return file.offset + localBytes + local.readUInt16LE(26) + local.readUInt16LE(28);
}
__name(contentOffset, "contentOffset");
function inflate(compressed, file, memory2) {
  try {
    return memory2.inflate(compressed, file.bytes);
  } catch (error) {
    return damaged(file, error);
  }
}
__name(inflate, "inflate");
async function* streamFile(fd, file, start) {
  const compressed = pieces(fd, start, file.compressedBytes);
  if (file.method === "stored") {
    yield* compressed;
    return;
  }
  const inflating = createInflateRaw2({ chunkSize: pieceBytes });
  const feeding = feed(inflating, compressed);
  try {
    for await (const piece of inflating) yield toBuffer(piece);
    await feeding;
  } catch (error) {
    damaged(file, error);
  } finally {
    inflating.destroy();
  }
}
__name(streamFile, "streamFile");
async function feed(inflating, compressed) {
  for (const piece of compressed) {
    if (inflating.destroyed) return;
    await new Promise((resolve) => inflating.write(piece, () => resolve()));
  }
  inflating.end();
}
__name(feed, "feed");
function* pieces(fd, start, bytes) {
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, bytes));
  for (let at = 0; at < bytes; at += pieceBytes)
    yield readInto(buffer.subarray(0, Math.min(pieceBytes, bytes - at)), fd, start + at);
}
__name(pieces, "pieces");
function damaged(file, cause) {
  throw new UnreadableModule(`\`${file.name}\` is damaged in its zip`, { cause });
}
__name(damaged, "damaged");

export {
  bytesOf,
  zipContentBytes,
  memory,
  openZip
};
