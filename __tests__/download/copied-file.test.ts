import { expect, test } from '@jest/globals';
import { namingOriginals } from '../../src/download/copied-file.ts';

const files = [
  { original: '/checkout/go.work', copy: '/temp/run/go.work' },
  { original: '/checkout/go.work.sum', copy: '/temp/run/go.work.sum' },
];

test.each([
  ['an absolute name', 'errors parsing /temp/run/go.work:3: x', 'errors parsing /checkout/go.work:3: x'],
  [
    'a relative name',
    'go: ../temp/run/go.work requires go >= 1.99',
    'go: /checkout/go.work requires go >= 1.99',
  ],
  ['a name that goes on', 'writing /temp/run/go.work.sum: x', 'writing /checkout/go.work.sum: x'],
  ['other files', '/temp/else/go.work and go.work', '/temp/else/go.work and go.work'],
])('the original is named for %s', (_name, said, named) => {
  expect(namingOriginals(files, '/checkout')(said)).toBe(named);
});
