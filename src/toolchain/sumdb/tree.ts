import { createHash } from 'node:crypto';

/**
 * Tile is a run of hashes at one level of a tree; trees are served in tiles
 * (https://research.swtch.com/tlog).
 */
export interface Tile {
  /**
   * Level 0 has the hashes of the records; each level has the roots of the whole tiles of the level below.
   */
  readonly level: number;
  readonly index: number;
  /** How many hashes it has: 256, or fewer at the end of the tree. */
  readonly width: number;
}

const tileHeight = 8;
const hashesPerTile = 2 ** tileHeight;

/**
 * tilePath is the path of a tile at a server (golang.org/x/mod/sumdb/tlog, Tile.Path): its index in groups of
 * three digits.
 */
export function tilePath({ level, index, width }: Tile): string {
  const groups: string[] = [];
  for (let rest = index; ; rest = Math.floor(rest / 1000)) {
    groups.unshift(`${groups.length === 0 ? '' : 'x'}${String(rest % 1000).padStart(3, '0')}`);
    if (rest < 1000) break;
  }
  const partial = width === hashesPerTile ? '' : `.p/${width}`;
  return `tile/${tileHeight}/${level}/${groups.join('/')}${partial}`;
}

/** recordHash is the hash of a record (RFC 6962, 2.1). */
export function recordHash(record: string): Buffer {
  return createHash('sha256').update('\0').update(record).digest();
}

/** hashBytes is the length of a hash. */
export const hashBytes = 32;

/** ReadTile fetches the bytes of a tile: as many hashes as it is wide. They need not be trusted. */
export type ReadTile = (tile: Tile) => Promise<Buffer>;

/**
 * rootWith computes the root of a tree of `size` records from the hash of the record at `index` and tiles:
 * the record is in the tree if the result is the tree's root (RFC 6962, 2.1.1).
 */
export async function rootWith(
  { index, hash }: { readonly index: number; readonly hash: Buffer },
  size: number,
  readTile: ReadTile,
): Promise<Buffer> {
  const tiles = new Map<string, Promise<Buffer>>();
  const tileAt = (tile: Tile) => {
    const known = tiles.get(tilePath(tile)) ?? readTile(tile);
    tiles.set(tilePath(tile), known);
    return known;
  };

  /** The root of `count` records from `start` on. */
  async function subtree(start: number, count: number): Promise<Buffer> {
    if (count === 1 && start === index) return hash;
    const holdsRecord = index >= start && index < start + count;
    if (!holdsRecord && Number.isInteger(Math.log2(count))) return stored(start, count);
    const half = 2 ** (Math.ceil(Math.log2(count)) - 1);
    const [left, right] = await Promise.all([subtree(start, half), subtree(start + half, count - half)]);
    return nodeHash(left, right);
  }

  /** The root of a whole subtree, computed from the hashes of one tile. */
  async function stored(start: number, count: number): Promise<Buffer> {
    const level = Math.floor(Math.log2(count) / tileHeight);
    const unit = hashesPerTile ** level;
    const first = start / unit;
    const tile = Math.floor(first / hashesPerTile);
    const width = Math.min(hashesPerTile, Math.floor(size / unit) - tile * hashesPerTile);
    const bytes = await tileAt({ level, index: tile, width });
    const from = (first % hashesPerTile) * hashBytes;
    return joined(bytes.subarray(from, from + (count / unit) * hashBytes));
  }

  return subtree(0, size);
}

function joined(hashes: Buffer): Buffer {
  if (hashes.length === hashBytes) return hashes;
  const half = hashes.length / 2;
  return nodeHash(joined(hashes.subarray(0, half)), joined(hashes.subarray(half)));
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update('\x01').update(left).update(right).digest();
}
