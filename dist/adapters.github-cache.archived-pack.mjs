import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  require_tar_stream
} from "./npm.tar-stream.index.mjs";
import {
  packName
} from "./adapters.github-cache.protocol.mjs";
import {
  ZlibEngine
} from "./modcache.zlib-engine.mjs";
import {
  __name,
  __toESM
} from "./runtime.mjs";

// src/adapters/github-cache/archived-pack.ts
var import_tar_stream = __toESM(require_tar_stream(), 1);
import { createGunzip, createZstdDecompress, constants as zlib } from "node:zlib";
async function readArchivedPack(archive, take) {
  const plain = decompressed(archive);
  try {
    const head = await beginning(plain);
    const member = await firstMember(head);
    if (member?.header.name !== packName || member.header.type !== "file") return false;
    const { size: bytes } = member.header;
    await take({ bytes, content: content(head.subarray(member.offset + blockBytes), plain, bytes) });
    return true;
  } finally {
    await plain.return(void 0);
  }
}
__name(readArchivedPack, "readArchivedPack");
var pieceBytes = 2 ** 18;
async function* decompressed(archive) {
  let decompressor;
  try {
    for await (const piece of archive) {
      decompressor ??= decompressorFor(piece);
      yield* decompressor.engine.pieces(decompressor.goesOn, piece);
    }
    if (decompressor !== void 0) yield* decompressor.engine.pieces(decompressor.ends, Buffer.alloc(0));
  } finally {
    decompressor?.engine.close();
  }
}
__name(decompressed, "decompressed");
var windowLogMax = 23;
function decompressorFor(begins) {
  const isGzip = begins[0] === 31 && begins[1] === 139;
  const stream = isGzip ? createGunzip() : createZstdDecompress({ params: { [zlib.ZSTD_d_windowLogMax]: windowLogMax } });
  const engine = ZlibEngine.behind(stream, pieceBytes);
  if (engine === void 0) throw new Error("this Node reads archives as streams only");
  return isGzip ? { engine, goesOn: zlib.Z_NO_FLUSH, ends: zlib.Z_FINISH } : { engine, goesOn: zlib.ZSTD_e_continue, ends: zlib.ZSTD_e_end };
}
__name(decompressorFor, "decompressorFor");
var headBytes = 2 ** 16;
async function beginning(plain) {
  let head = Buffer.alloc(0);
  while (head.length < headBytes) {
    const { done, value } = await plain.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}
__name(beginning, "beginning");
var blockBytes = 512;
async function firstMember(head) {
  const members = import_tar_stream.default.extract();
  members.end(head);
  for await (const { header, offset } of members) return { header, offset };
  return void 0;
}
__name(firstMember, "firstMember");
async function* content(first, rest, bytes) {
  let left = bytes;
  for (let piece = first; ; ) {
    const wanted = piece.subarray(0, left);
    left -= wanted.length;
    yield wanted;
    if (left === 0) return;
    const next = await rest.next();
    if (next.done) throw new Error("its archive ends within the pack");
    piece = next.value;
  }
}
__name(content, "content");
export {
  readArchivedPack
};
