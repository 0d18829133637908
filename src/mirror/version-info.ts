import { isRfc3339 } from '../go/rfc3339.ts';

/** VersionInfo is what an .info file has to say about a version (https://go.dev/ref/mod#goproxy-protocol). */
export interface VersionInfo {
  readonly Version: string;
  /** RFC 3339; absent where it is not known. */
  readonly Time?: string;
}

/**
 * parseVersionInfo reads the .info of `version`; undefined for one that is damaged or speaks of another version. What
 * else it holds (Origin: the address of a repository, perhaps an internal one) is left out.
 */
export function parseVersionInfo(text: string, version: string): VersionInfo | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  if (!('Version' in parsed) || parsed.Version !== version) return undefined;
  const time = 'Time' in parsed && typeof parsed.Time === 'string' ? parsed.Time : undefined;
  return time !== undefined && isRfc3339(time) ? { Version: version, Time: time } : { Version: version };
}
