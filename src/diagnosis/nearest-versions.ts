import { compareVersions, parseVersion } from '../go/semver.ts';

/** How many versions are shown. */
const shownMax = 4;

/**
 * nearestVersions chooses the available versions that are most likely meant by `wanted`, lowest first. It
 * prefers the same minor version, then the same major version, releases over pre-releases, and small
 * distances. For a branch or commit, it returns the newest versions.
 */
export function nearestVersions(wanted: string, available: readonly string[]): string[] {
  const sorted = [...new Set(available)]
    .filter((version) => parseVersion(version) !== undefined)
    .sort(compareVersions);
  const parsed = parseVersion(wanted);
  const place =
    parsed === undefined
      ? sorted.length
      : sorted.filter((version) => compareVersions(version, wanted) < 0).length;
  const ranked = sorted.map((version, index) => ({
    version,
    rank: [
      Number(isPrerelease(version) && !isPrerelease(wanted)),
      parsed === undefined ? 0 : familiarity(version, wanted),
      // The distance to where `wanted` would be in the list; both sides count the same.
      index < place ? place - index : index - place + 1,
    ],
  }));
  return ranked
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .slice(0, shownMax)
    .map(({ version }) => version)
    .sort(compareVersions);
}

function isPrerelease(version: string): boolean {
  return (parseVersion(version)?.prerelease ?? '') !== '';
}

/** 0: the same minor version, 1: the same major version, 2: neither. */
function familiarity(version: string, wanted: string): number {
  const [major, minor] = version.split('.');
  const [wantedMajor, wantedMinor] = wanted.split('.');
  if (major !== wantedMajor) return 2;
  return minor === wantedMinor ? 0 : 1;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, rank] of a.entries()) {
    const difference = rank - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
