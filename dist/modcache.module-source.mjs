import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  limits
} from "./pack.format.mjs";
import {
  isFolderEntry,
  openZip,
  zipContentBytes
} from "./modcache.zip-reader.mjs";
import {
  ZlibEngine
} from "./modcache.zlib-engine.mjs";
import {
  UnreadableModule,
  pieceBytes,
  wrongLength
} from "./modcache.module-files.mjs";
import {
  isSystemError,
  modcachePaths,
  moduleKey
} from "./modcache.modcache.mjs";
import {
  __name
} from "./errors.mjs";

// src/pack/zstd-compress.ts
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createZstdCompress, constants as zlib } from "node:zlib";
var compressions = {
  quick: parameters({ level: 5, hashLog: 19, searchLog: 4 }),
  thorough: parameters({ level: 6, hashLog: 20, searchLog: 4 })
};
function parameters({
  level,
  hashLog,
  searchLog
}) {
  return {
    [zlib.ZSTD_c_compressionLevel]: level,
    [zlib.ZSTD_c_hashLog]: hashLog,
    [zlib.ZSTD_c_searchLog]: searchLog,
    [zlib.ZSTD_c_minMatch]: 6,
    [zlib.ZSTD_c_windowLog]: limits.windowLog
  };
}
__name(parameters, "parameters");
var smallMax = 192 * 2 ** 20;
function effortFor(contentBytes) {
  return contentBytes <= smallMax ? "quick" : "thorough";
}
__name(effortFor, "effortFor");
var pieceBytes2 = 2 ** 18;
var idle;
var compressFrame = /* @__PURE__ */ __name((effort, take) => {
  const engine = idleEngine(effort) ?? ZlibEngine.behind(openStream(effort), pieceBytes2);
  if (engine === void 0) return compressByStream(effort, take);
  return {
    write: /* @__PURE__ */ __name(async (bytes) => engine.run(zlib.ZSTD_e_continue, bytes, take), "write"),
    end: /* @__PURE__ */ __name(async () => {
      engine.run(zlib.ZSTD_e_flush, nothing, take);
      engine.run(zlib.ZSTD_e_end, nothing, take);
      idle = { effort, engine };
    }, "end"),
    abandon: /* @__PURE__ */ __name(async () => engine.close(), "abandon")
  };
}, "compressFrame");
var compressByStream = /* @__PURE__ */ __name((effort, take) => {
  const stream = openStream(effort);
  const storing = pipeline(stream, sinkOf(take));
  storing.catch(() => void 0);
  return {
    async write(bytes) {
      const failed = await new Promise((resolve) => stream.write(bytes, resolve));
      if (failed) await storing;
    },
    async end() {
      stream.end();
      await storing;
    },
    async abandon() {
      stream.destroy();
      await storing.catch(() => void 0);
    }
  };
}, "compressByStream");
function idleEngine(effort) {
  const last = idle;
  idle = void 0;
  if (last === void 0 || last.effort === effort) return last?.engine;
  last.engine.close();
  return void 0;
}
__name(idleEngine, "idleEngine");
function openStream(effort) {
  return createZstdCompress({ params: compressions[effort], chunkSize: pieceBytes2 });
}
__name(openStream, "openStream");
function sinkOf(take) {
  return new Writable({
    write(piece, _encoding, done) {
      try {
        take(piece);
      } catch (error) {
        done(Error.isError(error) ? error : new Error("it cannot be stored", { cause: error }));
        return;
      }
      done();
    }
  });
}
__name(sinkOf, "sinkOf");
var nothing = Buffer.alloc(0);

// src/modcache/module-source.ts
import { existsSync } from "node:fs";

// src/modcache/tree-reader.ts
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

// src/modcache/module-source.ts
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
    read: /* @__PURE__ */ __name((name) => isFolderEntry(name) ? nothing2 : onModule(() => source.read(name)), "read"),
    fill: /* @__PURE__ */ __name((name, target) => {
      if (!isFolderEntry(name)) onModule(() => source.fill(name, target));
    }, "fill")
  };
}
__name(openModule, "openModule");
var nothing2 = Buffer.alloc(0);
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

export {
  openModule,
  measureModule,
  compressions,
  effortFor,
  compressFrame
};
