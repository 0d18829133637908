import { createHash } from 'node:crypto';

/** packName is the one path of every entry. It is part of GitHub's version hash: another name finds no old entry. */
export const packName = 'go-mod-download.pack';

/** Compression is what the archive of an entry is compressed with: gzip where the job that saved it had no zstd. */
export type Compression = 'zstd' | 'gzip';

/**
 * entryVersion is the version under which `@actions/cache` 6.3.0 stores and finds our entries (getCacheVersion): a hash of the
 * path as it was given, of the compression and of a number, with `enableCrossOsArchive` on every system. An entry is found
 * under the version it was stored under only.
 */
export function entryVersion(compression: Compression): string {
  const method = compression === 'zstd' ? 'zstd-without-long' : 'gzip';
  return createHash('sha256').update([packName, method, '1.0'].join('|')).digest('hex');
}
