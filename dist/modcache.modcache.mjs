import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ActionError,
  __name,
  errnoOf,
  isAbsence,
  messageOf
} from "./errors.mjs";

// src/disk-error.ts
var temporaryHint = "Free space on this disk, or set RUNNER_TEMP or TMPDIR to a directory on another one.";
function isSystemError(error) {
  return /^E[A-Z0-9]+$/.test(errnoOf(error) ?? "");
}
__name(isSystemError, "isSystemError");
function modcacheError(gomodcache, cause) {
  return diskError(
    `cannot write to the module cache ${gomodcache}: ${messageOf(cause)}`,
    "Free space on this disk, or set GOMODCACHE to a directory that this user may write to."
  );
}
__name(modcacheError, "modcacheError");
function packFileError(file, cause) {
  return diskError(`cannot write the cache entry to ${file}: ${messageOf(cause)}`, temporaryHint);
}
__name(packFileError, "packFileError");
function temporaryError(dir, cause) {
  return diskError(`cannot write to the temporary directory ${dir}: ${messageOf(cause)}`, temporaryHint);
}
__name(temporaryError, "temporaryError");
async function onDisk(work, describe) {
  try {
    return await work();
  } catch (error) {
    throw isSystemError(error) ? describe(error) : error;
  }
}
__name(onDisk, "onDisk");
function diskError(message, hint) {
  return new ActionError(message, { code: "disk-write", class: "disk", hint });
}
__name(diskError, "diskError");

