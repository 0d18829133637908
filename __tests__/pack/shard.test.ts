import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeListing, encodeListing, type Listing, listingBytesMax } from '../../src/pack/listing.ts';
import { BrokenShard, type ListedModule, ShardReader } from '../../src/pack/shard-reader.ts';
import { ShardWriter } from '../../src/pack/shard-writer.ts';
import { type Parsed, problem } from '../../src/parsed.ts';
import { plainShard } from '../support/pack-forge.ts';

interface File {
  readonly name: string;
  readonly content: Buffer;
}

type Modules = readonly (readonly File[])[];

const keyOf = (index: number): string => `example.com/m${index}@v1.0.0`;
const prefixOf = (index: number): string => `${keyOf(index)}/`;

/** Writes each file whole, into the room that the writer gives, or in pieces; tells the sizes of the batches too. */
async function write(modules: Modules, whole: boolean): Promise<{ bytes: Buffer; batches: number[] }> {
  const batches: Buffer[] = [];
  const writer = new ShardWriter({
    // A batch is the writer's again as soon as it has been taken.
    write: async (batch) => {
      batches.push(Buffer.from(batch));
    },
    end: async () => undefined,
    abandon: async () => undefined,
  });
  for (const [index, files] of modules.entries()) {
    const listed = files.map(({ name, content }) => ({
      name: prefixOf(index) + name,
      bytes: content.length,
    }));
    await writer.content(encodeListing(prefixOf(index), listed));
    for (const { content } of files) {
      const room = whole ? await writer.room(content.length) : undefined;
      if (room === undefined) await writer.content(content);
      else content.copy(room);
    }
  }
  await writer.end();
  return { bytes: Buffer.concat(batches), batches: batches.map(({ length }) => length) };
}

function read(bytes: Buffer, modules: Modules, cuts: readonly number[] = []): Modules {
  const listed: ListedModule[] = modules.map((files, index) => ({
    path: `example.com/m${index}`,
    version: 'v1.0.0',
    files: files.length,
    contentBytes: files.reduce((sum, { content }) => sum + content.length, 0),
  }));
  const found: { name: string; parts: Buffer[]; lasts: number }[][] = [];
  const finished: boolean[] = [];
  const reader = new ShardReader(listed, (index) => {
    const files: (typeof found)[number] = [];
    found[index] = files;
    return {
      file: (name) => files.push({ name: name.slice(prefixOf(index).length), parts: [], lasts: 0 }),
      content: (part, last) => {
        const file = files.at(-1);
        file?.parts.push(Buffer.from(part));
        if (file !== undefined && last) file.lasts += 1;
      },
      finish: (complete) => finished.push(complete),
    };
  });
  let start = 0;
  for (const cut of [...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    reader.push(bytes.subarray(start, cut));
    start = cut;
  }
  reader.end();
  expect(finished).toEqual(modules.map(() => true));
  expect(found.flat().every(({ lasts }) => lasts === 1)).toBe(true);
  return found.map((files) => files.map(({ name, parts }) => ({ name, content: Buffer.concat(parts) })));
}

const name = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n') && text.isWellFormed());
const content = fc.uint8Array({ maxLength: 1500 }).map((bytes) => Buffer.from(bytes));
const modules = fc.array(fc.array(fc.record({ name, content }), { maxLength: 5 }), { maxLength: 4 });

describe('a shard', () => {
  test('is read as it was written, whatever the names and wherever the chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(modules, fc.array(fc.nat()), fc.boolean(), async (all, cuts, whole) => {
        const { bytes } = await write(all, whole);
        expect(read(bytes, all, cuts)).toEqual(all);
      }),
    );
  });

  test('is laid out as another hand lays it out', async () => {
    await fc.assert(
      fc.asyncProperty(modules, async (all) => {
        const entries = all.flatMap((files, index) =>
          files.map((file) => ({ ...file, module: keyOf(index) })),
        );
        const keys = all.map((_, index) => keyOf(index));
        expect((await write(all, true)).bytes.equals(plainShard(keys, entries))).toBe(true);
      }),
    );
  });

  test('is the same whether files come whole or in pieces, across the bounds of batches', async () => {
    const sizes = [2 ** 20 - 2000, 3000, 2 ** 20, 2 ** 20 + 1, 0, 3 * 2 ** 20, 1];
    const files = sizes.map((size, index) => ({ name: `f${index}`, content: Buffer.alloc(size, index + 1) }));
    const whole = await write([files], true);
    expect(whole.bytes.equals((await write([files], false)).bytes)).toBe(true);
    expect(Math.max(...whole.batches)).toBeLessThanOrEqual(2 ** 20);
    const [found = []] = read(whole.bytes, [files]);
    for (const [index, { content: expected }] of files.entries())
      expect(found[index]?.content.equals(expected)).toBe(true);
  });

  test('is truncated wherever it is cut, and accepts nothing after its end', async () => {
    const all = [
      [{ name: 'a', content: Buffer.from('x') }],
      [],
      [
        { name: 'b', content: Buffer.alloc(0) },
        { name: 'c', content: Buffer.alloc(9) },
      ],
    ];
    const { bytes } = await write(all, true);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => read(bytes.subarray(0, length), all)).toThrow(new BrokenShard('it is truncated'));
    }
    expect(() => read(Buffer.concat([bytes, Buffer.alloc(1)]), all)).toThrow('data follows its last module');
  });

  test('skips the files of a module that is not wanted', async () => {
    const { bytes } = await write([[{ name: 'a', content: Buffer.from('x') }]], true);
    const reader = new ShardReader(
      [{ path: 'example.com/m0', version: 'v1.0.0', files: 1, contentBytes: 1 }],
      () => undefined,
    );
    reader.push(bytes);
    expect(() => reader.end()).not.toThrow();
  });

  test('says of a module with less than the manifest promises that it is not complete', async () => {
    const { bytes } = await write([[{ name: 'a', content: Buffer.from('x') }]], true);
    for (const [files, contentBytes] of [
      [2, 1],
      [1, 2],
    ] as const) {
      const finished: boolean[] = [];
      const reader = new ShardReader(
        [{ path: 'example.com/m0', version: 'v1.0.0', files, contentBytes }],
        () => ({
          file: () => undefined,
          content: () => undefined,
          finish: (complete) => finished.push(complete),
        }),
      );
      reader.push(bytes);
      expect(finished).toEqual([false]);
    }
  });
});

