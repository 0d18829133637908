import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  readRanges
} from "./fetch.read-ranges.mjs";
import {
  lookUpEntry
} from "./adapters.github-cache.look-up-entry.mjs";
import {
  EntryInterrupted
} from "./ports.cache-backend.mjs";
import {
  packName
} from "./adapters.github-cache.entry-version.mjs";
import "./fetch.answer-failure.mjs";
import "./http.read-start.mjs";
import {
  EngineFault,
  ZlibEngine
} from "./modcache.zlib-engine.mjs";
import {
  toBuffer
} from "./byte-stream.mjs";
import {
  FetchFailure,
  unavailable
} from "./run.mjs";
import {
  messageOf
} from "./adapters.process-tree.mjs";

// src/adapters/github-cache/tar-header.ts
var blockBytes = 512;
function parseTarHeader(block) {
  const sum = octal(block.subarray(148, 156));
  if (block.length !== blockBytes || sum !== checksum(block)) return void 0;
  const bytes = numberIn(block.subarray(124, 136));
  if (bytes === void 0) return void 0;
  const isPosix = block.toString("latin1", 257, 265) === "ustar\x0000";
  const prefix = isPosix ? text(block.subarray(345, 500)) : "";
  const name = text(block.subarray(0, 100));
  const type = String.fromCharCode(block[156] || 48);
  return { name: prefix === "" ? name : `${prefix}/${name}`, bytes, type };
}
function parsePaxRecords(content) {
  const records = /* @__PURE__ */ new Map();
  for (let at = 0; at < content.length; ) {
    const length = /^(\d{1,8}) /.exec(content.toString("latin1", at, at + 9));
    const end = at + Number(length?.[1]);
    if (length === null || end > content.length || content[end - 1] !== 10) return void 0;
    const record = content.toString("utf8", at + length[0].length, end - 1);
    const equals = record.indexOf("=");
    if (equals < 1) return void 0;
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return records;
}
function checksum(block) {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}
function numberIn(field) {
  if (((field[0] ?? 0) & 128) === 0) return octal(field);
  const value = field.subarray(1).reduce((high, byte) => high * 256 + byte, (field[0] ?? 0) & 127);
  return Number.isSafeInteger(value) ? value : void 0;
}
function octal(field) {
  const digits = /^[ \0]*([0-7]+)[ \0]*$/.exec(field.toString("latin1"))?.[1];
  return digits === void 0 ? void 0 : Number.parseInt(digits, 8);
}
function text(field) {
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? field.length : end);
}

