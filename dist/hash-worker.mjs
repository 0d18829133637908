import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  UnreadableModule,
  openZip
} from "./chunk-LWABET3N.mjs";
import {
  hash1
} from "./chunk-5EJFMOZH.mjs";
import {
  messageOf
} from "./chunk-2MBDZSVY.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/proxy/hash-worker.ts
import { parentPort } from "node:worker_threads";

// src/proxy/hash-zip.ts
import { createHash, hash } from "node:crypto";
async function hashZip(file) {
  try {
    const zip = openZip(file);
    try {
      const hashed = [];
      for (const { name, bytes } of zip.files)
        hashed.push({ name, sha256: await sha256(zip.read(name), bytes) });
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
async function sha256(content, bytes) {
  if (Buffer.isBuffer(content)) {
    checkLength(content.length, bytes);
    return hash("sha256", content, "hex");
  }
  const sum = createHash("sha256");
  let length = 0;
  for await (const piece of content) {
    length += piece.length;
    sum.update(piece);
  }
  checkLength(length, bytes);
  return sum.digest("hex");
}
__name(sha256, "sha256");
function checkLength(found, declared) {
  if (found !== declared) throw new UnreadableModule("a file is not as long as its zip says");
}
__name(checkLength, "checkLength");

// src/proxy/hash-worker.ts
var port = parentPort;
if (port === null) throw new Error("this is started by the module proxy, as a worker thread");
port.on("message", async (file) => port.postMessage(await answer(file)));
async function answer(file) {
  try {
    return await hashZip(file);
  } catch (error) {
    return { kind: "unreadable", reason: messageOf(error) };
  }
}
__name(answer, "answer");
