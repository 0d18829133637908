import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatRange, parseContentRange } from '../../src/fetch/byte-range.ts';

test('a range header names the first and the last byte', () => {
  expect(formatRange(0, 9)).toBe('bytes=0-9');
});

test('any answer that can be is read back', () => {
  const sizes = fc
    .uniqueArray(fc.nat(), { minLength: 3, maxLength: 3 })
    .map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(sizes, ([from = 0, to = 0, bytes = 0]) => {
      expect(parseContentRange(`bytes ${from}-${to}/${bytes}`)).toEqual({ from, to, bytes });
    }),
  );
});

test.each([
  [undefined],
  [''],
  ['bytes */100'],
  ['bytes 0-9/*'],
  ['bytes 9-0/100'],
  ['bytes 0-100/100'],
  ['bytes -1-9/100'],
  ['lines 0-9/100'],
  ['bytes 0-9/1e3'],
  [`bytes 0-9/${'9'.repeat(16)}`],
])('%p says nothing', (value) => {
  expect(parseContentRange(value)).toBeUndefined();
});
