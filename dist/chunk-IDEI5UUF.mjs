import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ModuleNames,
  encodeHeader,
  endBytes,
  isSystemError,
  limits,
  modcachePaths,
  padding
} from "./chunk-RAFZYFLB.mjs";
import {
  moduleKey
} from "./chunk-EHO2DON2.mjs";
import {
  UnreadableModule,
  openZip,
  pieceBytes,
  wholeBytes
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

// src/pack/write-shard.ts
import { createHash, hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createZstdCompress, constants as zlib } from "node:zlib";

// src/pack/module-source.ts
import { existsSync } from "node:fs";

// src/pack/tree-reader.ts
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
function openTree(tree, module) {
  const prefix = `${moduleKey(module)}/`;
  const pathOf = /* @__PURE__ */ __name((name) => `${tree}/${name.slice(prefix.length)}`, "pathOf");
  const sizes = new Map(listFiles(tree, prefix).map(({ name, bytes }) => [name, bytes]));
  return {
    files: Array.from(sizes, ([name, bytes]) => ({ name, bytes })),
    read: /* @__PURE__ */ __name((name) => (sizes.get(name) ?? 0) <= wholeBytes ? readFileSync(pathOf(name)) : pieces(pathOf(name)), "read"),
    close: /* @__PURE__ */ __name(() => void 0, "close")
  };
}
__name(openTree, "openTree");
function listFiles(folder, prefix) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    const name = prefix + entry.name;
    if (entry.isDirectory()) return listFiles(file, `${name}/`);
    if (!entry.isFile()) throw new UnreadableModule(`\`${name}\` is not a plain file`);
    return [{ name, bytes: statSync(file).size }];
  });
}
__name(listFiles, "listFiles");
async function* pieces(file) {
  const fd = openSync(file, "r");
  try {
    for (; ; ) {
      const buffer = Buffer.allocUnsafe(pieceBytes);
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
function openModule(gomodcache, module) {
  const { zip, tree } = modcachePaths(gomodcache, module);
  const source = reading(() => {
    if (existsSync(zip)) return openZip(zip);
    return existsSync(tree) ? openTree(tree, module) : void 0;
  });
  if (source === void 0) throw new UnreadableModule("it is not in the module cache");
  return { ...source, read: /* @__PURE__ */ __name((name) => reading(() => source.read(name)), "read") };
}
__name(openModule, "openModule");
function reading(read) {
  try {
    return read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UnreadableModule("it cannot be read from the module cache", { cause: error });
  }
}
__name(reading, "reading");

// src/pack/tar-writer.ts
var batchBytes = 2 ** 20;
var TarWriter = class {
  static {
    __name(this, "TarWriter");
  }
  #sink;
  #batch = Buffer.allocUnsafe(batchBytes);
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
  [zlib.ZSTD_c_compressionLevel]: 8,
  [zlib.ZSTD_c_hashLog]: 21,
  [zlib.ZSTD_c_minMatch]: 7,
  [zlib.ZSTD_c_windowLog]: limits.windowLog,
  [zlib.ZSTD_c_checksumFlag]: 1
};
async function writeShard(gomodcache, modules, file) {
  const compress = createZstdCompress({ params: compression });
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
    const source = openModule(gomodcache, module);
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
  for (const file of files) {
    await tar.file(file.name, file.bytes);
    const content = source.read(file.name);
    const sha256 = Buffer.isBuffer(content) ? await writeWhole(tar, file, content) : await writePieces(tar, file, content);
    hashed.push({ name: file.name, sha256 });
  }
  const h1 = hash1(hashed);
  return h1 === module.h1 ? { files: files.length, contentBytes } : `its hash is ${h1}, not ${module.h1}`;
}
__name(writeFiles, "writeFiles");
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
async function writeWhole(tar, file, content) {
  if (content.length !== file.bytes) throw changed(file);
  await tar.content(content);
  return hash("sha256", content, "hex");
}
__name(writeWhole, "writeWhole");
async function writePieces(tar, file, pieces2) {
  const sha256 = createHash("sha256");
  let bytes = 0;
  for await (const piece of pieces2) {
    bytes += piece.length;
    if (bytes > file.bytes) throw changed(file);
    sha256.update(piece);
    await tar.content(piece);
  }
  if (bytes !== file.bytes) throw changed(file);
  return sha256.digest("hex");
}
__name(writePieces, "writePieces");
function changed(file) {
  return new UnreadableModule(`\`${file.name}\` does not have the ${file.bytes} bytes it should have`);
}
__name(changed, "changed");

export {
  openModule,
  compression,
  writeShard
};
