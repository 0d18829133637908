import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  decodeManifest,
  widestBounds
} from "./pack.parse-manifest.mjs";
import {
  decodeHead,
  headBytes
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
async function openPack(file, coming, bounds = widestBounds) {
  const handle = await openPlainFile(file);
  if (typeof handle === "string") return { kind: "rejected", reason: handle };
  try {
    const opened = await readPack(handle, coming, bounds);
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
async function readPack(handle, coming, bounds) {
  const bytes = coming?.bytes ?? (await handle.stat()).size;
  const arrival = coming?.arrival;
  const lost = await arrival?.upTo(Math.min(headBytes, bytes));
  if (lost !== void 0) return { kind: "cut", reason: lost.reason };
  const head = decodeHead(await readAt(handle, 0, headBytes), bytes);
  if (typeof head === "string") return { kind: "rejected", reason: head };
  const start = headBytes + head.manifestBytes;
  const cut = await arrival?.upTo(start);
  if (cut !== void 0) return { kind: "cut", reason: cut.reason };
  if (head.manifestBytes > bounds.bytes)
    return { kind: "rejected", reason: "the manifest is damaged or too large" };
  const stored = await readAt(handle, headBytes, head.manifestBytes);
  const manifest = decodeManifest(stored, { bounds, stretch: { start, end: bytes } });
  if (typeof manifest === "string") return { kind: "rejected", reason: manifest };
  return { kind: "ok", pack: { manifest, bytes, fd: handle.fd, arrival, close: /* @__PURE__ */ __name(() => handle.close(), "close") } };
}
__name(readPack, "readPack");
async function readAt(handle, position, bytes) {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, position);
  return buffer.subarray(0, bytesRead);
}
__name(readAt, "readAt");

// src/pack/manifest.ts
function modulesByShard({ modules, shards }) {
  const groups = shards.map(() => []);
  for (const module of modules) groups[module.shard]?.push(module);
  return groups;
}
__name(modulesByShard, "modulesByShard");

export {
  openPack,
  modulesByShard
};
