import { randomBytes } from 'node:crypto';
import { constants as zlib, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import {
  type Decompression,
  decompressByStream,
  decompressFrame,
  FrameDamage,
} from '../../src/pack/zstd-frame.ts';

/** Several pieces of what is hard to compress and of what is not. */
const content = Buffer.concat([randomBytes(700_000), Buffer.alloc(3_000_000, 'gopher '), randomBytes(1000)]);
const frame = zstdCompressSync(content, { params: { [zlib.ZSTD_c_checksumFlag]: 1 } });

/** Yields the same memory again and again, as the reader of shards does. */
function* piecewise(stored: Buffer, pieceBytes: number): Generator<Buffer> {
  const memory = Buffer.alloc(pieceBytes);
  for (let at = 0; at < stored.length; at += pieceBytes) {
    yield memory.subarray(0, stored.copy(memory, 0, at));
  }
}

async function contentOf(decompress: Decompression, stored: Iterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  await decompress(stored, (piece) => {
    pieces.push(Buffer.from(piece));
  });
  return Buffer.concat(pieces);
}

function lastByteChanged(whole: Buffer): Buffer {
  const changed = Buffer.from(whole);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  return changed;
}

test('on this Node the engine is driven: all pieces come in the same memory', async () => {
  const memories = new Set<ArrayBufferLike>();
  await decompressFrame([frame], (piece) => {
    memories.add(piece.buffer);
  });
  expect(memories.size).toBe(1);
});

describe.each([
  ['by the engine', decompressFrame],
  ['by the stream', decompressByStream],
])('a frame that is decompressed %s', (_, decompress) => {
  test.each([1000, 65_536, 10_000_000])('is read from pieces of %d bytes', async (pieceBytes) => {
    const read = await contentOf(decompress, piecewise(frame, pieceBytes));
    expect(read.equals(content)).toBe(true);
  });

  test.each([
    ['it is cut short', frame.subarray(0, frame.length / 2)],
    ['only its checksum is cut short', frame.subarray(0, -1)],
    ['its checksum is wrong', lastByteChanged(frame)],
    ['there is nothing', Buffer.alloc(0)],
    ['it is something else', Buffer.alloc(1000, 'x')],
  ])('is damaged when %s', async (_damage, stored) => {
    await expect(contentOf(decompress, piecewise(stored, 65_536))).rejects.toBeInstanceOf(FrameDamage);
  });

  test('ends with what its taker throws', async () => {
    const full = new Error('no space left');
    const taking = decompress(piecewise(frame, 65_536), () => {
      throw full;
    });
    await expect(taking).rejects.toBe(full);
  });

  test('ends with what its source throws', async () => {
    const lost = new Error('the disk is gone');
    const source = function* (): Generator<Buffer> {
      yield frame.subarray(0, 1000);
      throw lost;
    };
    await expect(contentOf(decompress, source())).rejects.toBe(lost);
  });
});

test('what follows a frame is damage to the engine', async () => {
  const stored = Buffer.concat([frame, Buffer.from('more')]);
  await expect(contentOf(decompressFrame, [stored])).rejects.toBeInstanceOf(FrameDamage);
});
