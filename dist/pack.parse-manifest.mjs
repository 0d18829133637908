import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  limits
} from "./pack.format.mjs";
import {
  moduleLimits
} from "./modcache.module-files.mjs";
import {
  isHash1
} from "./go.dirhash.mjs";
import {
  checkModule,
  moduleKey,
  parseModuleKey
} from "./go.module.mjs";
import {
  errnoOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/pack/manifest-bounds.ts
var widestBounds = { bytes: limits.manifestBytes, elements: 8e6 };
var elementsPerModule = 40;
var bytesPerModule = 64 * 2 ** 10;
var shrinkFactor = 4;
var modulesAtLeast = 1e3;
var bytesAtLeast = 2 * 2 ** 20;
function manifestBounds(modules) {
  return {
    bytes: Math.min(widestBounds.bytes, bytesAtLeast + bytesPerModule * modules),
    elements: Math.min(widestBounds.elements, elementsPerModule * (modulesAtLeast + shrinkFactor * modules))
  };
}
__name(manifestBounds, "manifestBounds");
function countElements(json) {
  let elements = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === quote) at = endOfString(json, at);
    else if (byte === comma || byte === colon || byte === brace || byte === bracket) elements += 1;
  }
  return elements;
}
__name(countElements, "countElements");
var [quote, comma, colon, brace, bracket, backslash] = Buffer.from('",:{[\\');
function endOfString(json, start) {
  for (let end = start; ; ) {
    end = json.indexOf('"', end + 1, "latin1");
    if (end < 0) return json.length;
    let escapes = 0;
    while (json[end - 1 - escapes] === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
}
__name(endOfString, "endOfString");

// src/pack/parse-manifest.ts
import { constants as zlib, zstdDecompressSync } from "node:zlib";
var InvalidManifest = class extends Error {
  static {
    __name(this, "InvalidManifest");
  }
};
function decodeManifest(stored, context) {
  const { bounds } = context;
  const json = decompress(stored, bounds.bytes);
  if (json === void 0) return "the manifest is damaged or too large";
  const elements = countElements(json);
  if (elements > bounds.elements) {
    return `the manifest is too large: it has ${elements} elements, more than ${bounds.elements}`;
  }
  return parseManifest(json.toString(), context.stretch);
}
__name(decodeManifest, "decodeManifest");
function decompress(stored, maxOutputLength) {
  try {
    const params = { [zlib.ZSTD_d_windowLogMax]: limits.windowLog };
    return zstdDecompressSync(stored, { maxOutputLength, params });
  } catch (error) {
    if (errnoOf(error) === void 0) throw error;
    return void 0;
  }
}
__name(decompress, "decompress");
function parseManifest(json, stretch) {
  try {
    return manifest(JSON.parse(json), stretch);
  } catch (error) {
    if (error instanceof InvalidManifest) return `invalid manifest: ${error.message}`;
    return "the manifest is not JSON";
  }
}
__name(parseManifest, "parseManifest");
function isTime(text2) {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
  return form.test(text2) && !Number.isNaN(Date.parse(text2));
}
__name(isTime, "isTime");
function manifest(value, stretch) {
  const fields = record(value, "the manifest");
  const modules = list(fields, "modules").map(packedModule);
  const listed = list(fields, "shards");
  if (listed.length > modules.length) throw new InvalidManifest("it lists more shards than modules");
  const shards = withOffsets(listed.map(shard), stretch);
  const mods = list(fields, "mods").map(packedGoMod);
  checkContents(shards, modules);
  checkUnique(modules, "modules");
  checkUnique(mods, "mods");
  return {
    modules,
    mods,
    shards,
    uncovered: list(fields, "uncovered").map(uncovered),
    ...downloadMs(fields),
    ...base(fields)
  };
}
__name(manifest, "manifest");
function shard(value, index) {
  const fields = record(value, `shards[${index}]`);
  return {
    bytes: whole(fields, "bytes", Number.MAX_SAFE_INTEGER),
    contentBytes: whole(fields, "contentBytes", Number.MAX_SAFE_INTEGER)
  };
}
__name(shard, "shard");
function packedModule(value, index) {
  const fields = record(value, `modules[${index}]`);
  return {
    ...moduleVersion(fields),
    h1: h1(fields),
    ...time(fields),
    files: whole(fields, "files", moduleLimits.files),
    contentBytes: whole(fields, "contentBytes", moduleLimits.moduleBytes),
    shard: whole(fields, "shard", Number.MAX_SAFE_INTEGER)
  };
}
__name(packedModule, "packedModule");
function packedGoMod(value, index) {
  const fields = record(value, `mods[${index}]`);
  return {
    ...moduleVersion(fields),
    h1: h1(fields),
    text: text(fields, "text"),
    ...encoding(fields),
    ...time(fields)
  };
}
__name(packedGoMod, "packedGoMod");
function encoding({ where, values }) {
  const value = values["encoding"];
  if (value === void 0) return {};
  if (value !== "base64") throw new InvalidManifest(`${where}.encoding is not known`);
  return { encoding: value };
}
__name(encoding, "encoding");
function moduleVersion(fields) {
  const module = { path: text(fields, "path"), version: text(fields, "version") };
  const reason = checkModule(module);
  if (reason !== void 0) throw new InvalidManifest(`${fields.where} names no module: ${reason}`);
  return module;
}
__name(moduleVersion, "moduleVersion");
function h1(fields) {
  const hash = text(fields, "h1");
  if (!isHash1(hash)) throw new InvalidManifest(`${fields.where}.h1 is not a hash`);
  return hash;
}
__name(h1, "h1");
function time(fields) {
  if (fields.values["time"] === void 0) return {};
  const value = text(fields, "time");
  if (!isTime(value)) throw new InvalidManifest(`${fields.where}.time is not a time`);
  return { time: value };
}
__name(time, "time");
function uncovered(value, index) {
  const module = typeof value === "string" ? parseModuleKey(value) : void 0;
  if (module === void 0 || checkModule(module) !== void 0) {
    throw new InvalidManifest(`uncovered[${index}] names no module`);
  }
  return moduleKey(module);
}
__name(uncovered, "uncovered");
function downloadMs(fields) {
  if (fields.values["downloadMs"] === void 0) return {};
  return { downloadMs: whole(fields, "downloadMs", limits.downloadMs) };
}
__name(downloadMs, "downloadMs");
function base(fields) {
  if (fields.values["base"] === void 0) return {};
  const key = text(fields, "base");
  if (!/^[A-Za-z0-9._-]{1,512}$/.test(key)) throw new InvalidManifest("base is not the key of an entry");
  return { base: key };
}
__name(base, "base");
function withOffsets(shards, { start, end }) {
  let offset = start;
  const result = shards.map((listed, index) => {
    if (listed.bytes === 0) throw new InvalidManifest(`shards[${index}] is empty`);
    const shard2 = { ...listed, offset };
    offset += listed.bytes;
    return shard2;
  });
  if (offset !== end) throw new InvalidManifest("the shards do not end where the file ends");
  return result;
}
__name(withOffsets, "withOffsets");
function checkContents(shards, modules) {
  const contentBytes = shards.map(() => 0);
  let current = 0;
  for (const [index, module] of modules.entries()) {
    if (module.shard < current || module.shard >= shards.length) {
      throw new InvalidManifest(`modules[${index}].shard is out of order or range`);
    }
    current = module.shard;
    contentBytes[current] = (contentBytes[current] ?? 0) + module.contentBytes;
  }
  const wrong = shards.findIndex((shard2, index) => shard2.contentBytes !== contentBytes[index]);
  if (wrong >= 0) throw new InvalidManifest(`shards[${wrong}].contentBytes is not the sum of its modules`);
}
__name(checkContents, "checkContents");
function checkUnique(modules, name) {
  const seen = /* @__PURE__ */ new Set();
  for (const [index, module] of modules.entries()) {
    if (seen.has(moduleKey(module))) throw new InvalidManifest(`${name}[${index}] is listed twice`);
    seen.add(moduleKey(module));
  }
}
__name(checkUnique, "checkUnique");
function record(value, where) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InvalidManifest(`${where} is not an object`);
  }
  return { where, values: { ...value } };
}
__name(record, "record");
function list({ where, values }, name) {
  const value = values[name];
  if (!Array.isArray(value)) throw new InvalidManifest(`${name} of ${where} is not a list`);
  return value;
}
__name(list, "list");
function text({ where, values }, name) {
  const value = values[name];
  if (typeof value !== "string") throw new InvalidManifest(`${where}.${name} is not text`);
  return value;
}
__name(text, "text");
function whole({ where, values }, name, max) {
  const value = values[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0 || value > max) {
    throw new InvalidManifest(`${where}.${name} is not a whole number up to ${max}`);
  }
  return value;
}
__name(whole, "whole");

export {
  widestBounds,
  manifestBounds,
  decodeManifest,
  isTime
};
