import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bytesOfText, textOfBytes } from '../../src/http/bytes-in-text.ts';

test('any bytes become text, and the text these bytes again', () => {
  const bytes = fc.oneof(
    fc.uint8Array(),
    fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    fc.array(fc.constantFrom(0x41, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0, 0x9f, 0x98, 0x80, 0xff)),
  );
  fc.assert(
    fc.property(bytes, (given) => {
      expect(bytesOfText(textOfBytes(Buffer.from(given)))).toEqual(Buffer.from(given));
    }),
  );
});

test('UTF-8 is what it always was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(textOfBytes(Buffer.from(text))).toBe(text);
      expect(bytesOfText(text)).toEqual(Buffer.from(text));
    }),
  );
});