describe('a listing', () => {
  const anything = { files: Number.POSITIVE_INFINITY, contentBytes: Number.POSITIVE_INFINITY };
  const entriesOf = (listing: Parsed<Listing>) =>
    listing.kind === 'ok' ? [...listing.value.entries()] : listing.message;

  test('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name, bytes: fc.nat({ max: 9_999_999_999 }) })), (files) => {
        const listed = files.map((file) => ({ ...file, name: `p/${file.name}` }));
        expect(entriesOf(decodeListing('p/', encodeListing('p/', listed).subarray(4), anything))).toEqual(
          listed,
        );
      }),
    );
  });

  test('is either refused or written in the one way there is', () => {
    fc.assert(
      fc.property(
        fc.string().map((text) => `${text}\n`),
        (text) => {
          const files = entriesOf(decodeListing('p/', Buffer.from(text), anything));
          if (typeof files === 'string') return;
          expect(encodeListing('p/', files).subarray(4).equals(Buffer.from(text))).toBe(true);
        },
      ),
      { examples: [['1 a'], ['0 \n0 b'], ['01 a']] },
    );
  });

  test.each([
    ['more files', '0 a\n0 b\n0 c\n', { files: 2, contentBytes: 0 }],
    ['more bytes in one file', '11 a\n', { files: 1, contentBytes: 10 }],
    ['more bytes together', '6 a\n5 b\n', { files: 2, contentBytes: 10 }],
    ['files of a module without any', '0 a\n', { files: 0, contentBytes: 0 }],
  ])('is refused as soon as it lists %s than the manifest says', (_, text, claimed) => {
    // What follows would be refused for another reason, if it were looked at.
    expect(decodeListing('p/', Buffer.from(`${text}broken\n`), claimed)).toEqual(
      problem('it holds more than the manifest says'),
    );
  });

  test('may be as long as its files can have names, and no longer than any module needs', () => {
    const perFile = 2 ** 16 + 16;
    expect(listingBytesMax({ files: 0, contentBytes: 0 })).toBe(0);
    expect(listingBytesMax({ files: 3, contentBytes: 0 })).toBe(3 * perFile);
    expect(listingBytesMax({ files: 1_000_000, contentBytes: 0 })).toBe(64 * 2 ** 20);
  });
});
