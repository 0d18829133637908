import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  checkModule,
  escapePath,
  escapeVersion,
  moduleKey,
  unescapePath,
  unescapeVersion
} from "./go.module.mjs";
import {
  __name
} from "./runtime.mjs";

// src/fetch/requested-file.ts
function moduleFile(module, kind) {
  const wire = `${escapePath(module.path)}/@v/${escapeVersion(module.version)}.${kind}`.replaceAll(
    "!",
    "%21"
  );
  return { kind, wire, path: module.path, module };
}
__name(moduleFile, "moduleFile");
function parseRequest(wire) {
  const text = decoded(wire);
  if (text === void 0) return void 0;
  if (isDatabasePath(text)) return { kind: "sumdb", wire, path: void 0, module: void 0 };
  const { escaped, version, kind } = split(text);
  const path = escaped === void 0 ? void 0 : unescapePath(escaped);
  if (path === void 0 || kind === void 0) return void 0;
  if (version === void 0) return { kind, wire, path, module: void 0 };
  const unescaped = unescapeVersion(version);
  if (unescaped === void 0) return void 0;
  const module = { path, version: unescaped };
  return { kind, wire, path, module: checkModule(module) === void 0 ? module : void 0 };
}
__name(parseRequest, "parseRequest");
function isLarge({ kind }) {
  return kind === "zip" || kind === "archive";
}
__name(isLarge, "isLarge");
function laneOf(file) {
  return isLarge(file) ? "zip" : "small";
}
__name(laneOf, "laneOf");
function nameOf({ kind, module, wire }) {
  return module === void 0 ? wire : `${moduleKey(module)}.${kind}`;
}
__name(nameOf, "nameOf");
function isDatabasePath(text) {
  const isPath = /^sumdb\/[\w.!+-]+(?:\/[\w.!+~@-]+)+$/.test(text);
  return isPath && !text.split("/").some((element) => element === "." || element === "..");
}
__name(isDatabasePath, "isDatabasePath");
function split(text) {
  const file = /^(?<escaped>.+)\/@v\/(?<version>[^/]+)\.(?<kind>info|mod|zip)$/.exec(text)?.groups;
  const kind = file?.["kind"];
  if (file?.["escaped"] !== void 0 && file["version"] !== void 0) {
    if (kind === "info" || kind === "mod" || kind === "zip") {
      return { escaped: file["escaped"], version: file["version"], kind };
    }
  }
  if (text.endsWith("/@v/list")) return { escaped: text.slice(0, -"/@v/list".length), kind: "list" };
  if (text.endsWith("/@latest")) return { escaped: text.slice(0, -"/@latest".length), kind: "latest" };
  return {};
}
__name(split, "split");
function decoded(wire) {
  try {
    return decodeURIComponent(wire);
  } catch (error) {
    if (error instanceof URIError) return void 0;
    throw error;
  }
}
__name(decoded, "decoded");

export {
  moduleFile,
  parseRequest,
  isLarge,
  laneOf,
  nameOf
};
