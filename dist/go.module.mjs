import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ActionError
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/go/case-fold.ts
function foldCase(name) {
  return /^[\0-\x7f]*$/.test(name) ? name.toLowerCase() : Array.from(name, foldCharacter).join("");
}
__name(foldCase, "foldCase");
function foldCharacter(character) {
  if (character === "ı") return character;
  const upper = sameLength(character, character.toUpperCase());
  return sameLength(upper, upper.toLowerCase());
}
__name(foldCharacter, "foldCharacter");
function sameLength(character, mapped) {
  return Array.from(mapped).length === 1 ? mapped : character;
}
__name(sameLength, "sameLength");

// src/go/module-path.ts
var forbiddenCharacter = {
  module: /[^-._~0-9A-Za-z]/u,
  file: /[^-!#$%&()+,.=@[\]^_{}~ 0-9A-Za-z\p{L}]/u
};
var windowsDevice = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/;
function checkPath(path) {
  const reason = checkElements(path, "module");
  if (reason !== void 0) return reason;
  const [first = ""] = path.split("/");
  if (!first.includes(".")) return "missing dot in first path element";
  const bad = /[^-.0-9a-z]/.exec(first);
  if (bad !== null) return `invalid character \`${bad[0]}\` in first path element`;
  return splitPathVersion(path) === void 0 ? "invalid major version at its end" : void 0;
}
__name(checkPath, "checkPath");
function checkFilePath(name) {
  return checkElements(name, "file");
}
__name(checkFilePath, "checkFilePath");
function checkFileElement(element) {
  return checkElement(element, "file");
}
__name(checkFileElement, "checkFileElement");
function splitPathVersion(path) {
  if (path.startsWith("gopkg.in/")) {
    const gopkg = /^(?<prefix>.+)(?<pathMajor>\.v(?:0|[1-9][0-9]*(?:-unstable)?))$/.exec(path)?.groups;
    return gopkg === void 0 ? void 0 : { prefix: gopkg.prefix ?? "", pathMajor: gopkg.pathMajor ?? "" };
  }
  const numeric = /^(?<prefix>.*)(?<pathMajor>\/v(?<number>[0-9.]+))$/.exec(path)?.groups;
  if (numeric === void 0) return { prefix: path, pathMajor: "" };
  const { prefix = "", pathMajor = "", number: number2 = "" } = numeric;
  return /^(?:[2-9]|[1-9][0-9]+)$/.test(number2) ? { prefix, pathMajor } : void 0;
}
__name(splitPathVersion, "splitPathVersion");
function checkElements(path, kind) {
  if (!path.isWellFormed()) return "invalid UTF-8";
  if (path === "") return "empty string";
  if (path.startsWith("-") && kind !== "file") return "leading dash";
  if (path.includes("//")) return "double slash";
  if (path.endsWith("/")) return "trailing slash";
  for (const element of path.split("/")) {
    const reason = checkElement(element, kind);
    if (reason !== void 0) return reason;
  }
  return void 0;
}
__name(checkElements, "checkElements");
function checkElement(element, kind) {
  if (element === "") return "empty path element";
  if (/^\.+$/.test(element)) return `invalid path element \`${element}\``;
  if (element.startsWith(".") && kind === "module") return "leading dot in path element";
  if (element.endsWith(".")) return "trailing dot in path element";
  const bad = forbiddenCharacter[kind].exec(element);
  if (bad !== null) return `invalid character ${JSON.stringify(bad[0])}`;
  const [stem = ""] = element.split(".");
  if (windowsDevice.test(foldCase(stem))) return `\`${stem}\` is reserved on Windows`;
  if (kind === "module" && /~[0-9]+$/.test(stem)) return "trailing tilde and digits in path element";
  return void 0;
}
__name(checkElement, "checkElement");

// src/go/semver.ts
var number = "(?:0|[1-9][0-9]*)";
var prereleasePart = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
var buildPart = "[0-9A-Za-z-]+";
var pattern = new RegExp(
  `^v(?<major>${number})(?:\\.(?<minor>${number})(?:\\.(?<patch>${number})(?<prerelease>-${prereleasePart}(?:\\.${prereleasePart})*)?(?<build>\\+${buildPart}(?:\\.${buildPart})*)?)?)?$`
);
function parseVersion(version) {
  const groups = pattern.exec(version)?.groups;
  if (groups === void 0) return void 0;
  const { major, minor = "0", patch = "0", prerelease = "", build = "" } = groups;
  const kept = build === "+incompatible" ? build : "";
  return {
    major: `v${major}`,
    prerelease,
    build,
    canonical: `v${major}.${minor}.${patch}${prerelease}${kept}`
  };
}
__name(parseVersion, "parseVersion");
function compareVersions(a, b) {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left === void 0 || right === void 0)
    return Number(left !== void 0) - Number(right !== void 0);
  for (const [index, number2] of left.numbers.entries()) {
    const difference = number2 - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePrereleases(left.prerelease, right.prerelease);
}
__name(compareVersions, "compareVersions");
function partsOf(version) {
  const parsed = parseVersion(version);
  if (parsed === void 0) return void 0;
  const [numbers = ""] = parsed.canonical.slice(1).split(/[-+]/, 1);
  return {
    numbers: numbers.split(".").map(Number),
    prerelease: parsed.prerelease === "" ? [] : parsed.prerelease.slice(1).split(".")
  };
}
__name(partsOf, "partsOf");
function comparePrereleases(a, b) {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === void 0) return 1;
    if (part !== other) return compareParts(part, other);
  }
  return a.length - b.length;
}
__name(comparePrereleases, "comparePrereleases");
function compareParts(a, b) {
  const [isNumber, otherIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber && otherIsNumber) return Number(a) - Number(b);
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
  return a < b ? -1 : 1;
}
__name(compareParts, "compareParts");

