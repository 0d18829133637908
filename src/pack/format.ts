import { ok, type Parsed, problem } from '../parsed.ts';

/**
 * The pack: what a cache entry holds, as one file.
 *
 *     head       16 bytes: `GOMODPCK`, format version (32 bits), length of the manifest (32 bits)
 *     manifest   JSON in a zstd frame: which modules lie in which shard, and the go.mod files of the module graph
 *     shards     one after the other, without gaps, to the end; each is one zstd frame (window at most 2^24) of whole modules
 *
 * A reader that has the first of it knows what the rest will be, so that it can begin while a pack is still coming in.
 * Numbers are little-endian. A module is a listing and the contents of its files (listing.ts), in the order of
 * file-order.ts; modules stand in the order of the manifest and are never split between shards. The same modules give
 * the same bytes, whether they were read from zips or from extracted trees. Nothing in a pack is trusted: what counts
 * is the go.sum of the checkout that reads it.
 */

/**
 * formatVersion is written into every pack; a reader that does not know it takes the entry for a miss. A new one asks for
 * a new `v1` in the keys (cache-key.ts): two versions with one key would replace each other's entries forever.
 */
export const formatVersion = 1;

/** magic is how a pack begins. */
const magic = Buffer.from('GOMODPCK', 'latin1');

/** How an entry begins that was stored with `cache-encryption-key` (adapters/encrypted-cache/frames.ts). */
const encryptedMagic = Buffer.from('GOMODEN1', 'latin1');

/** headBytes is the length of the head, the first thing in the file. */
export const headBytes = 16;

/** Head says what follows it. */
export interface Head {
  /** Length of the manifest in bytes, compressed. */
  readonly manifestBytes: number;
}

/** limits are what a pack may ask a reader to hold or to write, in bytes; a pack beyond them is rejected. */
export const limits = {
  /** Of the manifest, decompressed. */
  manifestBytes: 64 * 2 ** 20,
  /** Of the time that downloading took, as far as it is told: a day. */
  downloadMs: 86_400_000,
  /** Base-2 logarithm of the zstd window: it bounds what a reader of one shard has to remember. */
  windowLog: 24,
} as const;

/** encodeHead is what decodeHead reads back. */
export function encodeHead({ manifestBytes }: Head): Buffer {
  const head = Buffer.alloc(headBytes);
  magic.copy(head);
  head.writeUInt32LE(formatVersion, 8);
  head.writeUInt32LE(manifestBytes, 12);
  return head;
}

/** decodeHead reads the first bytes of a file of `fileBytes`, or says why it is not a pack. */
export function decodeHead(head: Buffer, fileBytes: number): Parsed<Head> {
  if (head.length < headBytes) return problem('not a pack: too short');
  if (head.subarray(0, magic.length).equals(encryptedMagic)) {
    return problem('it is encrypted: it was stored with `cache-encryption-key`');
  }
  if (!head.subarray(0, magic.length).equals(magic)) return problem('not a pack: it does not begin like one');
  const version = head.readUInt32LE(8);
  if (version !== formatVersion)
    return problem(`unknown format version ${version} (known: ${formatVersion})`);
  const manifestBytes = head.readUInt32LE(12);
  return headBytes + manifestBytes <= fileBytes
    ? ok({ manifestBytes })
    : problem('it is truncated within its manifest');
}
