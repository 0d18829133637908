import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import tar from 'tar-stream';
import {
  blockBytes,
  parsePaxRecords,
  parseTarHeader,
} from '../../../src/adapters/github-cache/tar-header.ts';

async function headerOf(header: Pick<tar.Header, 'name' | 'size'>): Promise<Buffer> {
  const pack = tar.pack();
  pack.entry(header, Buffer.alloc(header.size ?? 0));
  pack.finalize();
  return (await buffer(pack)).subarray(0, blockBytes);
}

describe('parseTarHeader', () => {
  test('reads what another writer wrote', async () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9.-]{0,80}$/);
    await fc.assert(
      fc.asyncProperty(name, fc.integer({ min: 0, max: 5000 }), async (file, size) => {
        expect(parseTarHeader(await headerOf({ name: file, size }))).toEqual({
          name: file,
          bytes: size,
          type: '0',
        });
      }),
      { numRuns: 50 },
    );
  });

  test('puts a prefix before the name', async () => {
    const block = await headerOf({ name: 'file', size: 0 });
    block.write('some/folder', 345, 'latin1');
    expect(parseTarHeader(checksummed(block))?.name).toBe('some/folder/file');
  });

  test.each([
    ['octal digits', '00000001750 ', 1000],
    ['digits to the end', '000000001750', 1000],
    ['leading spaces', '      1750\0 ', 1000],
    ['no digits', '            ', undefined],
    ['something else', '0000000175x ', undefined],
  ])('takes a size in %s for %p', async (_name, field, bytes) => {
    const block = await headerOf({ name: 'file', size: 0 });
    block.write(field, 124, 'latin1');
    expect(parseTarHeader(checksummed(block))?.bytes).toBe(bytes);
  });

  test.each([
    ['above 8 GiB', [0x80, 0, 0, 0, 0, 0, 0, 2, 0x54, 0x0b, 0xe4, 0x00], 10_000_000_000],
    ['beyond all numbers', Array.from({ length: 12 }, () => 0xff), undefined],
  ])('reads a size %s as GNU tar writes it', async (_name, bytes, expected) => {
    const block = await headerOf({ name: 'file', size: 0 });
    block.set(bytes, 124);
    expect(parseTarHeader(checksummed(block))?.bytes).toBe(expected);
  });

  test('takes the old mark of a file for a file', async () => {
    const block = await headerOf({ name: 'file', size: 0 });
    block[156] = 0;
    expect(parseTarHeader(checksummed(block))?.type).toBe('0');
  });

  test('does not take any other block for a header', async () => {
    const block = await headerOf({ name: 'file', size: 0 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 511 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(block);
        changed[at] = ((changed[at] ?? 0) + change) % 256;
        // The bytes of the checksum itself may say the same in another way.
        if (at < 148 || at > 155) expect(parseTarHeader(changed)).toBeUndefined();
      }),
    );
    expect(parseTarHeader(Buffer.alloc(blockBytes))).toBeUndefined();
    expect(parseTarHeader(block.subarray(0, 500))).toBeUndefined();
  });
});

function checksummed(block: Buffer): Buffer {
  block.write(' '.repeat(8), 148, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

describe('parsePaxRecords', () => {
  const record = (key: string, value: string) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`);
    let length = rest + 1;
    while (length !== rest + String(length).length) length = rest + String(length).length;
    return `${length} ${key}=${value}\n`;
  };

  test('reads back any records', () => {
    const key = fc.stringMatching(/^[A-Za-z.]{1,20}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.string({ unit: 'grapheme' }))), (records) => {
        const content = Buffer.from(records.map(([name, value]) => record(name, value)).join(''));
        expect(parsePaxRecords(content)).toEqual(new Map(records));
      }),
    );
  });

  test.each([
    ['a length that is none', 'x size=1\n'],
    ['a length beyond the end', '99 size=1\n'],
    ['a length that is too short', '5 size=1\n'],
    ['a length of nothing', '0 size=1\n'],
    ['no key', '5 =1\n'],
    ['no value', '7 size\n'],
    ['no end', '9 size=12'],
  ])('does not take %s for a record', (_name, text) => {
    expect(parsePaxRecords(Buffer.from(text))).toBeUndefined();
  });
});
