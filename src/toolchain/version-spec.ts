import { compareGoVersions, type GoVersion, parseGoVersion } from './go-version.ts';
import { inRange, parseVersionRange, type VersionRange } from './version-range.ts';

/** VersionSpec says which Go to use. */
export type VersionSpec = (
  | { readonly kind: 'exact'; readonly version: GoVersion }
  | { readonly kind: 'range'; readonly range: VersionRange }
  /**
   * The newest release, or the newest of the minor version before it; only a list of releases can tell which
   * that is.
   */
  | { readonly kind: 'stable' | 'oldstable' }
) & {
  /** As it was written. */
  readonly text: string;
};

/** specExamples are examples for messages. */
export const specExamples = "`1.26.8`, `1.26`, `^1.25`, `'>=1.24 <1.26'`, `stable` or `oldstable`";

/**
 * parseVersionSpec reads which Go to use: a version (`1.26.8`, `go1.26rc1`), the newest patch of a minor
 * version (`1.26`), a range, `stable` or `oldstable`; undefined for any other text.
 */
export function parseVersionSpec(given: string): VersionSpec | undefined {
  const text = given.trim();
  if (text === 'stable' || text === 'oldstable') return { kind: text, text };
  const version = isWhole(text) ? parseGoVersion(text) : undefined;
  if (version !== undefined) return { kind: 'exact', version, text };
  const range = parseVersionRange(text);
  return range === undefined ? undefined : { kind: 'range', range, text };
}

/** exactly is the spec of one version. */
export function exactly(version: GoVersion, text: string): VersionSpec {
  return { kind: 'exact', version, text };
}

/** `1.26` is a minor version; with a patch or a prerelease it is one release. */
function isWhole(text: string): boolean {
  return /\.\d+\.\d+|rc|beta/.test(text);
}

/**
 * satisfies tells whether a version matches. None matches `stable` or `oldstable`: resolve these with
 * `newest` first.
 */
export function satisfies(version: GoVersion, spec: VersionSpec): boolean {
  if (spec.kind === 'exact') return compareGoVersions(version, spec.version) === 0;
  return spec.kind === 'range' && inRange(version, spec.range);
}

/** newest chooses the version from a list that a spec means; undefined if none matches. */
export function newest(versions: readonly GoVersion[], spec: VersionSpec): GoVersion | undefined {
  if (spec.kind === 'exact' || spec.kind === 'range') {
    return latest(versions.filter((version) => satisfies(version, spec)));
  }
  const releases = versions.filter(({ prerelease }) => prerelease === undefined);
  const stable = latest(releases);
  if (spec.kind === 'stable' || stable === undefined) return stable;
  return latest(
    releases.filter(
      ({ major, minor }) => major < stable.major || (major === stable.major && minor < stable.minor),
    ),
  );
}

function latest(versions: readonly GoVersion[]): GoVersion | undefined {
  return versions.toSorted(compareGoVersions).at(-1);
}
