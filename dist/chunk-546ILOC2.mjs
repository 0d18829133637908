import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  encodeHeader,
  endBytes,
  padding
} from "./chunk-OSWKVEEI.mjs";
import {
  ModuleNames,
  limits
} from "./chunk-IICUVYCQ.mjs";
import {
  isSystemError
} from "./chunk-F2BQQIQJ.mjs";
import {
  UnreadableModule,
  openZip,
  pieceBytes,
  wrongLength,
  zipContentBytes
} from "./chunk-KFJCMFGZ.mjs";
import {
  hash1,
  modcachePaths
} from "./chunk-PYNR62PL.mjs";
import {
  moduleKey
} from "./chunk-AUZ2ZPGY.mjs";
import {
  messageOf
} from "./chunk-TDSUPURM.mjs";
import {
  __name
} from "./chunk-DXQMW3HQ.mjs";

// src/pack/write-shard.ts
import { createHash, hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createZstdCompress, constants as zlib } from "node:zlib";

// src/pack/module-source.ts
import { existsSync } from "node:fs";

// src/pack/tree-reader.ts
import { closeSync, constants, openSync, readdirSync, readSync, statSync } from "node:fs";
var plainFile = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
function openTree(tree, module) {
  return readTree(tree, module, [...walk(tree, `${moduleKey(module)}/`)]);
}
__name(openTree, "openTree");
function readTree(tree, module, files) {
  const prefixLength = moduleKey(module).length;
  const pathOf = /* @__PURE__ */ __name((name) => tree + name.slice(prefixLength), "pathOf");
  return {
    files,
    read: /* @__PURE__ */ __name((name) => pieces(pathOf(name)), "read"),
    fill: /* @__PURE__ */ __name((name, target) => fill(pathOf(name), name, target), "fill"),
    close: /* @__PURE__ */ __name(() => void 0, "close")
  };
}
__name(readTree, "readTree");
function treeBytes(tree, module) {
  let total = 0;
  for (const { bytes } of walk(tree, `${moduleKey(module)}/`)) total += bytes;
  return total;
}
__name(treeBytes, "treeBytes");
function* walk(folder, prefix) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    const name = prefix + entry.name;
    if (entry.isDirectory()) yield* walk(file, `${name}/`);
    else if (entry.isFile()) yield { name, bytes: statSync(file).size };
    else throw new UnreadableModule(`\`${name}\` is not a plain file`);
  }
}
__name(walk, "walk");
function fill(file, name, target) {
  const fd = openSync(file, plainFile);
  try {
    for (let filled = 0; filled < target.length; ) {
      const bytes = readSync(fd, target, filled, target.length - filled, null);
      if (bytes === 0) throw wrongLength({ name, bytes: target.length });
      filled += bytes;
    }
  } finally {
    closeSync(fd);
  }
}
__name(fill, "fill");
async function* pieces(file) {
  const fd = openSync(file, plainFile);
  try {
    const buffer = Buffer.allocUnsafe(pieceBytes);
    for (; ; ) {
      const bytes = readSync(fd, buffer);
      if (bytes === 0) return;
      yield buffer.subarray(0, bytes);
    }
  } finally {
    closeSync(fd);
  }
}
__name(pieces, "pieces");

// src/pack/module-source.ts
function openModule(gomodcache, module, reading) {
  const source = onModule(() => {
    const { zip, tree } = modcachePaths(gomodcache, module);
    if (!existsSync(zip)) return openTree(existing(tree), module);
    const contents = openZip(zip);
    const asTree = reading === "tree" && existsSync(tree);
    if (!asTree) return { ...contents, fill: fillFrom(contents) };
    contents.close();
    return readTree(tree, module, contents.files);
  });
  return {
    ...source,
    read: /* @__PURE__ */ __name((name) => onModule(() => source.read(name)), "read"),
    fill: /* @__PURE__ */ __name((name, target) => onModule(() => source.fill(name, target)), "fill")
  };
}
__name(openModule, "openModule");
function measureModule(gomodcache, module) {
  const { zip, tree } = modcachePaths(gomodcache, module);
  return onModule(() => existsSync(zip) ? zipContentBytes(zip) : treeBytes(existing(tree), module));
}
__name(measureModule, "measureModule");
function existing(tree) {
  if (!existsSync(tree)) throw new UnreadableModule("it is not in the module cache");
  return tree;
}
__name(existing, "existing");
function fillFrom(zip) {
  return (name, target) => {
    const content = zip.read(name);
    if (!Buffer.isBuffer(content) || content.length !== target.length)
      throw wrongLength({ name, bytes: target.length });
    content.copy(target);
  };
}
__name(fillFrom, "fillFrom");
function onModule(read) {
  try {
    return read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UnreadableModule("it cannot be read from the module cache", { cause: error });
  }
}
__name(onModule, "onModule");

