import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ChannelWriter, channelBytes, readChannel } from '../../src/pack/shard-channel.ts';
import { type MemorySlice, ShardMemory } from '../../src/pack/shard-memory.ts';

const channel = new URL('../../src/pack/shard-channel.ts', import.meta.url).href;

/** Memory for a channel with a ring of `bytes` bytes, beside other memory. */
function channelMemory(bytes: number): MemorySlice {
  const memory = new SharedArrayBuffer(24 + bytes);
  return { memory, offset: 8, bytes: channelBytes(bytes) };
}

/** A thread that reads a channel and tells what came, and how it ended; `limit`: it stops after so many bytes. */
function reader(memory: MemorySlice, limit = Number.POSITIVE_INFINITY) {
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { readChannel } = await import(${JSON.stringify(channel)});
    const pieces = [];
    let ended = 'complete';
    let left = workerData.limit;
    try {
      for (const piece of readChannel(workerData.memory)) {
        pieces.push(Buffer.from(piece));
        left -= piece.length;
        if (left <= 0) break;
      }
    } catch (error) { ended = error.constructor.name; }
    parentPort.postMessage({ all: Buffer.concat(pieces), ended });`;
  const url = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  const worker = new Worker(url, {
    workerData: { memory, limit },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  return {
    worker,
    told: once(worker, 'message').then(([{ all, ended }]) => ({ all: Buffer.from(all), ended })),
  };
}

function numbered(bytes: number): Buffer {
  return Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 31) % 251));
}

describe('a channel', () => {
  test.each([
    ['much larger than its ring', 100_000, 1000, 777],
    ['smaller than its ring', 500, 1000, 100],
    ['as large as its ring', 1000, 1000, 1000],
    ['in pieces larger than its ring', 10_000, 64, 5000],
    ['with a ring of one byte', 300, 1, 100],
    ['of no bytes', 0, 64, 1],
  ])('carries a shard to another thread: %s', async (_name, bytes, ring, piece) => {
    const memory = channelMemory(ring);
    const { told } = reader(memory);
    const writer = new ChannelWriter(memory);
    const sent = numbered(bytes);
    for (let at = 0; at < bytes; at += piece) await writer.write(sent.subarray(at, at + piece));
    writer.end();
    const { all, ended } = await told;
    expect({ same: all.equals(sent), ended }).toEqual({ same: true, ended: 'complete' });
  });

  test('tells the reader that the rest will not come, after all that came', async () => {
    const memory = channelMemory(64);
    const { told } = reader(memory);
    const writer = new ChannelWriter(memory);
    await writer.write(numbered(1000));
    writer.interrupt();
    expect(await told).toEqual({ all: numbered(1000), ended: 'ShardInterrupted' });
  });

  test('lets go of a writer whose reader has gone', async () => {
    const memory = channelMemory(64);
    const { told } = reader(memory, 10);
    const writer = new ChannelWriter(memory);
    const writing = writer.write(numbered(100_000));
    await told;
    writer.abandon();
    await writing;
    await writer.write(numbered(100_000));
    // The next shard finds nothing of this one.
    const next = new ChannelWriter(memory);
    const { told: toldNext } = reader(memory);
    await next.write(Buffer.from('next'));
    next.end();
    expect((await toldNext).all.toString()).toBe('next');
  });

  test('lets a thread that waits for bytes be ended', async () => {
    const memory = channelMemory(64);
    new ChannelWriter(memory).abandon();
    const { worker } = reader(memory);
    await once(worker, 'online');
    expect(await worker.terminate()).toBe(1);
  });

  test('gives back in one thread what fits in, whatever pieces it was written in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 10 }), async (pieces) => {
        const memory = channelMemory(512);
        const writer = new ChannelWriter(memory);
        for (const piece of pieces) await writer.write(piece);
        writer.end();
        const read: Buffer[] = [];
        for (const piece of readChannel(memory)) read.push(Buffer.from(piece));
        return Buffer.concat(read).equals(Buffer.concat(pieces));
      }),
    );
  });
});

describe('shared memory', () => {
  test('is lent in slices that never overlap, and all of it is there again when they are back', () => {
    const requests = fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.nat()), { maxLength: 40 });
    fc.assert(
      fc.property(requests, (all) => {
        const memory = new ShardMemory(1000);
        const lent: MemorySlice[] = [];
        for (const [bytes, which] of all) lendOrTakeBack(memory, lent, bytes, which);
        for (const slice of lent) memory.giveBack(slice);
        expect(memory.lend(1000)).toMatchObject({ offset: 0, bytes: 1000 });
        expect(memory.lend(1)).toBeUndefined();
      }),
    );
  });

  test('is lent whole to what needs more', () => {
    expect(new ShardMemory(100).lend(5000)).toMatchObject({ offset: 0, bytes: 104 });
  });
});

/** Borrows `bytes` bytes, or gives back one of `lent` where that many are not free. */
function lendOrTakeBack(memory: ShardMemory, lent: MemorySlice[], bytes: number, which: number): void {
  const slice = memory.lend(bytes);
  if (slice !== undefined) lent.push(sound(slice, bytes, lent));
  else for (const one of lent.splice(which % lent.length, 1)) memory.giveBack(one);
}

/** Returns a slice that was lent for `bytes` bytes beside `others`; throws where it cannot have been. */
function sound(slice: MemorySlice, bytes: number, others: readonly MemorySlice[]): MemorySlice {
  const end = slice.offset + slice.bytes;
  expect(slice.bytes).toBeGreaterThanOrEqual(bytes);
  expect(slice.offset % 8).toBe(0);
  expect(end).toBeLessThanOrEqual(slice.memory.byteLength);
  const overlapping = others.filter(
    (other) => other.offset < end && slice.offset < other.offset + other.bytes,
  );
  expect(overlapping).toEqual([]);
  return slice;
}
