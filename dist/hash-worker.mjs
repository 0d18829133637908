import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ModuleStage
} from "./modcache.module-stage.mjs";
import "./modcache.place.mjs";
import {
  memory,
  openZip,
  zipContentBytes
} from "./modcache.zip-reader.mjs";
import "./modcache.zlib-engine.mjs";
import "./byte-stream.mjs";
import {
  UnreadableModule
} from "./modcache.module-files.mjs";
import {
  hash1,
  isSystemError
} from "./modcache.modcache.mjs";
import {
  __name,
  messageOf
} from "./errors.mjs";

// src/modcache/hash-worker.ts
import { parentPort } from "node:worker_threads";

// src/modcache/hash-zip.ts
import { createHash, hash } from "node:crypto";
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
__name(hashZip, "hashZip");
async function sha256(content) {
  if (Buffer.isBuffer(content)) return hash("sha256", content, "hex");
  const sum = createHash("sha256");
  for await (const piece of content) sum.update(piece);
  return sum.digest("hex");
}
__name(sha256, "sha256");

// src/modcache/receive-zip.ts
import { statSync } from "node:fs";
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
__name(receiveZip, "receiveZip");
function expandsFar(file) {
  try {
    return zipContentBytes(file) > expansionMax * statSync(file).size + 2 ** 20;
  } catch (error) {
    if (error instanceof UnreadableModule) return false;
    throw error;
  }
}
__name(expandsFar, "expandsFar");
async function place(file, { module, h1, stage: folder, ...layout }) {
  const stage = new ModuleStage({ ...module, h1 }, { ...layout, folder, zip: { file } });
  try {
    await readInto(stage, file);
    return stage.finish(true).kind === "placed";
  } finally {
    stage.remove();
  }
}
__name(place, "place");
async function readInto(stage, file) {
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
__name(readInto, "readInto");
async function readPieces(stage, pieces, bytes) {
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    stage.content(piece, length === bytes);
  }
}
__name(readPieces, "readPieces");

// src/modcache/zip-damage.ts
import { statSync as statSync2 } from "node:fs";
import { crc32 } from "node:zlib";
async function withDamage(answer2, file, h1) {
  if (h1 === void 0 || answer2.kind === "hashed" && answer2.h1 === h1) return answer2;
  const wrong = await damagedRange(file);
  return wrong === void 0 ? answer2 : { ...answer2, wrong };
}
__name(withDamage, "withDamage");
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
__name(damagedRange, "damagedRange");
async function endsOfDamage(zip, size) {
  const files = zip.files.toSorted((a, b) => a.offset - b.offset);
  const damaged = [];
  for (const [index, entry] of files.entries()) {
    const range = { from: entry.offset, until: files[index + 1]?.offset ?? size };
    if (!await isWhole(zip, entry)) damaged.push(range);
  }
  return [damaged[0], damaged.at(-1)];
}
__name(endsOfDamage, "endsOfDamage");
async function isWhole(zip, entry) {
  try {
    const content = zip.read(entry.name);
    if (Buffer.isBuffer(content)) return crc32(content) === entry.crc32;
    let sum = 0;
    for await (const piece of content) sum = crc32(piece, sum);
    return sum === entry.crc32;
  } catch (error) {
    if (error instanceof UnreadableModule) return false;
    throw error;
  }
}
__name(isWhole, "isWhole");

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
__name(answer, "answer");
