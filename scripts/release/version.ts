/** What a version means for tags. */

/** ReleaseVersion is a version of ours, without a leading `v`. */
export interface ReleaseVersion {
  readonly text: string;
  /** The tag of the release, as in `v1.2.3`. */
  readonly tag: string;
  /** The tag that follows the newest release of the major version, as in `v1`. */
  readonly majorTag: string;
  readonly isPrerelease: boolean;
}

/** parseReleaseVersion reads `1.2.3` or `1.2.3-rc.1`; undefined for everything else. */
export function parseReleaseVersion(text: string): ReleaseVersion | undefined {
  const number = '(?:0|[1-9]\\d*)';
  const [, major, suffix] =
    new RegExp(`^(${number})\\.${number}\\.${number}(-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`).exec(text) ??
    [];
  if (major === undefined) return undefined;
  return { text, tag: `v${text}`, majorTag: `v${major}`, isPrerelease: suffix !== undefined };
}
