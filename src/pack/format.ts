/**
 * The pack: what a cache entry holds, as one file.
 *
 *     magic      8 bytes, `GOMODPCK`
 *     shards     one after the other, without gaps; each is one zstd frame (window at most 2^24) of whole modules
 *     manifest   JSON in a zstd frame: which modules lie in which shard, and the go.mod files of the module graph
 *     footer     28 bytes: offset and length of the manifest (64 bits each), format version (32 bits), magic
 *
 * Numbers are little-endian. A module is a listing and the contents of its files (listing.ts), sorted by name; modules
 * stand in the order of the manifest and are never split between shards. The same modules give the same bytes, whether
 * they were read from zips or from extracted trees. Nothing in a pack is trusted: what counts is the go.sum of the
 * checkout that reads it.
 */

/**
 * formatVersion is written into every pack; a reader that does not know it takes the entry for a miss. A new one asks for
 * a new `v1` in the keys (cache-key.ts): two versions with one key would replace each other's entries for ever.
 */
export const formatVersion = 1;

/** magic is how a pack begins and ends. */
export const magic = Buffer.from('GOMODPCK', 'latin1');

/** footerBytes is the length of the footer, the last thing in the file. */
export const footerBytes = 28;

/** Footer says where the manifest lies. */
export interface Footer {
  readonly offset: number;
  readonly bytes: number;
}

/** limits are what a pack may ask a reader to hold or to write, in bytes; a pack beyond them is rejected. */
export const limits = {
  /** Of the manifest, decompressed. */
  manifestBytes: 64 * 2 ** 20,
  /** Of all go.mod texts together when writing, so that the manifest stays readable whatever JSON adds. */
  goModTotalBytes: 40 * 2 ** 20,
  /** Of a module's files together (golang.org/x/mod/zip, MaxZipFile). */
  moduleBytes: 500 * 2 ** 20,
  /** Of a module's go.mod and LICENSE, each (golang.org/x/mod/zip, MaxGoMod and MaxLICENSE). */
  goModBytes: 16 * 2 ** 20,
  /** Of the listing of a module's files. */
  listingBytes: 64 * 2 ** 20,
  /** Of files in one module; the largest module known has 60 000. */
  moduleFiles: 1_000_000,
  /** Of the time that downloading took, as far as it is told: a day. */
  downloadMs: 86_400_000,
  /** Base-2 logarithm of the zstd window: it bounds what a reader of one shard has to remember. */
  windowLog: 24,
} as const;

/** encodeFooter is what decodeFooter reads back. */
export function encodeFooter({ offset, bytes }: Footer): Buffer {
  const footer = Buffer.alloc(footerBytes);
  footer.writeBigUInt64LE(BigInt(offset), 0);
  footer.writeBigUInt64LE(BigInt(bytes), 8);
  footer.writeUInt32LE(formatVersion, 16);
  magic.copy(footer, 20);
  return footer;
}

/** decodeFooter reads the last bytes of a file of `fileBytes`, or says why it is not a pack. */
export function decodeFooter(footer: Buffer, fileBytes: number): Footer | string {
  if (footer.length !== footerBytes || !footer.subarray(20).equals(magic)) {
    return 'not a pack, or cut short: the last bytes are not a footer';
  }
  const version = footer.readUInt32LE(16);
  if (version !== formatVersion) return `unknown format version ${version} (known: ${formatVersion})`;
  const offset = Number(footer.readBigUInt64LE(0));
  const bytes = Number(footer.readBigUInt64LE(8));
  const fits = offset >= magic.length && bytes > 0 && offset + bytes + footerBytes === fileBytes;
  return fits ? { offset, bytes } : 'the manifest does not lie between the shards and the footer';
}
