const number = '(?:0|[1-9][0-9]*)';
const prereleasePart = '(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)';
const buildPart = '[0-9A-Za-z-]+';

const pattern = new RegExp(
  `^v(?<major>${number})(?:\\.(?<minor>${number})(?:\\.(?<patch>${number})` +
    `(?<prerelease>-${prereleasePart}(?:\\.${prereleasePart})*)?` +
    `(?<build>\\+${buildPart}(?:\\.${buildPart})*)?)?)?$`,
);

/**
 * SemanticVersion has the parts of a version as in golang.org/x/mod/semver: with `v`; minor and patch are
 * optional.
 */
export interface SemanticVersion {
  /** `v1` of `v1.2.3`. */
  readonly major: string;
  /** `-rc.1` of `v1.2.3-rc.1+meta`, or empty. */
  readonly prerelease: string;
  /** `+meta` of `v1.2.3-rc.1+meta`, or empty. */
  readonly build: string;
  /** The version in full and without build metadata, except for Go's own `+incompatible`. */
  readonly canonical: string;
}

/** parseVersion parses a semantic version; undefined if it is invalid. */
export function parseVersion(version: string): SemanticVersion | undefined {
  const groups = pattern.exec(version)?.groups;
  if (groups === undefined) return undefined;
  const { major, minor = '0', patch = '0', prerelease = '', build = '' } = groups;
  const kept = build === '+incompatible' ? build : '';
  return {
    major: `v${major}`,
    prerelease,
    build,
    canonical: `v${major}.${minor}.${patch}${prerelease}${kept}`,
  };
}

/**
 * compareVersions orders semantic versions by precedence (semver.org, 11), lowest first; invalid versions
 * come before all others. Build metadata is ignored.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  for (const [index, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePrereleases(left.prerelease, right.prerelease);
}

function partsOf(version: string): { numbers: readonly number[]; prerelease: readonly string[] } | undefined {
  const parsed = parseVersion(version);
  if (parsed === undefined) return undefined;
  const [numbers = ''] = parsed.canonical.slice(1).split(/[-+]/, 1);
  return {
    numbers: numbers.split('.').map(Number),
    prerelease: parsed.prerelease === '' ? [] : parsed.prerelease.slice(1).split('.'),
  };
}

/** A release comes after its pre-releases; numbers before words; fewer parts before more. */
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (part !== other) return compareParts(part, other);
  }
  return a.length - b.length;
}

function compareParts(a: string, b: string): number {
  const [isNumber, otherIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber && otherIsNumber) return Number(a) - Number(b);
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
  return a < b ? -1 : 1;
}
