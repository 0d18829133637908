import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  parseManifest
} from "./pack.parse-manifest.mjs";
import {
  decodeHead,
  headBytes,
  limits
} from "./pack.format.mjs";
import {
  isSystemError
} from "./disk-error.mjs";
import {
  errnoOf,
  messageOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/pack/open.ts
import { constants, open } from "node:fs/promises";
import { constants as zlib, zstdDecompressSync } from "node:zlib";
async function openPack(file, coming) {
  const handle = await openPlainFile(file);
  if (typeof handle === "string") return { kind: "rejected", reason: handle };
  try {
    const opened = await readPack(handle, coming);
    if (opened.kind !== "ok") await handle.close();
    return opened;
  } catch (error) {
    await handle.close();
    if (!isSystemError(error)) throw error;
    return { kind: "rejected", reason: `it cannot be read: ${messageOf(error)}` };
  }
}
__name(openPack, "openPack");
async function openPlainFile(file) {
  try {
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    const handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    return "it is not a plain file";
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return errnoOf(error) === "ELOOP" ? "it is not a plain file" : `it cannot be opened: ${messageOf(error)}`;
  }
}
__name(openPlainFile, "openPlainFile");
async function readPack(handle, coming) {
  const bytes = coming?.bytes ?? (await handle.stat()).size;
  const arrival = coming?.arrival;
  const lost = await arrival?.upTo(Math.min(headBytes, bytes));
  if (lost !== void 0) return { kind: "cut", reason: lost.reason };
  const head = decodeHead(await readAt(handle, 0, headBytes), bytes);
  if (typeof head === "string") return { kind: "rejected", reason: head };
  const start = headBytes + head.manifestBytes;
  const cut = await arrival?.upTo(start);
  if (cut !== void 0) return { kind: "cut", reason: cut.reason };
  const json = await readManifest(handle, head.manifestBytes);
  if (json === void 0) return { kind: "rejected", reason: "the manifest is damaged or too large" };
  const manifest = parseManifest(json, { start, end: bytes });
  if (typeof manifest === "string") return { kind: "rejected", reason: manifest };
  return { kind: "ok", pack: { manifest, bytes, fd: handle.fd, arrival, close: /* @__PURE__ */ __name(() => handle.close(), "close") } };
}
__name(readPack, "readPack");
async function readManifest(handle, bytes) {
  if (bytes > limits.manifestBytes) return void 0;
  try {
    const options = {
      maxOutputLength: limits.manifestBytes,
      params: { [zlib.ZSTD_d_windowLogMax]: limits.windowLog }
    };
    return zstdDecompressSync(await readAt(handle, headBytes, bytes), options).toString();
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return void 0;
  }
}
__name(readManifest, "readManifest");
async function readAt(handle, position, bytes) {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, position);
  return buffer.subarray(0, bytesRead);
}
__name(readAt, "readAt");

export {
  openPack
};
