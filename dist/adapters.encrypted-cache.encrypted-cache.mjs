import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  EntryInterrupted
} from "./ports.cache-backend.mjs";
import {
  entryKeyOf
} from "./adapters.encrypted-cache.key.mjs";
import {
  bytesOf
} from "./byte-stream.mjs";
import {
  explainMiss,
  storedPrefix
} from "./run.mjs";
import {
  __callDispose,
  __using,
  errnoOf,
  messageOf
} from "./adapters.process-tree.mjs";

// src/adapters/encrypted-cache/encrypted-cache.ts
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

// src/adapters/encrypted-cache/frames.ts
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
var magic = Buffer.from("GOMODEN1", "latin1");
var saltBytes = 32;
var frameBytes = 2 ** 20;
var tagBytes = 16;
var algorithm = "aes-256-gcm";
var headerBytes = magic.length + saltBytes;
var sealedFrameBytes = frameBytes + tagBytes;
function contentBytesOf(bytes) {
  const sealed = bytes - headerBytes;
  const frames = Math.ceil(sealed / sealedFrameBytes);
  const last = sealed - (frames - 1) * sealedFrameBytes;
  return frames >= 1 && last > tagBytes ? sealed - frames * tagBytes : void 0;
}
function isHeader(header) {
  return header.length === headerBytes && magic.equals(header.subarray(0, magic.length));
}
async function* encrypt(contents, key, name) {
  const salt = randomBytes(saltBytes);
  yield Buffer.concat([magic, salt]);
  const entryKey = entryKeyOf(key, salt, name);
  for await (const { number, isLast, bytes } of framesOf(contents, frameBytes)) {
    const cipher = createCipheriv(algorithm, entryKey, nonceOf(number, isLast));
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }
}
async function* framesOf(pieces, size) {
  const memory = Buffer.allocUnsafe(size);
  let [number, filled] = [0, 0];
  for await (const piece of pieces) {
    for (let rest = piece; rest.length > 0; ) {
      if (filled === size) {
        yield { number: number++, isLast: false, bytes: memory };
        filled = 0;
      }
      const part = rest.subarray(0, size - filled);
      memory.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
    }
  }
  if (filled > 0) yield { number, isLast: true, bytes: memory.subarray(0, filled) };
}
var FrameOpener = class {
  #key;
  /** `header` is the first of the entry, which isHeader accepts; `name` is what it was encrypted as. */
  constructor(header, key, name) {
    this.#key = entryKeyOf(key, header.subarray(magic.length), name);
  }
  /** Returns what a frame holds; undefined where it is not what was stored in this place with this key. */
  open({ number, isLast, bytes }) {
    if (bytes.length <= tagBytes) return void 0;
    const decipher = createDecipheriv(algorithm, this.#key, nonceOf(number, isLast));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const contents = decipher.update(bytes.subarray(0, -tagBytes));
    try {
      return Buffer.concat([contents, decipher.final()]);
    } catch {
      return void 0;
    }
  }
};
function nonceOf(number, isLast) {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

// src/adapters/encrypted-cache/open-entry.ts
import { open } from "node:fs/promises";
async function openEncryptedEntry(found, key, name) {
  const { pieces, close } = await piecesOf(found.source);
  const dispose = async () => {
    await close();
    await found.dispose();
  };
  const refuse = async (outcome) => {
    await dispose();
    return outcome;
  };
  try {
    const bytes = contentBytesOf(found.bytes);
    const { header, rest } = await readHeader(pieces);
    if (bytes === void 0 || !isHeader(header)) return await refuse(broken(name, "it is not encrypted"));
    const contents = decrypted(rest, new FrameOpener(header, key, name));
    const first = await contents.next();
    if (first.done) return await refuse(broken(name, "it is not whole"));
    if (first.value === void 0) {
      return await refuse(broken(name, "it is encrypted with another key, or damaged"));
    }
    const source = { kind: "stream", pieces: resumed(first.value, contents) };
    return { ...found, key: name, bytes, source, dispose };
  } catch (error) {
    await dispose();
    if (!(error instanceof EntryInterrupted)) throw error;
    return error.isDamaged ? broken(name, error.reason) : { kind: "unavailable", reason: error.reason };
  }
}
function broken(key, reason) {
  return { kind: "broken", key, reason };
}
async function piecesOf(source) {
  if (source.kind === "stream") return { pieces: source.pieces, close: async () => void 0 };
  const pieces = fileReader(source.file);
  return { pieces, close: async () => void await pieces.return(void 0) };
}
async function* fileReader(file) {
  try {
    var _stack = [];
    try {
      const handle = __using(_stack, await open(file), true);
      yield* bytesOf(handle.createReadStream({ highWaterMark: 2 ** 18, autoClose: false }));
      return void 0;
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    throw new EntryInterrupted(`it cannot be read: ${messageOf(error)}`, { isDamaged: false, cause: error });
  }
}
async function readHeader(pieces) {
  let read = Buffer.of();
  while (read.length < headerBytes) {
    const { done, value } = await pieces.next();
    if (done) break;
    read = Buffer.concat([read, value]);
  }
  return { header: read.subarray(0, headerBytes), rest: following(read.subarray(headerBytes), pieces) };
}
async function* following(first, pieces) {
  yield first;
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  return void 0;
}
async function* decrypted(pieces, opener) {
  for await (const frame of framesOf(pieces, sealedFrameBytes)) yield opener.open(frame);
  return void 0;
}
async function* resumed(first, rest) {
  yield first;
  for await (const contents of rest) {
    if (contents === void 0)
      throw new EntryInterrupted("a part of the encrypted entry is damaged", { isDamaged: true });
    yield contents;
  }
  return void 0;
}

// src/adapters/encrypted-cache/encrypted-cache.ts
function encryptedCache(backend, key) {
  const prefix = storedPrefix(key.id);
  const stored = (keys) => keys.map((name) => `${prefix}${name}`);
  const nameOf = (found) => found.startsWith(prefix) ? found.slice(prefix.length) : void 0;
  return {
    async lookup(keys, signal) {
      const found = await backend.lookup(stored(keys), signal);
      if (found.kind !== "found") return found;
      const name = nameOf(found.key);
      return name === void 0 ? { kind: "none" } : { kind: "found", key: name };
    },
    async fetch(keys, signal, onMatched) {
      const found = await backend.fetch(stored(keys), signal, (matched) => {
        const name2 = nameOf(matched);
        if (name2 !== void 0) onMatched?.(name2);
      });
      if (found.kind === "none") return explainMiss(backend, key.id, keys, signal);
      if (found.kind === "unavailable") return found;
      const name = nameOf(found.key);
      if (name !== void 0)
        return found.kind === "broken" ? { ...found, key: name } : openEncryptedEntry(found, key, name);
      if (found.kind === "found") await found.dispose();
      return { kind: "none" };
    },
    expectStore: () => backend.expectStore?.(),
    store: (name, file, signal) => store(backend, key, { name, file, stored: `${prefix}${name}` }, signal),
    close: () => backend.close()
  };
}
async function store(backend, key, { name, file, stored }, signal) {
  const copy = `${file}.${randomUUID()}.encrypted`;
  try {
    const { size: bytes } = await stat(file);
    const contents = encrypt(bytesOf(createReadStream(file)), key, name);
    await pipeline(contents, createWriteStream(copy, { flags: "wx", mode: 384 }), { signal });
    const outcome = await backend.store(stored, copy, signal);
    return outcome.kind === "stored" ? { kind: "stored", bytes } : outcome;
  } catch (error) {
    if (signal.aborted) return { kind: "unavailable", reason: messageOf(signal.reason) };
    if (errnoOf(error) === void 0) throw error;
    return { kind: "unavailable", reason: `the entry cannot be encrypted: ${messageOf(error)}` };
  } finally {
    await rm(copy, { force: true });
  }
}
export {
  encryptedCache
};
