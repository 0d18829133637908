import { randomBytes } from 'node:crypto';
import { constants as zlib, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { EngineFault } from '../../src/modcache/zlib-engine.ts';
import {
  type Compression,
  compressByStream,
  compressFrame,
  type Effort,
  effortFor,
} from '../../src/pack/zstd-compress.ts';
import { type Decompression, decompressByStream, decompressFrame } from '../../src/pack/zstd-frame.ts';

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

test.each([
  ['frames of one byte each', (byte: number) => zstdCompressSync(Buffer.of(byte))],
  ['frames of one byte each, empty ones between them', (byte: number) => emptyAround(byte)],
])('%s are handed over in large pieces', async (_, frameOf) => {
  const text = randomBytes(20_000);
  const sizes: number[] = [];
  const parts: Buffer[] = [];
  await decompressFrame([Buffer.concat([...text].map(frameOf))], (piece) => {
    sizes.push(piece.length);
    parts.push(Buffer.from(piece));
  });
  expect(sizes).toEqual([20_000]);
  expect(Buffer.concat(parts).equals(text)).toBe(true);
});

function emptyAround(byte: number): Buffer {
  const empty = zstdCompressSync(Buffer.alloc(0));
  return Buffer.concat([empty, zstdCompressSync(Buffer.of(byte)), empty]);
}

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
    await expect(contentOf(decompress, piecewise(stored, 65_536))).rejects.toBeInstanceOf(EngineFault);
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
  await expect(contentOf(decompressFrame, [stored])).rejects.toBeInstanceOf(EngineFault);
});

test('the engine reads a frame after one that was damaged, and after one that nobody took', async () => {
  await expect(contentOf(decompressFrame, [frame.subarray(0, -1)])).rejects.toBeInstanceOf(EngineFault);
  const taking = decompressFrame([frame], () => {
    throw new Error('no space left');
  });
  await expect(taking).rejects.toThrow('no space left');
  expect((await contentOf(decompressFrame, [frame])).equals(content)).toBe(true);
});

/** Compresses in batches that come in the same memory again and again, as the writer of shards does. */
async function frameOf(
  compress: Compression,
  plain: Buffer,
  { batchBytes = 2 ** 20, effort = 'quick' as Effort } = {},
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const writer = compress(effort, (piece) => {
    pieces.push(Buffer.from(piece));
  });
  for (const batch of piecewise(plain, batchBytes)) await writer.write(batch);
  await writer.end();
  return Buffer.concat(pieces);
}

describe.each([
  ['by the engine', compressFrame],
  ['by the stream', compressByStream],
])('what is compressed %s', (_, compress) => {
  test.each([1000, 65_536, 10_000_000])('in batches of %d bytes is one frame of it', async (batchBytes) => {
    const stored = await frameOf(compress, content, { batchBytes });
    expect(zstdDecompressSync(stored).equals(content)).toBe(true);
    expect((await contentOf(decompressFrame, [stored])).equals(content)).toBe(true);
  });

  test('is a frame also when it is nothing', async () => {
    expect(zstdDecompressSync(await frameOf(compress, Buffer.alloc(0)))).toHaveLength(0);
  });

  test('is the same whatever was compressed before, and after something was abandoned', async () => {
    const first = await frameOf(compress, content);
    await frameOf(compress, randomBytes(100_000), { effort: 'thorough' });
    const abandoned = compress('quick', () => undefined);
    await abandoned.write(content.subarray(0, 1_000_000));
    await abandoned.abandon();
    expect((await frameOf(compress, content)).equals(first)).toBe(true);
  });

  test('ends with what its taker throws', async () => {
    const full = new Error('no space left');
    const writer = compress('thorough', () => {
      throw full;
    });
    const writing = async (): Promise<void> => {
      await writer.write(randomBytes(2_000_000));
      await writer.end();
    };
    await expect(writing()).rejects.toBe(full);
    await writer.abandon();
  });
});

test('two frames of one thread may be written at once', async () => {
  const [a, b] = [compressFrame('quick', () => undefined), [] as Buffer[]];
  await a.write(content.subarray(0, 500_000));
  b.push(await frameOf(compressFrame, content));
  await a.end();
  expect(zstdDecompressSync(Buffer.concat(b)).equals(content)).toBe(true);
});

test('a small pack is compressed with less effort than a large one', async () => {
  expect([0, 150e6, 250e6].map(effortFor)).toEqual(['quick', 'quick', 'thorough']);
  const words = Array.from({ length: 60_000 }, (_, at) => `${(at * 7919) % 1000} ${(at * at) % 77} `);
  const [quick, thorough] = await Promise.all(
    (['quick', 'thorough'] as const).map((effort) =>
      frameOf(compressByStream, Buffer.from(words.join('')), { effort }),
    ),
  );
  expect(thorough?.length).toBeLessThan(quick?.length ?? 0);
});
