import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { errorBody } from '../../src/proxy/error-body.ts';

describe('the body of an error for the go command', () => {
  test.each([
    ['is the text where that fits', 'one\ntwo: three', 'one\ntwo: three'],
    ['has no control characters', 'bell\u0007, escape\u001b[31m red', 'bell , escape [31m red'],
    ['has no invisible characters', 'a\u200bb\u202ec\ufeffd', 'a b c d'],
    ['has no tabs', 'one\ttwo', 'one two'],
    ['has no empty lines, at which go stops', 'one\n\n \r\ntwo\n', 'one\ntwo'],
    ['is well-formed', 'half \ud83d of a pair', 'half \ufffd of a pair'],
    ['is nothing for nothing', '', ''],
  ])('%s', (_, text, body) => {
    expect(errorBody(text)).toBe(body);
  });

  test('shortens each line to its share, so that the last one is still there', () => {
    const lines = errorBody(`what\n${'ä'.repeat(1000)}\nlast: blocked by policy 17`).split('\n');
    expect(lines).toEqual(['what', expect.stringMatching(/^ä{100,}…$/), 'last: blocked by policy 17']);
  });

  test('is one that go shows whole, whatever the text', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 2000 });
    fc.assert(
      fc.property(
        fc.oneof(
          texts,
          fc.array(texts, { maxLength: 12 }).map((lines) => lines.join('\n')),
        ),
        (text) => {
          const body = errorBody(text);
          const lines = body.split('\n');
          expect(lines.length).toBeLessThanOrEqual(8);
          expect(Buffer.byteLength(lines.join('\n\t'))).toBeLessThanOrEqual(648);
          expect(body.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
          expect(lines.every((line) => body === '' || line.trim() !== '')).toBe(true);
        },
      ),
    );
  });
});
