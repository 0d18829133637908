import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  compareGoVersions,
  parseGoVersion
} from "./toolchain.go-version.mjs";
import {
  __name
} from "./runtime.mjs";

// src/toolchain/version-range.ts
function parseVersionRange(text) {
  const alternatives = text.split("||").map((alternative) => parseInterval(alternative.trim()));
  return alternatives.every((interval) => interval !== void 0) ? alternatives : void 0;
}
__name(parseVersionRange, "parseVersionRange");
function inRange(version, range) {
  return version.prerelease === void 0 && range.some(
    ({ from, below }) => compareGoVersions(version, from) >= 0 && compareGoVersions(version, below) < 0
  );
}
__name(inRange, "inRange");
var oldest = release(0, 0, 0);
var never = release(Number.POSITIVE_INFINITY, 0, 0);
var everything = { from: oldest, below: never };
function release(major, minor, patch) {
  return { major, minor, patch, prerelease: void 0 };
}
__name(release, "release");
var partial = /^(?:go|v)?(?<major>\d{1,4}|[xX*])(?:\.(?<minor>\d{1,4}|[xX*]))?(?:\.(?<patch>\d{1,4}|[xX*]))?$/;
function partialInterval(text) {
  const groups = partial.exec(text)?.groups;
  if (groups === void 0) return void 0;
  const [major, minor, patch] = [groups["major"], groups["minor"], groups["patch"]].map(numberOf);
  if (major === void 0) return everything;
  if (minor === void 0) return { from: release(major, 0, 0), below: release(major + 1, 0, 0) };
  if (patch === void 0) return { from: release(major, minor, 0), below: release(major, minor + 1, 0) };
  return { from: release(major, minor, patch), below: release(major, minor, patch + 1) };
}
__name(partialInterval, "partialInterval");
function numberOf(text) {
  return text !== void 0 && /^\d+$/.test(text) ? Number(text) : void 0;
}
__name(numberOf, "numberOf");
function parseInterval(text) {
  const hyphen = /^(?<from>\S+)\s+-\s+(?<to>\S+)$/.exec(text)?.groups;
  const comparators = hyphen === void 0 ? text.replace(/(?<![<>=^~])(?<operator>[<>=^~]+)\s+/g, "$<operator>").split(/\s+/) : [`>=${hyphen["from"]}`, `<=${hyphen["to"]}`];
  const intervals = comparators.map(parseComparator);
  return intervals.every((interval) => interval !== void 0) ? intervals.reduce(intersection) : void 0;
}
__name(parseInterval, "parseInterval");
function parseComparator(text) {
  const { operator = "", operand = "" } = /^(?<operator>[<>=^~]*)(?![<>=^~])(?<operand>.*)$/.exec(text)?.groups ?? {};
  const named = partialInterval(operand);
  if (named === void 0) return void 0;
  const { from, below } = named;
  switch (operator) {
    case "":
    case "=":
      return named;
    case ">=":
      return { from, below: never };
    case ">":
      return { from: below, below: never };
    case "<":
      return { from: oldest, below: from };
    case "<=":
      return { from: oldest, below };
    case "^":
      return { from, below: later(below, release(from.major + 1, 0, 0)) };
    case "~":
      return { from, below: later(below, release(from.major, from.minor + 1, 0)) };
    default:
      return void 0;
  }
}
__name(parseComparator, "parseComparator");
function intersection(a, b) {
  const below = compareGoVersions(a.below, b.below) < 0 ? a.below : b.below;
  return { from: later(a.from, b.from), below };
}
__name(intersection, "intersection");
function later(a, b) {
  return compareGoVersions(a, b) > 0 ? a : b;
}
__name(later, "later");

// src/toolchain/version-spec.ts
var specExamples = "`1.26.8`, `1.26`, `^1.25`, `'>=1.24 <1.26'`, `stable` or `oldstable`";
function parseVersionSpec(given) {
  const text = given.trim();
  if (text === "stable" || text === "oldstable") return { kind: text, text };
  const version = isWhole(text) ? parseGoVersion(text) : void 0;
  if (version !== void 0) return { kind: "exact", version, text };
  const range = parseVersionRange(text);
  return range === void 0 ? void 0 : { kind: "range", range, text };
}
__name(parseVersionSpec, "parseVersionSpec");
function exactly(version, text) {
  return { kind: "exact", version, text };
}
__name(exactly, "exactly");
function isWhole(text) {
  return /\.\d+\.\d+|rc|beta/.test(text);
}
__name(isWhole, "isWhole");
function satisfies(version, spec) {
  if (spec.kind === "exact") return compareGoVersions(version, spec.version) === 0;
  return spec.kind === "range" && inRange(version, spec.range);
}
__name(satisfies, "satisfies");
function newest(versions, spec) {
  if (spec.kind === "exact" || spec.kind === "range") {
    return latest(versions.filter((version) => satisfies(version, spec)));
  }
  const releases = versions.filter(({ prerelease }) => prerelease === void 0);
  const stable = latest(releases);
  if (spec.kind === "stable" || stable === void 0) return stable;
  return latest(
    releases.filter(
      ({ major, minor }) => major < stable.major || major === stable.major && minor < stable.minor
    )
  );
}
__name(newest, "newest");
function latest(versions) {
  return versions.toSorted(compareGoVersions).at(-1);
}
__name(latest, "latest");

export {
  specExamples,
  parseVersionSpec,
  exactly,
  satisfies,
  newest
};
