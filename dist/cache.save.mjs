import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  Pool,
  inOrder
} from "./pack.pool.mjs";
import {
  encodeHead,
  headBytes,
  limits,
  manifestBounds
} from "./pack.manifest-bounds.mjs";
import {
  zipContentBytes
} from "./modcache.zip-reader.mjs";
import "./modcache.zlib-engine.mjs";
import "./byte-stream.mjs";
import {
  UnreadableModule
} from "./modcache.module-files.mjs";
import {
  isRfc3339
} from "./go.rfc3339.mjs";
import {
  threadsAtOnce
} from "./worker-thread.mjs";
import {
  beyond,
  compareModules,
  entryNumberMax,
  formatEntry,
  goModHash,
  goModsOnDisk,
  ifPresent,
  ifRegular,
  isSystemError,
  modcachePaths,
  moduleKey,
  onDisk,
  packFileError,
  parseEntry,
  readPlainFile,
  sum
} from "./run.mjs";
import {
  ActionError,
  messageOf
} from "./adapters.process-tree.mjs";

// src/cache/save.ts
import path2 from "node:path";

// src/pack/pack.ts
import { mkdir, rm as rm2 } from "node:fs/promises";
import path from "node:path";

// src/modcache/module-source.ts
import { existsSync } from "node:fs";

// src/modcache/tree-reader.ts
import { closeSync, constants, openSync, readdirSync, readSync, statSync } from "node:fs";
var plainFile = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
function treeBytes(tree, module) {
  let total = 0;
  for (const { bytes } of walk(tree, `${moduleKey(module)}/`)) total += bytes;
  return total;
}
function* walk(folder, prefix) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    const name = prefix + entry.name;
    if (entry.isDirectory()) yield* walk(file, `${name}/`);
    else if (entry.isFile()) yield { name, bytes: statSync(file).size };
    else throw new UnreadableModule(`\`${name}\` is not a plain file`);
  }
}

// src/modcache/module-source.ts
var nothing = Buffer.alloc(0);
function measureModule(gomodcache, module) {
  const { zip, tree } = modcachePaths(gomodcache, module);
  return onModule(() => existsSync(zip) ? zipContentBytes(zip) : treeBytes(existing(tree), module));
}
function existing(tree) {
  if (!existsSync(tree)) throw new UnreadableModule("it is not in the module cache");
  return tree;
}
function onModule(read) {
  try {
    return read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UnreadableModule("it cannot be read from the module cache", { cause: error });
  }
}

// src/pack/measure-modules.ts
function measureModules(gomodcache, modules) {
  const refused = [];
  const sized = modules.toSorted(compareModules).flatMap(({ path: path3, version, h1 }) => {
    try {
      return [{ path: path3, version, h1, contentBytes: measureModule(gomodcache, { path: path3, version }) }];
    } catch (error) {
      if (!(error instanceof UnreadableModule)) throw error;
      refused.push({ module: moduleKey({ path: path3, version }), reason: messageOf(error) });
      return [];
    }
  });
  return { sized, refused };
}

// src/pack/read-downloads.ts
import { isUtf8 } from "node:buffer";
var goModShare = 0.6;
async function readDownloads(gomodcache, modules, goMods) {
  const times = /* @__PURE__ */ new Map();
  for (const module of [...modules, ...goMods]) {
    const time = await readTime(modcachePaths(gomodcache, module).info);
    if (time !== void 0) times.set(moduleKey(module), time);
  }
  const mods = [];
  const refused = [];
  const bytesMax = goModShare * manifestBounds(goMods.length).bytes;
  let bytes = 0;
  for (const { path: path3, version, h1 } of goMods.toSorted(compareModules)) {
    const content = await readIfThere(modcachePaths(gomodcache, { path: path3, version }).mod);
    if (content === void 0) continue;
    bytes += jsonBytes(content);
    const reason = refuse(content, h1, bytes > bytesMax);
    const time = times.get(moduleKey({ path: path3, version }));
    if (reason === void 0) mods.push({ path: path3, version, h1, ...textOf(content), ...time && { time } });
    else refused.push({ module: `${moduleKey({ path: path3, version })}/go.mod`, reason });
  }
  return { mods, times, refused };
}
function textOf(content) {
  return isUtf8(content) ? { text: content.toString() } : { text: content.toString("base64"), encoding: "base64" };
}
function refuse(content, h1, isTooMuch) {
  const found = goModHash(content);
  if (found !== h1) return `its hash is ${found}, not ${h1}`;
  return isTooMuch ? "all go.mod files together are too large" : void 0;
}
function jsonBytes(content) {
  return Buffer.byteLength(JSON.stringify(content.toString("latin1")));
}
async function readTime(file) {
  const content = await readIfThere(file);
  const time = /"Time":\s*"([^"\\]+)"/.exec(content?.toString() ?? "")?.[1];
  return time !== void 0 && isRfc3339(time) ? time : void 0;
}
async function readIfThere(file) {
  return ifRegular(ifPresent(readPlainFile(file)));
}

