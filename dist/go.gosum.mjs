import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  conflictHint,
  isConflictMarker
} from "./go.merge-conflict.mjs";
import {
  isHash1
} from "./go.dirhash.mjs";
import {
  checkModule,
  compareModules,
  moduleKey
} from "./go.module.mjs";
import {
  ActionError
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/go/gosum.ts
var emptyGoModHash = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=";
var restoreHint = "Restore the file from version control (`git checkout go.sum`), or remove the line and run `go mod tidy`.";
function parseGoSum(text, file) {
  return text.split("\n").flatMap((content, index) => parseLine(content, file, index + 1) ?? []);
}
__name(parseGoSum, "parseGoSum");
function mergeChecksums(files) {
  const lines = files.flat();
  const zips = vouchedFor(lines.filter(({ kind }) => kind === "zip"));
  const goMods = vouchedFor(lines.filter(({ kind }) => kind === "go.mod"));
  return {
    zip: /* @__PURE__ */ __name((module) => zips.get(moduleKey(module))?.h1, "zip"),
    goMod: /* @__PURE__ */ __name((module) => goMods.get(moduleKey(module))?.h1, "goMod"),
    zips: modulesOf(zips),
    goMods: modulesOf(goMods),
    lines: [...new Set(lines.map(formatLine))].sort()
  };
}
__name(mergeChecksums, "mergeChecksums");
function vouchedFor(lines) {
  const vouched = /* @__PURE__ */ new Map();
  for (const [key, [line, ...others]] of Map.groupBy(lines, moduleKey)) {
    if (line !== void 0 && isHash1(line.h1) && others.every(({ h1 }) => h1 === line.h1))
      vouched.set(key, line);
  }
  return vouched;
}
__name(vouchedFor, "vouchedFor");
function parseLine(content, file, line) {
  if (isConflictMarker(content)) throw malformed("a merge conflict marker", conflictHint, file, line);
  const fields = content.split(new RegExp("\\p{White_Space}+", "u")).filter((field) => field !== "");
  if (fields.length === 0) return void 0;
  const [path, version, h1] = fields;
  if (path === void 0 || version === void 0 || h1 === void 0 || fields.length > 3) {
    const what = `${fields.length} fields where there must be 3 (module, version, hash)`;
    throw malformed(what, restoreHint, file, line);
  }
  if (!h1.startsWith("h1:") || h1 === emptyGoModHash) return void 0;
  const ofGoMod = version.endsWith("/go.mod");
  return {
    path,
    version: ofGoMod ? version.slice(0, -"/go.mod".length) : version,
    kind: ofGoMod ? "go.mod" : "zip",
    h1,
    file,
    line
  };
}
__name(parseLine, "parseLine");
function formatLine({ path, version, kind, h1 }) {
  return `${path} ${version}${kind === "go.mod" ? "/go.mod" : ""} ${h1}`;
}
__name(formatLine, "formatLine");
function modulesOf(lines) {
  return [...lines.values()].map(({ path, version }) => ({ path, version })).filter((module) => checkModule(module) === void 0).sort(compareModules);
}
__name(modulesOf, "modulesOf");
function malformed(what, hint, file, line) {
  return new ActionError(`${file}:${line}: malformed go.sum: ${what}`, {
    code: "go-sum-malformed",
    class: "go-mod",
    hint,
    location: { file, line }
  });
}
__name(malformed, "malformed");

export {
  parseGoSum,
  mergeChecksums
};
