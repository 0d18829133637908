import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/toolchain/go-version.ts
var pattern = /^(?:go|v)?(?<major>[1-9]\d{0,3})\.(?<minor>0|[1-9]\d{0,3})(?:\.(?<patch>0|[1-9]\d{0,3}))?(?:(?:-?(?<kind>beta|rc)\.?)(?<number>[1-9]\d{0,3}))?$/;
var firstWithPatch = 21;
function parseGoVersion(text) {
  const groups = pattern.exec(text)?.groups;
  if (groups === void 0) return void 0;
  const { major, minor, patch = "0", kind, number } = groups;
  const prerelease = kind === "beta" || kind === "rc" ? { kind, number: Number(number) } : void 0;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease };
}
__name(parseGoVersion, "parseGoVersion");
function parseToolchainName(text) {
  return parseGoVersion(text.trim().replace(/[-\s].*/s, ""));
}
__name(parseToolchainName, "parseToolchainName");
function goName({ major, minor, patch, prerelease }) {
  const line = `go${major}.${minor}`;
  const withPatch = patch > 0 || prerelease === void 0 && minor >= firstWithPatch;
  return `${line}${withPatch ? `.${patch}` : ""}${prerelease === void 0 ? "" : prerelease.kind + prerelease.number}`;
}
__name(goName, "goName");
function semverOf({ major, minor, patch, prerelease }) {
  const suffix = prerelease === void 0 ? "" : `-${prerelease.kind}.${prerelease.number}`;
  return `${major}.${minor}.${patch}${suffix}`;
}
__name(semverOf, "semverOf");
function compareGoVersions(a, b) {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || stage(a) - stage(b) || (a.prerelease?.number ?? 0) - (b.prerelease?.number ?? 0);
}
__name(compareGoVersions, "compareGoVersions");
function stage({ prerelease }) {
  if (prerelease === void 0) return 2;
  return prerelease.kind === "rc" ? 1 : 0;
}
__name(stage, "stage");

export {
  parseGoVersion,
  parseToolchainName,
  goName,
  semverOf,
  compareGoVersions
};
