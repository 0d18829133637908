import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import tar from 'tar-stream';
import { BrokenTar, TarReader } from '../../src/pack/tar-reader.ts';
import { TarWriter } from '../../src/pack/tar-writer.ts';

interface File {
  readonly name: string;
  readonly content: Buffer;
}

/** Writes each file whole, into the room that the writer gives, or in pieces. */
async function write(files: readonly File[], whole = false): Promise<Buffer> {
  const batches: Buffer[] = [];
  const sink = new Writable({
    // A batch is the writer's again as soon as it has been taken.
    write: (batch, _, taken) => {
      batches.push(Buffer.from(batch));
      taken();
    },
  });
  const writer = new TarWriter(sink);
  for (const { name, content } of files) {
    const room = whole ? await writer.room(name, content.length) : undefined;
    if (room !== undefined) {
      content.copy(room);
      continue;
    }
    await writer.file(name, content.length);
    await writer.content(content);
  }
  await writer.end();
  return Buffer.concat(batches);
}

function read(bytes: Buffer, cuts: readonly number[] = []): File[] {
  const files: { name: string; size: number; parts: Buffer[] }[] = [];
  const reader = new TarReader({
    file: (name, size) => files.push({ name, size, parts: [] }),
    content: (part) => files.at(-1)?.parts.push(Buffer.from(part)),
  });
  let start = 0;
  for (const cut of [...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    reader.push(bytes.subarray(start, cut));
    start = cut;
  }
  reader.end();
  return files.map(({ name, parts }) => ({ name, content: Buffer.concat(parts) }));
}

const name = fc
  .oneof(
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.string({ minLength: 90, maxLength: 300, unit: 'grapheme-ascii' }),
    fc
      .array(fc.stringMatching(/^[a-z]{1,40}$/), { minLength: 2, maxLength: 12 })
      .map((parts) => parts.join('/')),
  )
  .filter((text) => !text.includes('\0') && text.isWellFormed());
const file = fc.record({
  name,
  content: fc.uint8Array({ maxLength: 1500 }).map((bytes) => Buffer.from(bytes)),
});

describe('the tar of a shard', () => {
  test('is read as it was written, whatever the names and wherever the chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(file, { maxLength: 6 }),
        fc.array(fc.nat()),
        fc.boolean(),
        async (files, cuts, whole) => {
          expect(read(await write(files, whole), cuts)).toEqual(files);
        },
      ),
    );
  });

  test('is the same whether files come whole or in pieces, across the bounds of batches', async () => {
    const sizes = [2 ** 20 - 2000, 3000, 2 ** 20 - 512, 2 ** 20 - 511, 0, 3 * 2 ** 20, 1];
    const files = sizes.map((size, index) => ({ name: `f${index}`, content: Buffer.alloc(size, index + 1) }));
    const whole = await write(files, true);
    expect(whole.equals(await write(files))).toBe(true);
    const found = read(whole);
    expect(found.map((file) => file.name)).toEqual(files.map((file) => file.name));
    for (const [index, { content }] of files.entries())
      expect(found[index]?.content.equals(content)).toBe(true);
  });

  test('is what tar-stream reads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 4 }), async (files) => {
        const found: File[] = [];
        const extract = tar.extract();
        extract.end(await write(files));
        for await (const entry of extract)
          found.push({ name: entry.header.name, content: await buffer(entry) });
        expect(found).toEqual(files);
      }),
      { numRuns: 50 },
    );
  });

  test('is cut short wherever it is cut', async () => {
    const bytes = await write([
      { name: 'a', content: Buffer.from('x') },
      { name: `${'é'.repeat(90)}/b`, content: Buffer.alloc(0) },
      { name: 'c', content: Buffer.alloc(512) },
    ]);
    for (let length = 0; length < bytes.length; length += 64) {
      expect(() => read(bytes.subarray(0, length))).toThrow(BrokenTar);
    }
  });

  test('takes no header whose checksum is wrong, that is not ustar, or that has no size', async () => {
    const honest = await write([{ name: 'a', content: Buffer.from('x') }]);
    for (const [at, byte] of [
      [0, 0x62],
      [257, 0x20],
      [130, 0x78],
    ] as const) {
      const bytes = Buffer.from(honest);
      bytes[at] = byte;
      expect(() => read(bytes)).toThrow(BrokenTar);
    }
  });

  test('asks for as many bytes as were announced', async () => {
    const writer = new TarWriter(new PassThrough());
    await writer.file('a', 1);
    await expect(writer.content(Buffer.from('xx'))).rejects.toThrow('more content');
  });
});
