import { describe, expect, test } from '@jest/globals';
import { decodePax, encodeHeader } from '../../src/pack/tar.ts';
import { TarReader } from '../../src/pack/tar-reader.ts';

describe('the tar of a shard is broken when', () => {
  const sound = fileOf('a', 'x');
  const pax = (body: Buffer): Buffer => {
    const header = Buffer.from(encodeHeader('é', 0).subarray(0, 512));
    header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
    return Buffer.concat([summed(header), padded(body)]);
  };
  const record = (name: string): Buffer => {
    const rest = ` path=${name}\n`;
    const digits = String(rest.length).length;
    const length = rest.length + digits;
    return Buffer.from(`${length + (String(length).length - digits)}${rest}`);
  };
  const reading = (...parts: readonly Buffer[]) => {
    const reader = new TarReader({ file: () => undefined, content: () => undefined });
    reader.push(Buffer.concat(parts));
    reader.end();
  };

  test('nothing is wrong with what it is compared to', () => {
    expect(() => reading(pax(record('b')), sound, Buffer.alloc(1024))).not.toThrow();
  });

  test.each([
    ['it goes on after its end', () => reading(sound, Buffer.alloc(1536)), 'something follows'],
    [
      'something hides in its end',
      () => reading(sound, Buffer.alloc(512), Buffer.alloc(512, 'x')),
      'something follows',
    ],
    [
      'a name is too long',
      () => reading(pax(record('x'.repeat(9000))), sound, Buffer.alloc(1024)),
      'too long',
    ],
    [
      'a name belongs to no file',
      () => reading(sound, pax(record('b')), Buffer.alloc(1024)),
      'a pax header before the end',
    ],
    [
      'a header is of another dialect',
      () => reading(changed(sound, 257, 'ustar  \0'), Buffer.alloc(1024)),
      'that is not ustar',
    ],
    [
      'a header has no size',
      () => reading(changed(sound, 124, '-----------\0'), Buffer.alloc(1024)),
      'without a size',
    ],
    ['a name comes with more', () => reading(pax(Buffer.from('99 path=b\n')), sound), 'that is not a name'],
  ])('%s', (_, read, reason) => {
    expect(read).toThrow(reason);
  });

  test('its pax record does not have the length it says', () => {
    expect(decodePax(Buffer.from('9 path=b\n'))).toEqual({ name: 'b' });
    expect(typeof decodePax(Buffer.from('10 path=b\n'))).toBe('string');
  });
});

/** A header that says something else, with the checksum to go with it. */
function changed(file: Buffer, at: number, text: string): Buffer {
  const copy = Buffer.from(file);
  copy.write(text, at, 'latin1');
  summed(copy.subarray(0, 512));
  return copy;
}

function summed(header: Buffer): Buffer {
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

function fileOf(name: string, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([encodeHeader(name, bytes.length), padded(bytes)]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}
