import { compareGoVersions, type GoVersion, parseGoVersion } from './go-version.ts';
import { archiveArch, type GoPlatform } from './platform.ts';

/** SiteArchive is an archive of Go at a download site. */
export interface SiteArchive {
  readonly version: GoVersion;
  readonly filename: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * parseListing reads the archives of the Go download site for a platform
 * (https://go.dev/dl/?mode=json&include=all); undefined if the text is not such a list.
 */
export function parseListing(text: string, platform: GoPlatform): SiteArchive[] | undefined {
  const releases = parsedJson(text);
  if (!Array.isArray(releases)) return undefined;
  const all: unknown[] = releases;
  return all.flatMap((release) => archiveOf(release, platform) ?? []);
}

/** archiveFor finds the archive of a version. */
export function archiveFor(archives: readonly SiteArchive[], version: GoVersion): SiteArchive | undefined {
  return archives.find((archive) => compareGoVersions(archive.version, version) === 0);
}

function archiveOf(release: unknown, platform: GoPlatform): SiteArchive | undefined {
  if (!isRecord(release) || typeof release['version'] !== 'string') return undefined;
  const version = parseGoVersion(release['version']);
  const files: unknown[] = Array.isArray(release['files']) ? release['files'] : [];
  const file = files.filter(isRecord).find((candidate) => {
    const { kind, os, arch } = candidate;
    return kind === 'archive' && os === platform.goos && arch === archiveArch(platform);
  });
  const { filename, sha256 } = file ?? {};
  if (version === undefined || typeof filename !== 'string' || typeof sha256 !== 'string') return undefined;
  // The name becomes a part of a URL.
  if (!/^[\w.-]+$/.test(filename) || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  return { version, filename, sha256 };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
