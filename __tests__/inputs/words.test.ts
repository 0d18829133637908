import { expect, test } from '@jest/globals';
import {
  parseCacheChoice,
  parseFilePattern,
  parseKeyPrefix,
  parseModuleQuery,
  parseOneOf,
  parsePackagePattern,
  parseSwitch,
} from '../../src/inputs/words.ts';
import { nearest } from '../../src/text/nearest.ts';

test.each([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
])('the boolean %s is %s', (text, value) => {
  expect(parseSwitch(text)).toEqual({ kind: 'ok', value });
});

test.each(['yes', '1', 'on', 'tRUE', ''])('%j is no boolean', (text) => {
  expect(parseSwitch(text)).toEqual({
    kind: 'problem',
    message: `\`${text}\` is neither true nor false. Write \`true\` or \`false\`.`,
  });
});

test('a misspelled word gets all valid ones and the nearest', () => {
  expect(parseOneOf('wirte', ['write', 'read', 'none'])).toEqual({
    kind: 'problem',
    message: '`wirte` is not one of `write`, `read`, `none`. Did you mean `write`?',
  });
});

test('a word that is like none gets an example', () => {
  expect(parseOneOf('everything', ['full', 'zip'])).toEqual({
    kind: 'problem',
    message: '`everything` is not one of `full`, `zip`. Write for example `full`.',
  });
});

test.each([
  ['true', 'auto'],
  ['false', 'off'],
  ['auto', 'auto'],
  ['github', 'github'],
  ['directory', 'directory'],
  ['off', 'off'],
])('the cache %s is %s', (text, value) => {
  expect(parseCacheChoice(text)).toEqual({ kind: 'ok', value });
});

test.each([
  ['go-mod', true],
  ['A.b_c-9', true],
  ['x'.repeat(64), true],
  ['x'.repeat(65), false],
  ['a,b', false],
  ['a/b', false],
  ['a b', false],
])('the key prefix %s is accepted: %s', (text, accepted) => {
  expect(parseKeyPrefix(text).kind === 'ok').toBe(accepted);
});

test.each([
  ['example.com/mod@v1.2.3', 'example.com/mod', 'v1.2.3'],
  ['example.com/mod/v2@latest', 'example.com/mod/v2', 'latest'],
  ['example.com/mod@feature/x', 'example.com/mod', 'feature/x'],
  ['example.com/Mod@0123abcd', 'example.com/Mod', '0123abcd'],
])('%s is a module and what to look for', (text, path, query) => {
  expect(parseModuleQuery(text)).toEqual({ kind: 'ok', value: { path, query } });
});

test.each([
  ['a missing version', 'example.com/mod', 'Write `example.com/mod@latest` or `example.com/mod@v1.2.3`.'],
  ['an empty version', 'example.com/mod@', 'Write `example.com/mod@latest`'],
  ['a URL', 'https://example.com/mod@v1.0.0', 'Write the module path instead: `example.com/mod@v1.0.0`.'],
  ['two in one', 'example.com/a@v1.0.0,example.com/b@v1.0.0', 'Write one `path@version` per line.'],
  ['a flag as the path', '-modfile=x@v1.0.0', 'does not begin with a module path'],
  ['a flag as the version', 'example.com/mod@--x', 'has an invalid version'],
  ['a relative path', './mod@v1.0.0', 'does not begin with a module path'],
  ['a package of the standard library', 'fmt@latest', 'missing dot in first path element'],
])('%s is refused', (_name, text, told) => {
  expect(parseModuleQuery(text)).toMatchObject({ kind: 'problem', message: expect.stringContaining(told) });
});

test('a package pattern cannot smuggle a flag into the go command', () => {
  expect(parsePackagePattern('-toolexec=evil').kind).toBe('problem');
  expect(parsePackagePattern('./...')).toEqual({ kind: 'ok', value: './...' });
});

test('a lone exclamation mark excludes nothing', () => {
  expect(parseFilePattern('!').kind).toBe('problem');
  expect(parseFilePattern('!a/go.mod').kind).toBe('ok');
});

test.each([
  ['pakcages', 'packages'],
  ['GOPROXY', 'goproxy'],
  ['timeout-stall', undefined],
  ['', undefined],
])('%j is taken for %s', (word, meant) => {
  expect(nearest(word, ['packages', 'goproxy', 'timeout'])).toBe(meant);
});
