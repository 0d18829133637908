import { compareGoVersions, type GoVersion } from './go-version.ts';

/** Interval is a range of releases: from one on, and below another. */
export interface Interval {
  readonly from: GoVersion;
  readonly below: GoVersion;
}

/** VersionRange allows the versions in any of its intervals. */
export type VersionRange = readonly Interval[];

/**
 * parseVersionRange reads a range as semantic versioning has it in npm and in actions/setup-go: `1.26`,
 * `1.x`, `^1.25`, `~1.25.2`, `>=1.24 <1.26`, `1.22 - 1.24`, and several of them joined by `||`; undefined for
 * any other text.
 */
export function parseVersionRange(text: string): VersionRange | undefined {
  const alternatives = text.split('||').map((alternative) => parseInterval(alternative.trim()));
  return alternatives.every((interval) => interval !== undefined) ? alternatives : undefined;
}

/** inRange tells whether a range allows a version. No range allows a prerelease. */
export function inRange(version: GoVersion, range: VersionRange): boolean {
  return (
    version.prerelease === undefined &&
    range.some(
      ({ from, below }) => compareGoVersions(version, from) >= 0 && compareGoVersions(version, below) < 0,
    )
  );
}

const oldest = release(0, 0, 0);
const never = release(Number.POSITIVE_INFINITY, 0, 0);
const everything: Interval = { from: oldest, below: never };

function release(major: number, minor: number, patch: number): GoVersion {
  return { major, minor, patch, prerelease: undefined };
}

const partial =
  /^(?:go|v)?(?<major>\d{1,4}|[xX*])(?:\.(?<minor>\d{1,4}|[xX*]))?(?:\.(?<patch>\d{1,4}|[xX*]))?$/;

/** The interval of a partial version such as `1.26`. */
function partialInterval(text: string): Interval | undefined {
  const groups = partial.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const [major, minor, patch] = [groups['major'], groups['minor'], groups['patch']].map(numberOf);
  if (major === undefined) return everything;
  if (minor === undefined) return { from: release(major, 0, 0), below: release(major + 1, 0, 0) };
  if (patch === undefined) return { from: release(major, minor, 0), below: release(major, minor + 1, 0) };
  return { from: release(major, minor, patch), below: release(major, minor, patch + 1) };
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function parseInterval(text: string): Interval | undefined {
  const hyphen = /^(?<from>\S+)\s+-\s+(?<to>\S+)$/.exec(text)?.groups;
  const comparators =
    hyphen === undefined
      ? text.replace(/(?<![<>=^~])(?<operator>[<>=^~]+)\s+/g, '$<operator>').split(/\s+/)
      : [`>=${hyphen['from']}`, `<=${hyphen['to']}`];
  const intervals = comparators.map(parseComparator);
  return intervals.every((interval) => interval !== undefined) ? intervals.reduce(intersection) : undefined;
}

function parseComparator(text: string): Interval | undefined {
  const { operator = '', operand = '' } =
    /^(?<operator>[<>=^~]*)(?![<>=^~])(?<operand>.*)$/.exec(text)?.groups ?? {};
  const named = partialInterval(operand);
  if (named === undefined) return undefined;
  const { from, below } = named;
  switch (operator) {
    case '':
    case '=':
      return named;
    case '>=':
      return { from, below: never };
    case '>':
      return { from: below, below: never };
    case '<':
      return { from: oldest, below: from };
    case '<=':
      return { from: oldest, below };
    case '^':
      return { from, below: later(below, release(from.major + 1, 0, 0)) };
    case '~':
      return { from, below: later(below, release(from.major, from.minor + 1, 0)) };
    default:
      return undefined;
  }
}

function intersection(a: Interval, b: Interval): Interval {
  const below = compareGoVersions(a.below, b.below) < 0 ? a.below : b.below;
  return { from: later(a.from, b.from), below };
}

function later(a: GoVersion, b: GoVersion): GoVersion {
  return compareGoVersions(a, b) > 0 ? a : b;
}