// src/adapters/github-cache/archived-pack.ts
var ArchiveFault = class extends Error {
};
async function openArchivedPack(tar) {
  const reader = new BlockReader(tar);
  const member = await firstMember(reader);
  if (member.name !== packName) throw new ArchiveFault("it came without its pack");
  if (member.type !== "0") throw new ArchiveFault("it holds a link or a folder in place of its pack");
  return { kind: "pack", bytes: member.bytes, content: reader.content(member.bytes) };
}
var headersMax = 4;
var recordsMax = 2 ** 16;
async function firstMember(reader) {
  let extension = {};
  for (let header = 0; header < headersMax; header++) {
    const member = parseTarHeader(await reader.read(blockBytes));
    if (member === void 0) throw new ArchiveFault("it is not a tar");
    if (!/[xgL]/.test(member.type)) return { ...member, ...extension };
    if (member.bytes > recordsMax) break;
    const content = await reader.read(padded(member.bytes));
    extension = { ...extension, ...extensionIn(member.type, content.subarray(0, member.bytes)) };
  }
  throw new ArchiveFault("its header is too large");
}
function extensionIn(type, content) {
  if (type === "L") return { name: content.toString().replace(/\0.*/s, "") };
  const records = parsePaxRecords(content);
  const [name, size] = [records?.get("path"), records?.get("size")];
  if (records === void 0 || size !== void 0 && !/^\d{1,15}$/.test(size)) {
    throw new ArchiveFault("it is not a tar");
  }
  return { ...name !== void 0 && { name }, ...size !== void 0 && { bytes: Number(size) } };
}
function padded(bytes) {
  return Math.ceil(bytes / blockBytes) * blockBytes;
}
var BlockReader = class {
  #pieces;
  /** What has come and has not been read. */
  #rest = new Uint8Array();
  constructor(pieces) {
    this.#pieces = pieces;
  }
  async read(bytes) {
    const all = Buffer.allocUnsafe(bytes);
    let read = 0;
    for await (const piece of this.content(bytes)) {
      all.set(piece, read);
      read += piece.length;
    }
    return all;
  }
  async *content(bytes) {
    for (let left = bytes; left > 0; ) {
      if (this.#rest.length === 0) {
        const { done, value } = await this.#pieces.next();
        if (done) throw new ArchiveFault("its archive ends early");
        this.#rest = value;
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      if (piece.length > 0) yield piece;
    }
    return void 0;
  }
};

// src/adapters/github-cache/decompress.ts
import { Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { createGunzip, createZstdDecompress, constants as zlib } from "node:zlib";
var pieceBytes = 2 ** 18;
var piecesAtOnce = 64;
var windowLogMax = 23;
async function* decompress(archive) {
  const first = await archive.next();
  if (first.done) return void 0;
  const format = first.value[0] === 31 ? gzip : zstd;
  const pieces = continued(first.value, archive);
  const engine = ZlibEngine.behind(format.open(), pieceBytes);
  return yield* engine === void 0 ? decompressByStream(format.open(), pieces) : decompressByEngine(engine, format, pieces);
}
var gzip = { open: () => createGunzip(), goOn: zlib.Z_NO_FLUSH, end: zlib.Z_FINISH };
var zstd = {
  open: () => createZstdDecompress({ params: { [zlib.ZSTD_d_windowLogMax]: windowLogMax } }),
  goOn: zlib.ZSTD_e_continue,
  end: zlib.ZSTD_e_end
};
async function* continued(first, rest) {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  return void 0;
}
async function* decompressByEngine(engine, { goOn, end }, pieces) {
  let yielded = 0;
  try {
    for await (const piece of pieces) {
      for (const part of engine.pieces(goOn, Buffer.from(piece.buffer, piece.byteOffset, piece.length))) {
        yield part;
        yielded += 1;
        if (yielded % piecesAtOnce === 0) await turn();
      }
    }
    yield* engine.pieces(end, Buffer.alloc(0));
    return void 0;
  } finally {
    engine.close();
  }
}
async function* decompressByStream(stream, pieces) {
  const source = Readable.from(copies(pieces), { objectMode: false });
  source.on("error", (error) => stream.destroy(error));
  source.pipe(stream);
  try {
    for await (const piece of stream) yield toBuffer(piece);
    return void 0;
  } finally {
    source.destroy();
    stream.destroy();
  }
}
async function* copies(pieces) {
  for await (const piece of pieces) yield Buffer.from(piece);
}

// src/adapters/github-cache/fetch-entry.ts
async function fetchEntry(service, { keys, signal, onMatched }) {
  const match = await lookUpEntry(service, keys, signal);
  if (match.kind !== "found") return match;
  maskSigned(service, match.url);
  onMatched?.(match.key);
  try {
    return await openEntry(service, match, signal);
  } catch (error) {
    if (signal.aborted) return unavailable(messageOf(signal.reason));
    const reason = reasonOf(error);
    if (reason === void 0) throw error;
    if (error instanceof FetchFailure) return unavailable(reason);
    return { kind: "broken", key: match.key, reason };
  }
}
var signatureMin = 16;
function maskSigned({ mask }, url) {
  mask(url);
  const signature = new URL(url).searchParams.get("sig");
  if (signature === null || signature.length < signatureMin) return;
  mask(signature);
  mask(encodeURIComponent(signature));
}
async function openEntry(service, { key, url, compression }, signal) {
  const { sizeLimit } = service;
  const http = await service.http();
  const body = await readRanges({
    ...service,
    send: (headers, each) => http.send({ url, headers, signal: each }),
    signal
  });
  try {
    const { bytes, content } = await openArchivedPack(decompress(body.pieces));
    if (bytes > sizeLimit) throw new ArchiveFault(`it is larger than ${sizeLimit} bytes`);
    return {
      kind: "found",
      key,
      bytes,
      source: { kind: "stream", pieces: interruptible(content) },
      ...compression === "gzip" ? { note: savedByGzip } : {},
      dispose: () => body.close()
    };
  } catch (error) {
    await body.close();
    throw error;
  }
}
var savedByGzip = "the entry was saved by a job without zstd, with gzip";
async function* interruptible(content) {
  try {
    return yield* content;
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === void 0) throw error;
    throw new EntryInterrupted(reason, { isDamaged: !(error instanceof FetchFailure), cause: error });
  }
}
function reasonOf(error) {
  if (error instanceof ArchiveFault) return error.message;
  if (isDecompressionFault(error)) return `its archive cannot be decompressed: ${messageOf(error)}`;
  if (!(error instanceof FetchFailure)) return void 0;
  const { status, message } = error;
  if (status === void 0) return `the storage of the cache service failed: ${message}`;
  const expired = status === 403 ? ", its signature may have expired" : "";
  return `the storage of the cache service answered ${message}${expired}`;
}
function isDecompressionFault(error) {
  const code = Error.isError(error) && "code" in error ? String(error.code) : "";
  return error instanceof EngineFault || /^(?:Z_|ZSTD_)/.test(code);
}
export {
  fetchEntry
};
