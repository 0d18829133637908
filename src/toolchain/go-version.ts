/** GoVersion is a released version of Go, parsed. */
export interface GoVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly prerelease: { readonly kind: 'beta' | 'rc'; readonly number: number } | undefined;
}

const pattern =
  /^(?:go|v)?(?<major>[1-9]\d{0,3})\.(?<minor>0|[1-9]\d{0,3})(?:\.(?<patch>0|[1-9]\d{0,3}))?(?:(?:-?(?<kind>beta|rc)\.?)(?<number>[1-9]\d{0,3}))?$/;

/**
 * Until Go 1.20 the first release of a line was `go1.20`, since then it is `go1.21.0`
 * (https://go.dev/doc/toolchain#version).
 */
const firstWithPatch = 21;

/**
 * parseGoVersion reads a version as Go writes it (`go1.26.8`, `1.26rc1`, `go1.20`) or as semantic versioning
 * does (`1.26.0-rc.1`); undefined for any other text.
 */
export function parseGoVersion(text: string): GoVersion | undefined {
  const groups = pattern.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { major, minor, patch = '0', kind, number } = groups;
  const prerelease: GoVersion['prerelease'] =
    kind === 'beta' || kind === 'rc' ? { kind, number: Number(number) } : undefined;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease };
}

/**
 * parseToolchainName reads the version that a go command prints or a `toolchain` line names. A vendor's
 * suffix is ignored (`go1.26.8-vendor`, `go1.26.8 X:boringcrypto`), as by the go command
 * (cmd/go/internal/gover, FromToolchain).
 */
export function parseToolchainName(text: string): GoVersion | undefined {
  return parseGoVersion(text.trim().replace(/[-\s].*/s, ''));
}

/**
 * goName is the name of a release, as Go's own archives and toolchain modules have it: `go1.26.8`,
 * `go1.26rc1`.
 */
export function goName({ major, minor, patch, prerelease }: GoVersion): string {
  const line = `go${major}.${minor}`;
  const withPatch = patch > 0 || (prerelease === undefined && minor >= firstWithPatch);
  return `${line}${withPatch ? `.${patch}` : ''}${prerelease === undefined ? '' : prerelease.kind + prerelease.number}`;
}

/**
 * semverOf is a version in the form of semantic versioning, as the tool cache of a runner has it:
 * `1.26.0-rc.1`.
 */
export function semverOf({ major, minor, patch, prerelease }: GoVersion): string {
  const suffix = prerelease === undefined ? '' : `-${prerelease.kind}.${prerelease.number}`;
  return `${major}.${minor}.${patch}${suffix}`;
}

/** compareGoVersions orders by age: negative when `a` is the older one. */
export function compareGoVersions(a: GoVersion, b: GoVersion): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    a.patch - b.patch ||
    stage(a) - stage(b) ||
    (a.prerelease?.number ?? 0) - (b.prerelease?.number ?? 0)
  );
}

function stage({ prerelease }: GoVersion): number {
  if (prerelease === undefined) return 2;
  return prerelease.kind === 'rc' ? 1 : 0;
}