// src/plain-file.ts
import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
var NotRegularFile = class extends Error {
  static {
    __name(this, "NotRegularFile");
  }
  /** What BSD answers in this case. */
  code = "EFTYPE";
  constructor(file) {
    super(`${file} is not a regular file`);
  }
};
async function openPlainFile(file, options) {
  return (await openSized(file, options)).handle;
}
__name(openPlainFile, "openPlainFile");
function openPlainFileSync(file, options) {
  const fd = openAt(file, options);
  const stats = fstatSync(fd);
  if (stats.isFile()) return fd;
  closeSync(fd);
  throw irregularFile(file, stats);
}
__name(openPlainFileSync, "openPlainFileSync");
async function readPlainFile(file, options = { followLinks: true }) {
  if (reading < readsMax) reading++;
  else await new Promise((resolve) => waiting.push(resolve));
  try {
    return await readWhole(file, options);
  } finally {
    const next = waiting.shift();
    if (next === void 0) reading--;
    else next();
  }
}
__name(readPlainFile, "readPlainFile");
var readsMax = 16;
var reading = 0;
var waiting = [];
async function readWhole(file, options) {
  const { handle, size } = await openSized(file, options);
  try {
    return size < smallMax ? await readSmall(handle, size) : await handle.readFile();
  } finally {
    await handle.close();
  }
}
__name(readWhole, "readWhole");
var smallMax = 2 ** 20;
async function readSmall(handle, size) {
  const buffer = Buffer.allocUnsafe(size + 1);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length);
  const start = buffer.subarray(0, bytesRead);
  return bytesRead === size ? start : Buffer.concat([start, await handle.readFile()]);
}
__name(readSmall, "readSmall");
async function ifPresent(answer) {
  try {
    return await answer;
  } catch (error) {
    if (isAbsence(error)) return void 0;
    throw error;
  }
}
__name(ifPresent, "ifPresent");
async function ifRegular(answer) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotRegularFile) return void 0;
    throw error;
  }
}
__name(ifRegular, "ifRegular");
async function openSized(file, options) {
  const handle = await open(file, flags(options)).catch((error) => {
    throw openError(file, error);
  });
  const stats = await handle.stat();
  if (stats.isFile()) return { handle, size: stats.size };
  await handle.close();
  throw irregularFile(file, stats);
}
__name(openSized, "openSized");
function openAt(file, options) {
  try {
    return openSync(file, flags(options));
  } catch (error) {
    throw openError(file, error);
  }
}
__name(openAt, "openAt");
function flags({ followLinks }) {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  return O_RDONLY | O_NONBLOCK | (followLinks ? 0 : O_NOFOLLOW);
}
__name(flags, "flags");
function openError(file, error) {
  return ["ELOOP", "EMLINK", "ENXIO"].includes(errnoOf(error) ?? "") ? new NotRegularFile(file) : error;
}
__name(openError, "openError");
function irregularFile(file, stats) {
  if (!stats.isDirectory()) return new NotRegularFile(file);
  return Object.assign(new Error(`EISDIR: ${file} is a directory`), { code: "EISDIR" });
}
__name(irregularFile, "irregularFile");

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
function checkPath(path2) {
  const reason = checkElements(path2, "module");
  if (reason !== void 0) return reason;
  const [first = ""] = path2.split("/");
  if (!first.includes(".")) return "missing dot in first path element";
  const bad = /[^-.0-9a-z]/.exec(first);
  if (bad !== null) return `invalid character \`${bad[0]}\` in first path element`;
  return splitPathVersion(path2) === void 0 ? "invalid major version at its end" : void 0;
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
function splitPathVersion(path2) {
  if (path2.startsWith("gopkg.in/")) {
    const gopkg = /^(?<prefix>.+)(?<pathMajor>\.v(?:0|[1-9][0-9]*(?:-unstable)?))$/.exec(path2)?.groups;
    return gopkg === void 0 ? void 0 : { prefix: gopkg.prefix ?? "", pathMajor: gopkg.pathMajor ?? "" };
  }
  const numeric = /^(?<prefix>.*)(?<pathMajor>\/v(?<number>[0-9.]+))$/.exec(path2)?.groups;
  if (numeric === void 0) return { prefix: path2, pathMajor: "" };
  const { prefix = "", pathMajor = "", number: number2 = "" } = numeric;
  return /^(?:[2-9]|[1-9][0-9]+)$/.test(number2) ? { prefix, pathMajor } : void 0;
}
__name(splitPathVersion, "splitPathVersion");
function checkElements(path2, kind) {
  if (!path2.isWellFormed()) return "invalid UTF-8";
  if (path2 === "") return "empty string";
  if (path2.startsWith("-") && kind !== "file") return "leading dash";
  if (path2.includes("//")) return "double slash";
  if (path2.endsWith("/")) return "trailing slash";
  for (const element of path2.split("/")) {
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
function escapePath(path2) {
  const reason = checkPath(path2);
  if (reason !== void 0) throw invalid("module path", path2, reason);
  return bang(path2);
}
__name(escapePath, "escapePath");
function escapeVersion(version) {
  const reason = checkEscapableVersion(version);
  if (reason !== void 0) throw invalid("version", version, reason);
  return bang(version);
}
__name(escapeVersion, "escapeVersion");
function unescapePath(escaped) {
  const path2 = unbang(escaped);
  return path2 === void 0 || checkPath(path2) !== void 0 ? void 0 : path2;
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
  const [path2, version, ...rest] = key.split("@");
  return path2 && version && rest.length === 0 ? { path: path2, version } : void 0;
}
__name(parseModuleKey, "parseModuleKey");
function checkVersion(version) {
  const parsed = parseVersion(version);
  if (parsed === void 0) return "not a semantic version";
  return parsed.canonical === version ? void 0 : `not canonical (should be ${parsed.canonical})`;
}
__name(checkVersion, "checkVersion");
function checkModule({ path: path2, version }) {
  const pathReason = checkPath(path2);
  if (pathReason !== void 0) return `malformed module path: ${pathReason}`;
  const versionReason = checkVersion(version);
  return versionReason === void 0 ? checkPathMajor(path2, version) : `malformed version: ${versionReason}`;
}
__name(checkModule, "checkModule");
function compareModules(a, b) {
  return compareText(a.path, b.path) || compareText(a.version, b.version);
}
__name(compareModules, "compareModules");
function checkPathMajor(path2, version) {
  const pathMajor = splitPathVersion(path2)?.pathMajor.replace(/-unstable$/, "") ?? "";
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

// src/go/dirhash.ts
import { createHash } from "node:crypto";
function hash1(files) {
  const summary = createHash("sha256");
  for (const { name, sha256 } of sortedByName([...files])) {
    if (name.includes("\n"))
      throw new Error(`file names with newlines have no h1 hash: ${JSON.stringify(name)}`);
    summary.update(`${sha256}  ${name}
`);
  }
  return `h1:${summary.digest("base64")}`;
}
__name(hash1, "hash1");
function isHash1(text) {
  return /^h1:[A-Za-z0-9+/]{43}=$/.test(text);
}
__name(isHash1, "isHash1");
function goModHash(content) {
  return hash1([{ name: "go.mod", sha256: createHash("sha256").update(content).digest("hex") }]);
}
__name(goModHash, "goModHash");
function sortedByName(files) {
  if (files.some(({ name }) => /[\ud800-\udfff]/.test(name))) {
    return files.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  }
  return files.sort((a, b) => compareText(a.name, b.name));
}
__name(sortedByName, "sortedByName");

// src/layout.ts
var layouts = ["full", "tree", "zip"];
function keepsZips(layout) {
  return layout !== "tree";
}
__name(keepsZips, "keepsZips");
function keepsTrees(layout) {
  return layout !== "zip";
}
__name(keepsTrees, "keepsTrees");

// src/modcache/modcache.ts
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
function modcachePaths(gomodcache, module) {
  const escapedPath = escapePath(module.path);
  const escapedVersion = escapeVersion(module.version);
  const downloadDir = path.join(gomodcache, "cache", "download", escapedPath, "@v");
  const file = /* @__PURE__ */ __name((suffix) => path.join(downloadDir, `${escapedVersion}.${suffix}`), "file");
  return {
    downloadDir,
    info: file("info"),
    mod: file("mod"),
    zip: file("zip"),
    ziphash: file("ziphash"),
    lock: file("lock"),
    partial: file("partial"),
    tree: path.join(gomodcache, `${escapedPath}@${escapedVersion}`)
  };
}
__name(modcachePaths, "modcachePaths");
async function inspectModule(gomodcache, module, checksums, layout) {
  const paths = modcachePaths(gomodcache, module);
  const [mod, info, ziphash, partial, zip, tree] = await Promise.all([
    contentOf(paths.mod),
    contentOf(paths.info),
    contentOf(paths.ziphash),
    exists(paths.partial),
    !keepsZips(layout) || exists(paths.zip),
    !keepsTrees(layout) || exists(paths.tree)
  ]);
  const states = [
    agrees(mod && goModHash(mod), checksums.goMod(module)),
    agrees(validZiphash(ziphash), checksums.zip(module)),
    agrees(info && versionOf(info), module.version),
    !partial && zip && tree ? "present" : "absent"
  ];
  return states.find((state) => state === "differs") ?? states.find((state) => state === "absent") ?? "present";
}
__name(inspectModule, "inspectModule");
async function holdsModules(gomodcache) {
  return await holdsTree(gomodcache, "") || await holdsZip(path.join(gomodcache, "cache", "download"), "");
}
__name(holdsModules, "holdsModules");
var toolchain = "golang.org/toolchain";
async function holdsTree(dir, within) {
  for (const entry of await entriesOf(dir)) {
    const name = within + entry.name;
    if (!entry.isDirectory() || name === "cache" || name.startsWith(`${toolchain}@`)) continue;
    if (entry.name.includes("@") || await holdsTree(path.join(dir, entry.name), `${name}/`)) return true;
  }
  return false;
}
__name(holdsTree, "holdsTree");
async function holdsZip(dir, within) {
  for (const entry of await entriesOf(dir)) {
    const name = within + entry.name;
    if (name === toolchain) continue;
    if (entry.isFile() && entry.name.endsWith(".zip")) return true;
    if (entry.isDirectory() && await holdsZip(path.join(dir, entry.name), `${name}/`)) return true;
  }
  return false;
}
__name(holdsZip, "holdsZip");
function agrees(found, wanted) {
  if (found === void 0) return "absent";
  return wanted === void 0 || found === wanted ? "present" : "differs";
}
__name(agrees, "agrees");
function validZiphash(content) {
  const text = content?.toString("latin1").trim();
  return text !== void 0 && isHash1(text) ? text : void 0;
}
__name(validZiphash, "validZiphash");
function versionOf(info) {
  try {
    const parsed = JSON.parse(info.toString());
    const version = typeof parsed === "object" && parsed !== null && "Version" in parsed ? parsed.Version : void 0;
    return typeof version === "string" ? version : void 0;
  } catch (error) {
    if (error instanceof SyntaxError) return void 0;
    throw error;
  }
}
__name(versionOf, "versionOf");
async function contentOf(file) {
  return ifThere(readPlainFile(file), file);
}
__name(contentOf, "contentOf");
async function exists(file) {
  return await ifThere(stat(file), file) !== void 0;
}
__name(exists, "exists");
async function entriesOf(dir) {
  return await ifThere(readdir(dir, { withFileTypes: true }), dir) ?? [];
}
__name(entriesOf, "entriesOf");
async function ifThere(answer, file) {
  try {
    return await answer;
  } catch (error) {
    if (isAbsence(error)) return void 0;
    throw new ActionError(`cannot read ${file} in the module cache`, {
      code: "modcache-unreadable",
      class: "disk",
      hint: "Check that the user this runs as may read GOMODCACHE, or set GOMODCACHE to a folder of its own.",
      cause: error
    });
  }
}
__name(ifThere, "ifThere");

export {
  isSystemError,
  modcacheError,
  packFileError,
  temporaryError,
  onDisk,
  NotRegularFile,
  openPlainFile,
  openPlainFileSync,
  readPlainFile,
  ifPresent,
  ifRegular,
  openError,
  irregularFile,
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
  compareText,
  hash1,
  isHash1,
  goModHash,
  layouts,
  keepsZips,
  keepsTrees,
  modcachePaths,
  inspectModule,
  holdsModules
};
