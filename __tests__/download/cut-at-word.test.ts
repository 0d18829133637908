import { expect, test } from '@jest/globals';
import { cutAtWord } from '../../src/download/cut-at-word.ts';

test.each([
  ['short', 10, 'short'],
  ['one two three', 8, 'one two'],
  ['one two three', 7, 'one two'],
  ['one two three', 6, 'one'],
  ['oneword', 3, ''],
  ['', 3, ''],
])('%j, cut to %i characters, is %j', (text, max, cut) => {
  expect(cutAtWord(text, max)).toBe(cut);
});