// src/go/module-escape.ts
function escapePath(path) {
  const reason = checkPath(path);
  if (reason !== void 0) throw invalid("module path", path, reason);
  return bang(path);
}
__name(escapePath, "escapePath");
function escapeVersion(version) {
  const reason = checkEscapableVersion(version);
  if (reason !== void 0) throw invalid("version", version, reason);
  return bang(version);
}
__name(escapeVersion, "escapeVersion");
function unescapePath(escaped) {
  const path = unbang(escaped);
  return path === void 0 || checkPath(path) !== void 0 ? void 0 : path;
}
__name(unescapePath, "unescapePath");
function unescapeVersion(escaped) {
  const version = unbang(escaped);
  return version === void 0 || checkEscapableVersion(version) !== void 0 ? void 0 : version;
}
__name(unescapeVersion, "unescapeVersion");
function checkEscapableVersion(version) {
  const bad = /[!\u0080-\u{10ffff}]/u.exec(version);
  if (bad !== null) return `invalid character \`${bad[0]}\``;
  return version.includes("/") ? "invalid character `/`" : checkFileElement(version);
}
__name(checkEscapableVersion, "checkEscapableVersion");
function bang(text) {
  return text.replace(/[A-Z]/g, (capital) => `!${capital.toLowerCase()}`);
}
__name(bang, "bang");
function unbang(escaped) {
  if (!/^(?:[^!A-Z\u0080-\uffff]|![a-z])*$/.test(escaped)) return void 0;
  return escaped.replace(/!([a-z])/g, (_, letter) => letter.toUpperCase());
}
__name(unbang, "unbang");
function invalid(noun, text, reason) {
  return new ActionError(`malformed ${noun} \`${text}\`: ${reason}`, {
    code: "module-invalid",
    class: "version",
    hint: "Write modules as go.mod does, for example `example.com/some/module/v2@v2.1.0`."
  });
}
__name(invalid, "invalid");

// src/go/module.ts
function moduleKey(module) {
  return `${module.path}@${module.version}`;
}
__name(moduleKey, "moduleKey");
function parseModuleKey(key) {
  const [path, version, ...rest] = key.split("@");
  return path && version && rest.length === 0 ? { path, version } : void 0;
}
__name(parseModuleKey, "parseModuleKey");
function checkVersion(version) {
  const parsed = parseVersion(version);
  if (parsed === void 0) return "not a semantic version";
  return parsed.canonical === version ? void 0 : `not canonical (should be ${parsed.canonical})`;
}
__name(checkVersion, "checkVersion");
function checkModule({ path, version }) {
  const pathReason = checkPath(path);
  if (pathReason !== void 0) return `malformed module path: ${pathReason}`;
  const versionReason = checkVersion(version);
  return versionReason === void 0 ? checkPathMajor(path, version) : `malformed version: ${versionReason}`;
}
__name(checkModule, "checkModule");
function compareModules(a, b) {
  return compareText(a.path, b.path) || compareText(a.version, b.version);
}
__name(compareModules, "compareModules");
function checkPathMajor(path, version) {
  const pathMajor = splitPathVersion(path)?.pathMajor.replace(/-unstable$/, "") ?? "";
  if (pathMajor === ".v1" && version.startsWith("v0.0.0-")) return void 0;
  const { major, build } = parseVersion(version) ?? { major: "", build: "" };
  const wanted = pathMajor === "" ? "v0 or v1" : pathMajor.slice(1);
  const fits = pathMajor === "" ? /^v[01]$/.test(major) || build === "+incompatible" : major === wanted;
  return fits ? void 0 : `version should be ${wanted}, not ${major}`;
}
__name(checkPathMajor, "checkPathMajor");
function compareText(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
__name(compareText, "compareText");

export {
  foldCase,
  checkPath,
  checkFilePath,
  splitPathVersion,
  parseVersion,
  compareVersions,
  escapePath,
  escapeVersion,
  unescapePath,
  unescapeVersion,
  moduleKey,
  parseModuleKey,
  checkVersion,
  checkModule,
  compareModules,
  checkPathMajor,
  compareText
};
