const number = '(?:0|[1-9][0-9]*)';
const prereleasePart = '(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)';
const buildPart = '[0-9A-Za-z-]+';

const pattern = new RegExp(
  `^v(?<major>${number})(?:\\.(?<minor>${number})(?:\\.(?<patch>${number})` +
    `(?<prerelease>-${prereleasePart}(?:\\.${prereleasePart})*)?` +
    `(?<build>\\+${buildPart}(?:\\.${buildPart})*)?)?)?$`,
);

/** SemanticVersion is a version taken apart as golang.org/x/mod/semver does: with a `v`, minor and patch optional. */
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

/** parseVersion takes a semantic version apart; undefined when it is none. */
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
