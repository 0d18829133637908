import { readSync } from 'node:fs';
import { isSystemError } from '../disk-error.ts';
import { messageOf } from '../errors.ts';
import { EngineFault } from '../modcache/zlib-engine.ts';
import type { Shard } from './manifest.ts';
import { readChannel, ShardInterrupted } from './shard-channel.ts';
import type { MemorySlice } from './shard-memory.ts';
import { BrokenShard, type ListedModule, type Receiver, ShardReader } from './shard-reader.ts';
import { decompressFrame } from './zstd-frame.ts';

/** ShardRead is how reading a shard ended. */
export type ShardRead =
  | { readonly kind: 'read' }
  /** Nothing more can be read from it; modules that were finished before are valid. */
  | { readonly kind: 'broken'; readonly reason: string }
  /** The rest of it did not arrive; modules that were finished before are valid. */
  | { readonly kind: 'interrupted' };

/** StoredShard is where the compressed bytes of a shard are read from. */
export type StoredShard =
  /** The open file of the pack. */
  | { readonly kind: 'file'; readonly fd: number }
  /** A channel (shard-channel.ts) that they come through. */
  | { readonly kind: 'channel'; readonly slice: MemorySlice };

/** Compressed bytes are read in pieces of this size. */
const storedPieceBytes = 2 ** 18;

/**
 * readShard decompresses a shard and hands each module, in the order of `modules`, to the
 * receiver that `open` gives for it (none: its files pass by unread). Whatever the shard contains, reading
 * ends: files, names and sizes may not exceed what `modules` says. What a receiver throws passes through.
 */
export async function readShard(
  stored: StoredShard,
  shard: Shard,
  modules: readonly ListedModule[],
  open: (index: number) => Receiver | undefined,
): Promise<ShardRead> {
  const reader = new ShardReader(modules, open);
  try {
    const pieces = stored.kind === 'file' ? readPieces(stored.fd, shard) : readChannel(stored.slice);
    await decompressFrame(pieces, (piece) => reader.push(piece));
    reader.end();
    return { kind: 'read' };
  } catch (error) {
    if (error instanceof ShardInterrupted) return { kind: 'interrupted' };
    if (error instanceof BrokenShard) return { kind: 'broken', reason: error.message };
    if (error instanceof EngineFault) {
      return { kind: 'broken', reason: `it cannot be decompressed: ${error.message}` };
    }
    throw error;
  }
}

/** The same memory for all pieces: each is used up before the next is read. */
function* readPieces(fd: number, { offset, bytes }: Shard): Generator<Buffer> {
  const memory = Buffer.allocUnsafeSlow(Math.min(storedPieceBytes, bytes));
  const end = offset + bytes;
  for (let at = offset; at < end; ) {
    const read = readPiece(fd, memory.subarray(0, end - at), at);
    if (read === 0) return;
    at += read;
    yield memory.subarray(0, read);
  }
}

function readPiece(fd: number, memory: Buffer, position: number): number {
  try {
    return readSync(fd, memory, 0, memory.length, position);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BrokenShard(`it cannot be read: ${messageOf(error)}`);
  }
}
