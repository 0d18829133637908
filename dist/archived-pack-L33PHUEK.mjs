import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  require_tar_stream
} from "./chunk-SDHMKGSK.mjs";
import {
  packName
} from "./chunk-TUAGTOEK.mjs";
import {
  bytesOf
} from "./chunk-LD54PW3R.mjs";
import {
  __name,
  __toESM
} from "./chunk-DXQMW3HQ.mjs";

// src/adapters/archived-pack.ts
var import_tar_stream = __toESM(require_tar_stream(), 1);
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress, constants as zlib } from "node:zlib";
var windowLogMax = 23;
async function readArchivedPack(archive, take) {
  const pieces = archive[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return false;
  const members = import_tar_stream.default.extract();
  const reading = pipeline(startingWith(first.value, pieces), decompressor(first.value), members);
  const taking = takeFirst(members, take);
  try {
    return await Promise.race([taking, reading.then(() => taking)]);
  } finally {
    members.destroy();
    await Promise.allSettled([reading, taking]);
  }
}
__name(readArchivedPack, "readArchivedPack");
async function* startingWith(first, rest) {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
__name(startingWith, "startingWith");
function decompressor(begins) {
  const isGzip = begins[0] === 31 && begins[1] === 139;
  return isGzip ? createGunzip() : createZstdDecompress({ params: { [zlib.ZSTD_d_windowLogMax]: windowLogMax } });
}
__name(decompressor, "decompressor");
async function takeFirst(members, take) {
  for await (const member of members) {
    const { name, type, size } = member.header;
    if (name !== packName || type !== "file" || size === void 0) return false;
    await take({ bytes: size, content: bytesOf(member) });
    return true;
  }
  return false;
}
__name(takeFirst, "takeFirst");
export {
  readArchivedPack
};
