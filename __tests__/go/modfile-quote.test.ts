import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { autoQuote, unquote } from '../../src/go/modfile-quote.ts';

describe('autoQuote', () => {
  test.each([
    ['./plain/Path-1.x', './plain/Path-1.x'],
    ['C:\\modules\\a', 'C:\\modules\\a'],
    ['C:\\my modules', '"C:\\\\my modules"'],
    ['日本', '日本'],
    ['', '""'],
    ['a"b', '"a\\"b"'],
    ['a//b', '"a//b"'],
    ['a(b)', '"a(b)"'],
  ])('writes %j as %s', (text, token) => {
    expect(autoQuote(text)).toBe(token);
  });

  test('writes what unquote reads, whatever the characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(unquote(autoQuote(text))).toBe(text);
      }),
    );
  });
});

describe('unquote', () => {
  test.each([
    ['"\\x41\\u0042\\U00000043\\104\\t\\\\"', 'ABCD\t\\'],
    ['"\\xc3\\xa4\\303\\244"', 'ää'],
    ['plain', 'plain'],
  ])('reads %s as %j', (token, text) => {
    expect(unquote(token)).toBe(text);
  });

  test.each(['"', '"\\q"', '"\\U00110000"', '"\\ud800"', '`raw`', "'x'", 'a"b', '`'])(
    'refuses %s',
    (token) => {
      expect(unquote(token)).toBeUndefined();
    },
  );
});