// src/pack/shards.ts
var shardBytes = 16 * 2 ** 20;
function cutShards(modules) {
  const shards = [];
  let current = [];
  let bytes = 0;
  for (const module of modules) {
    const overflows = bytes + module.contentBytes > shardBytes * 1.5;
    if (current.length > 0 && overflows) {
      shards.push(current);
      current = [];
      bytes = 0;
    }
    current.push(module);
    bytes += module.contentBytes;
    if (bytes < shardBytes) continue;
    shards.push(current);
    current = [];
    bytes = 0;
  }
  if (current.length > 0) shards.push(current);
  return shards;
}

// src/pack/write-pack-file.ts
import { open, rename, rm } from "node:fs/promises";
import { constants as zlib2, zstdCompressSync } from "node:zlib";

// src/pack/zstd-compress.ts
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
var smallMax = 192 * 2 ** 20;
function effortFor(contentBytes) {
  return contentBytes <= smallMax ? "quick" : "thorough";
}
var pieceBytes2 = 2 ** 18;
var nothing2 = Buffer.alloc(0);

// src/pack/write-pack-file.ts
var pieceBytes3 = 2 ** 20;
async function writePackFile(file, shards, manifest) {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, "w");
  try {
    const bytes = await writeParts(handle, shards, manifest).finally(() => handle.close());
    await rename(temporary, file);
    return bytes;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
async function writeParts(handle, shards, manifest) {
  const params = { ...compressions.thorough, [zlib2.ZSTD_c_checksumFlag]: 1 };
  const json = zstdCompressSync(JSON.stringify(manifest), { params });
  await handle.writeFile(Buffer.concat([encodeHead({ manifestBytes: json.length }), json]));
  const buffer = Buffer.allocUnsafe(pieceBytes3);
  let end = headBytes + json.length;
  for (const shard of shards.filter(({ bytes }) => bytes > 0)) {
    await append(handle, shard.file, buffer);
    await rm(shard.file);
    end += shard.bytes;
  }
  return end;
}
async function append(to, file, buffer) {
  const from = await open(file, "r");
  try {
    for (; ; ) {
      const { bytesRead } = await from.read(buffer);
      if (bytesRead === 0) return;
      await to.writeFile(buffer.subarray(0, bytesRead));
    }
  } finally {
    await from.close();
  }
}

// src/pack/pack.ts
async function packModules(request) {
  const describe = (cause) => packFileError(request.file, cause);
  const folder = path.join(request.scratchDir, `${path.basename(request.file)}.shards`);
  await onDisk(() => mkdir(folder, { recursive: true }), describe);
  const pool = new Pool(Math.min(request.workers ?? threadsAtOnce(), request.modules.length));
  pool.start();
  try {
    const { sized, refused } = measureModules(request.gomodcache, request.modules);
    const shards = planShards(cutShards(sized), folder);
    const [written, downloads] = await Promise.all([
      writeShards(request, shards, pool),
      readDownloads(request.gomodcache, request.modules, request.goMods)
    ]);
    const manifest = {
      ...listContents(written, downloads, request.uncovered.toSorted()),
      ...request.downloadMs === void 0 ? {} : { downloadMs: Math.round(request.downloadMs) },
      ...request.base === void 0 ? {} : { base: request.base }
    };
    const bytes = await onDisk(() => writePackFile(request.file, written, manifest), describe);
    return {
      bytes,
      modules: manifest.modules.length,
      goMods: manifest.mods.length,
      refused: [...refused, ...written.flatMap((shard) => shard.refused), ...downloads.refused]
    };
  } finally {
    await pool.close();
    await rm2(folder, { recursive: true, force: true });
  }
}
function planShards(shards, folder) {
  return shards.map((modules) => ({ modules, contentBytes: sum(modules.map(({ contentBytes }) => contentBytes)) })).sort((a, b) => b.contentBytes - a.contentBytes).map((shard, index) => ({ ...shard, file: path.join(folder, `${index}`) }));
}
async function writeShards({ gomodcache, file, signal, onWorking, onProgress }, shards, pool) {
  const effort = effortFor(sum(shards.map(({ contentBytes }) => contentBytes)));
  const failure = new AbortController();
  const ending = AbortSignal.any([signal, failure.signal]);
  const written = [];
  let done = 0;
  const jobs = shards.map(({ modules, file: shard }) => {
    return { kind: "pack", request: { gomodcache, modules, file: shard, effort } };
  });
  pool.start(jobs.length);
  const packing = pool.run(inOrder(jobs), {
    signal: ending,
    onMessage: (index, message) => {
      const shard = shards[index];
      if (message.kind === "disk" || message.kind === "died")
        failure.abort(packFileError(file, message.reason));
      if (message.kind !== "packed" || shard === void 0) return;
      written[index] = describeShard(shard, message);
      done += shard.modules.length;
      onProgress?.(done);
    }
  });
  const started = jobs.length < pool.size ? Promise.resolve() : pool.started();
  const telling = started.then(() => {
    if (!ending.aborted) onWorking?.(effort);
  });
  await Promise.all([packing, telling]);
  return written;
}
function describeShard({ modules, file }, packed) {
  return {
    file,
    bytes: packed.bytes,
    modules: packed.modules.flatMap(({ index, files, contentBytes }) => {
      const module = modules[index];
      return module === void 0 ? [] : [{ ...module, files, contentBytes }];
    }),
    refused: packed.refused.flatMap(({ index, reason }) => {
      const module = modules[index];
      return module === void 0 ? [] : [{ module: moduleKey(module), reason }];
    })
  };
}
function listContents(written, downloads, uncovered) {
  const shards = [];
  const modules = [];
  for (const shard of written.filter(({ bytes }) => bytes > 0)) {
    for (const { path: path3, version, h1, files, contentBytes } of shard.modules) {
      const time = downloads.times.get(moduleKey({ path: path3, version }));
      modules.push({ path: path3, version, h1, ...time && { time }, files, contentBytes, shard: shards.length });
    }
    shards.push({
      bytes: shard.bytes,
      contentBytes: sum(shard.modules.map(({ contentBytes }) => contentBytes))
    });
  }
  return { modules, mods: downloads.mods, uncovered, shards };
}

// src/cache/save-need.ts
async function needOf({ restored, cacheable, key, gomodcache, rebuild }) {
  const first = { kind: "needed", supersedes: 0, base: void 0 };
  switch (restored.kind) {
    case "found":
      return { kind: "not-needed", reason: "an entry for this key is stored" };
    case "hit":
      return needAfterHit(restored, cacheable, gomodcache);
    case "partial":
      return { ...first, base: soundBase(restored) };
    case "broken":
      return superseding(restored.entry, key);
    case "interrupted":
      if (restored.isDamaged) return superseding(restored.delivered.entry, key);
      return rebuild ? first : notAvailable(restored.reason);
    case "unavailable":
      return rebuild ? first : notAvailable(restored.reason);
    case "miss":
    case "skipped":
      return first;
  }
}
function superseding(entry, key) {
  return { kind: "needed", supersedes: entry.key === key ? entry.number : 0, base: void 0 };
}
function notAvailable(reason) {
  return { kind: "not-needed", reason: `the cache was not available (${reason})` };
}
function soundBase({ delivered }) {
  if (delivered.rejected.length > 0) return void 0;
  return delivered.parts.find(({ manifest }) => manifest.base === void 0);
}
async function needAfterHit({ delivered }, cacheable, gomodcache) {
  const need = { kind: "needed", supersedes: delivered.entry.number, base: void 0 };
  if (delivered.rejected.length > 0 || delivered.baseMissing !== void 0) return need;
  const beyondParts = beyond(
    delivered.parts.map(({ manifest }) => manifest),
    cacheable
  );
  const lacking = { ...beyondParts, goMods: await goModsOnDisk(gomodcache, beyondParts.goMods) };
  if (lacking.modules.length > 0 || lacking.goMods.length > 0) return { ...need, lacking };
  return { kind: "not-needed", reason: "the stored entry is complete" };
}

// src/cache/save.ts
var deltaShare = 0.2;
async function save(request, runner) {
  if (request.cacheable.modules.length === 0) {
    return { kind: "not-needed", reason: "no module is covered by go.sum" };
  }
  const need = await needOf(request);
  if (need.kind === "not-needed") return need;
  const gap = await packLacking(request, need, runner);
  if (gap !== void 0) return gap;
  const superseded = new AbortController();
  const [free, entry] = await Promise.all([
    findNumber(request, need).then((found) => {
      if (found.kind !== "free") superseded.abort();
      return found;
    }),
    packEntry(
      { ...request, signal: AbortSignal.any([request.signal, superseded.signal]) },
      need.base,
      runner
    )
  ]);
  if (free.kind !== "free") return free;
  if (entry.kind === "failed") return entry;
  return store(request, entry.packed, { number: free.number, base: entry.base }, runner);
}
async function packLacking(request, { lacking }, runner) {
  if (lacking === void 0) return void 0;
  const entry = await packOrFail(request, () => pack(request, { ...request.cacheable, ...lacking }, runner));
  if (entry.kind === "failed") return entry;
  const { modules, goMods, refused } = entry.packed;
  const [first] = refused;
  if (modules > 0 || goMods > 0 || first === void 0) return void 0;
  const reason = `the stored entry has all that can be packed (not ${first.module}: ${first.reason})`;
  return { kind: "not-needed", reason };
}
async function findNumber(request, need) {
  const newest = await newestNumber(request);
  if (newest.kind === "unavailable") return { kind: "failed", reason: newest.reason };
  if (newest.number > need.supersedes && !request.rebuild) return storedMeanwhile;
  const last = Math.max(newest.number, need.supersedes);
  return { kind: "free", number: last < entryNumberMax ? last + 1 : 1 };
}
var storedMeanwhile = { kind: "not-needed", reason: "another job has stored it meanwhile" };
async function newestNumber(request) {
  const found = await request.backend.lookup([`${request.key}-`], request.signal);
  if (found.kind === "unavailable") return found;
  if (found.kind === "none") return { kind: "number", number: 0 };
  return { kind: "number", number: parseEntry(found.key)?.number ?? 0 };
}
async function packEntry(request, base, runner) {
  const { cacheable } = request;
  if (base !== void 0) {
    const delta = { ...cacheable, ...beyond([base.manifest], cacheable) };
    const entry = await packOrFail(request, () => pack(request, delta, runner, base.name));
    if (entry.kind === "failed") return entry;
    if (entry.packed.bytes <= deltaShare * base.bytes) return { ...entry, base: base.name };
  }
  return packOrFail(request, () => pack(request, cacheable, runner));
}
async function packOrFail({ signal }, work) {
  try {
    return { kind: "packed", packed: await work(), base: void 0 };
  } catch (error) {
    if (signal.aborted) return { kind: "failed", reason: messageOf(signal.reason) };
    if (!(error instanceof ActionError)) throw error;
    return { kind: "failed", reason: messageOf(error) };
  }
}
function pack(request, contents, runner, base) {
  const { gomodcache, scratchDir, signal, download } = request;
  const total = contents.modules.length;
  const allDownloaded = contents.modules.every((module) => download.modules.has(moduleKey(module)));
  return packModules({
    gomodcache,
    file: packFile(request),
    ...contents,
    downloadMs: allDownloaded ? download.ms : void 0,
    ...base === void 0 ? {} : { base },
    scratchDir,
    signal,
    onWorking: (effort) => {
      if (effort === "quick") request.backend.expectStore?.();
    },
    onProgress: (done) => runner.progress(`packing: ${done} of ${total} modules`)
  });
}
function packFile({ scratchDir }) {
  return path2.join(scratchDir, "go-mod-download.pack");
}
async function store(request, packed, { number, base }, runner) {
  const [first] = packed.refused;
  if (first !== void 0 && packed.modules === 0) {
    return { kind: "failed", reason: `none of the modules can be packed (${first.module}: ${first.reason})` };
  }
  runner.progress("saving: storing the entry");
  const name = formatEntry({ key: request.key, number, base });
  const stored = await request.backend.store(name, packFile(request), request.signal);
  return savedFrom(stored, name, packed);
}
function savedFrom(stored, name, { modules, refused }) {
  switch (stored.kind) {
    case "stored":
      return { kind: "saved", name, bytes: stored.bytes, modules, leftOut: refused };
    case "exists":
      return storedMeanwhile;
    case "denied":
    case "unavailable":
      return { kind: "failed", reason: stored.reason };
  }
}
export {
  save
};