// src/pack/tar-writer.ts
var batchBytes = 2 ** 20;
var TarWriter = class {
  static {
    __name(this, "TarWriter");
  }
  #sink;
  #batch = Buffer.allocUnsafeSlow(batchBytes);
  #fill = 0;
  #left = 0;
  #padding = 0;
  constructor(sink) {
    this.#sink = sink;
  }
  /** Begins a file; `size` bytes of content have to follow. */
  async file(name, size) {
    this.#left = size;
    this.#padding = padding(size);
    await this.#append(encodeHeader(name, size));
  }
  /**
   * A whole file, for one that fits into a batch: the room for its content, for the caller to fill before anything
   * else is written. Undefined for a larger one, which has to be written piece by piece.
   */
  async room(name, size) {
    const header = encodeHeader(name, size);
    const whole = header.length + size + padding(size);
    if (whole > batchBytes) return void 0;
    if (whole > batchBytes - this.#fill) await this.#flush();
    header.copy(this.#batch, this.#fill);
    const start = this.#fill + header.length;
    this.#fill += whole;
    return this.#batch.fill(0, start + size, this.#fill).subarray(start, start + size);
  }
  async content(bytes) {
    this.#left -= bytes.length;
    if (this.#left < 0) throw new Error("more content than the header of the file says");
    await this.#append(bytes);
    if (this.#left === 0) await this.#append(zeros.subarray(0, this.#padding));
  }
  /** Ends the tar and the sink. */
  async end() {
    await this.#append(zeros);
    await this.#flush();
    this.#sink.end();
  }
  async #append(bytes) {
    let at = 0;
    while (at < bytes.length) {
      const copied = bytes.copy(this.#batch, this.#fill, at);
      this.#fill += copied;
      at += copied;
      if (this.#fill === batchBytes) await this.#flush();
    }
  }
  async #flush() {
    const batch = this.#batch.subarray(0, this.#fill);
    this.#fill = 0;
    await new Promise((resolve, reject) => {
      this.#sink.write(batch, (error) => error ? reject(error) : resolve());
    });
  }
};
var zeros = Buffer.alloc(endBytes);

// src/pack/write-shard.ts
var compression = {
  [zlib.ZSTD_c_compressionLevel]: 6,
  [zlib.ZSTD_c_hashLog]: 20,
  [zlib.ZSTD_c_searchLog]: 5,
  [zlib.ZSTD_c_minMatch]: 6,
  [zlib.ZSTD_c_windowLog]: limits.windowLog,
  [zlib.ZSTD_c_checksumFlag]: 1
};
var storedPieceBytes = 2 ** 18;
async function writeShard(gomodcache, modules, file) {
  const compress = createZstdCompress({ params: compression, chunkSize: storedPieceBytes });
  const target = createWriteStream(file);
  const storing = pipeline(compress, target);
  const tar = new TarWriter(compress);
  const written = [];
  try {
    for (const [index, module] of modules.entries()) {
      const outcome = await writeModule(tar, gomodcache, module);
      if (typeof outcome === "string") {
        compress.destroy();
        await storing.catch(() => void 0);
        return { kind: "refused", index, reason: outcome };
      }
      written.push(outcome);
    }
    await tar.end();
  } catch (error) {
    compress.destroy();
    await storing.catch(() => void 0);
    throw error;
  }
  await storing;
  return { kind: "written", bytes: target.bytesWritten, modules: written };
}
__name(writeShard, "writeShard");
async function writeModule(tar, gomodcache, module) {
  try {
    const source = openModule(gomodcache, module, module.reading);
    try {
      return await writeFiles(tar, source, module);
    } finally {
      source.close();
    }
  } catch (error) {
    if (error instanceof UnreadableModule) return messageOf(error);
    throw error;
  }
}
__name(writeModule, "writeModule");
async function writeFiles(tar, source, module) {
  const files = source.files.toSorted((a, b) => a.name < b.name ? -1 : Number(a.name > b.name));
  const contentBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const reason = refuseFiles(module, files, contentBytes);
  if (reason !== void 0) return reason;
  const hashed = [];
  for (const file of files) hashed.push({ name: file.name, sha256: await writeFile(tar, source, file) });
  const h1 = hash1(hashed);
  return h1 === module.h1 ? { files: files.length, contentBytes } : `its hash is ${h1}, not ${module.h1}`;
}
__name(writeFiles, "writeFiles");
async function writeFile(tar, source, { name, bytes }) {
  const room = await tar.room(name, bytes);
  if (room !== void 0) {
    source.fill(name, room);
    return hash("sha256", room, "hex");
  }
  await tar.file(name, bytes);
  const content = source.read(name);
  return writePieces(tar, { name, bytes }, Buffer.isBuffer(content) ? [content] : content);
}
__name(writeFile, "writeFile");
function refuseFiles(module, files, contentBytes) {
  if (contentBytes > limits.moduleBytes) return `its files have ${contentBytes} bytes together`;
  if (files.length > limits.moduleFiles) return `it has ${files.length} files`;
  const names = new ModuleNames(module);
  for (const { name } of files) {
    const reason = names.refuse(name);
    if (reason !== void 0) return reason;
  }
  return void 0;
}
__name(refuseFiles, "refuseFiles");
async function writePieces(tar, file, pieces2) {
  const sha256 = createHash("sha256");
  let bytes = 0;
  for await (const piece of pieces2) {
    bytes += piece.length;
    if (bytes > file.bytes) throw wrongLength(file);
    sha256.update(piece);
    await tar.content(piece);
  }
  if (bytes !== file.bytes) throw wrongLength(file);
  return sha256.digest("hex");
}
__name(writePieces, "writePieces");

export {
  measureModule,
  compression,
  writeShard
};
