import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  decodeManifest,
  widestBounds
} from "./pack.parse-manifest.mjs";
import {
  EntryInterrupted
} from "./ports.cache-backend.mjs";
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

// src/pack/pack-stream.ts
var PackStream = class {
  static {
    __name(this, "PackStream");
  }
  #pieces;
  /** What has come and has not been read. */
  #rest = nothing;
  #position = 0;
  constructor(pieces) {
    this.#pieces = pieces;
  }
  /** How many bytes have been read. */
  get position() {
    return this.#position;
  }
  /** Returns what comes next, at most `bytes` of it and at least one byte, valid until the next call. Throws EntryInterrupted. */
  async next(bytes) {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#pieces.next();
      if (done) throw new EntryInterrupted("it ended early");
      this.#rest = value;
    }
    const piece = this.#rest.subarray(0, bytes);
    this.#rest = this.#rest.subarray(piece.length);
    this.#position += piece.length;
    return piece;
  }
  /** Returns the next `bytes` bytes in memory of their own. Throws EntryInterrupted. */
  async read(bytes) {
    const all = Buffer.allocUnsafe(bytes);
    for (let read = 0; read < bytes; ) {
      const piece = await this.next(bytes - read);
      all.set(piece, read);
      read += piece.length;
    }
    return all;
  }
  /** Reads on to `position`. Throws EntryInterrupted. */
  async skipTo(position) {
    while (this.#position < position) await this.next(position - this.#position);
  }
};
var nothing = new Uint8Array();

// src/pack/open.ts
function openEntry(source, bytes, bounds) {
  return source.kind === "file" ? openPack(source.file, bounds) : openPackStream(source.pieces, bytes, bounds);
}
__name(openEntry, "openEntry");
async function openPack(file, bounds = widestBounds) {
  const handle = await openPlainFile(file);
  if (typeof handle === "string") return { kind: "rejected", reason: handle };
  try {
    const { size } = await handle.stat();
    let position = 0;
    const manifest = await readManifest(size, bounds, async (bytes) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, position);
      position += bytesRead;
      return buffer.subarray(0, bytesRead);
    });
    if (typeof manifest !== "string") {
      const source = { kind: "file", fd: handle.fd };
      return { kind: "ok", pack: { manifest, bytes: size, source, close: /* @__PURE__ */ __name(() => handle.close(), "close") } };
    }
    await handle.close();
    return { kind: "rejected", reason: manifest };
  } catch (error) {
    await handle.close();
    if (!isSystemError(error)) throw error;
    return { kind: "rejected", reason: `it cannot be read: ${messageOf(error)}` };
  }
}
__name(openPack, "openPack");
async function openPackStream(pieces, bytes, bounds = widestBounds) {
  const stream = new PackStream(pieces);
  try {
    const manifest = await readManifest(bytes, bounds, (wanted) => stream.read(wanted));
    if (typeof manifest === "string") return { kind: "rejected", reason: manifest };
    return {
      kind: "ok",
      pack: { manifest, bytes, source: { kind: "stream", stream }, close: /* @__PURE__ */ __name(async () => void 0, "close") }
    };
  } catch (error) {
    if (!(error instanceof EntryInterrupted)) throw error;
    return { kind: "interrupted", reason: error.message };
  }
}
__name(openPackStream, "openPackStream");
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
async function readManifest(size, bounds, read) {
  const head = decodeHead(await read(Math.min(headBytes, size)), size);
  if (typeof head === "string") return head;
  if (head.manifestBytes > bounds.bytes) return "the manifest is damaged or too large";
  const stretch = { start: headBytes + head.manifestBytes, end: size };
  return decodeManifest(await read(head.manifestBytes), { bounds, stretch });
}
__name(readManifest, "readManifest");

// src/pack/manifest.ts
function goModContent({ text, encoding }) {
  return Buffer.from(text, encoding ?? "utf8");
}
__name(goModContent, "goModContent");
function modulesByShard({ modules, shards }) {
  const groups = shards.map(() => []);
  for (const module of modules) groups[module.shard]?.push(module);
  return groups;
}
__name(modulesByShard, "modulesByShard");

export {
  openEntry,
  openPack,
  goModContent,
  modulesByShard
};
