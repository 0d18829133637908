import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import { moduleKey } from '../../src/go/module.ts';

const h1 = (letter: string): string => `h1:${letter.repeat(43)}=`;

function thrownBy(attempt: () => unknown): unknown {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('parseGoSum', () => {
  test('reads both kinds of line with their places, LF or CRLF, and skips blank ones', () => {
    const text = `example.com/a v1.0.0 ${h1('a')}\r\n\n  example.com/a\tv1.0.0/go.mod  ${h1('b')}  `;
    expect(parseGoSum(text, 'go.sum')).toEqual([
      { path: 'example.com/a', version: 'v1.0.0', kind: 'zip', h1: h1('a'), file: 'go.sum', line: 1 },
      { path: 'example.com/a', version: 'v1.0.0', kind: 'go.mod', h1: h1('b'), file: 'go.sum', line: 3 },
    ]);
  });

  test('keeps every line of a real go.sum', () => {
    const text = readFileSync(new URL('../data/corpora/gin/go.sum', import.meta.url), 'utf8');
    const { lines } = mergeChecksums([parseGoSum(text, 'go.sum')]);
    expect(lines).toEqual(text.trim().split('\n').sort());
  });

  test.each([
    ['of an unknown algorithm', 'example.com/a v1.0.0 h2:abc'],
    [
      'of an empty go.mod, an old bug',
      'example.com/a v1.0.0/go.mod h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=',
    ],
  ])('does not take a hash %s for a checksum', (_, line) => {
    expect(parseGoSum(line, 'go.sum')).toEqual([]);
  });

  test.each([
    ['one field', 'example.com/a', 'go mod tidy'],
    ['four fields', `example.com/a v1.0.0 ${h1('a')} x`, 'go mod tidy'],
    ['a conflict marker with two fields', '<<<<<<< HEAD', 'merge conflict'],
    ['a conflict marker with three fields', '<<<<<<< Updated upstream', 'merge conflict'],
    ['a conflict separator', '=======', 'merge conflict'],
  ])('names the line that has %s', (_, line, hint) => {
    const error = thrownBy(() => parseGoSum(`example.com/a v1.0.0 ${h1('a')}\n${line}\n`, 'sub/go.sum'));
    expect(error).toMatchObject({
      code: 'go-sum-malformed',
      class: 'go-mod',
      fault: 'go.mod',
      location: { file: 'sub/go.sum', line: 2 },
      hint: expect.stringContaining(hint),
      message: expect.stringContaining('sub/go.sum:2'),
    });
  });
});

describe('mergeChecksums', () => {
  const entry = fc.record({
    path: fc.constantFrom('example.com/a', 'example.com/B', 'example.com/c'),
    version: fc.constantFrom('v1.0.0', 'v1.1.0'),
    suffix: fc.constantFrom('', '/go.mod'),
  });

  test('gives back what the lines say, in any order, with any line ends, over any number of files', () => {
    fc.assert(
      fc.property(fc.array(fc.array(entry)), fc.constantFrom('\n', '\r\n', '\n\n'), (files, end) => {
        const texts = files.map((lines) =>
          lines.map(({ path, version, suffix }) => `${path} ${version}${suffix} ${h1('a')}`),
        );
        const merged = mergeChecksums(
          texts.map((lines, index) => parseGoSum(lines.join(end), `${index}/go.sum`)),
        );
        expect(merged.lines).toEqual([...new Set(texts.flat())].sort());
        const formatted = [
          ...merged.zips.map((module) => `${module.path} ${module.version} ${merged.zip(module)}`),
          ...merged.goMods.map((module) => `${module.path} ${module.version}/go.mod ${merged.goMod(module)}`),
        ];
        expect(formatted.sort()).toEqual(merged.lines);
      }),
    );
  });

  test('lists modules sorted, and none that cannot be a module', () => {
    const text = [
      `example.com/b v1.0.0 ${h1('a')}`,
      `example.com/a v1.0.0 ${h1('a')}`,
      `../x v1.0.0 ${h1('a')}`,
    ].join('\n');
    const merged = mergeChecksums([parseGoSum(text, 'go.sum')]);
    expect(merged.zips.map(moduleKey)).toEqual(['example.com/a@v1.0.0', 'example.com/b@v1.0.0']);
    expect(merged.lines).toHaveLength(3);
  });

  test('knows no checksum of what is not listed', () => {
    const merged = mergeChecksums([parseGoSum(`example.com/a v1.0.0 ${h1('a')}`, 'go.sum')]);
    expect(merged.goMod({ path: 'example.com/a', version: 'v1.0.0' })).toBeUndefined();
    expect(merged.zip({ path: 'example.com/a', version: 'v1.0.1' })).toBeUndefined();
  });

  test.each([
    ['the same file', 'go.sum'],
    ['another file', 'sub/go.sum'],
  ])('vouches for nothing that another line of %s contradicts', (_, file) => {
    const a = { path: 'example.com/a', version: 'v1.0.0' };
    const merged = mergeChecksums([
      parseGoSum(`example.com/a v1.0.0 ${h1('a')}\nexample.com/b v1.0.0 ${h1('a')}`, 'go.sum'),
      parseGoSum(`example.com/a v1.0.0 ${h1('b')}\nexample.com/a v1.0.0/go.mod ${h1('b')}`, file),
    ]);
    expect(merged.zip(a)).toBeUndefined();
    expect(merged.goMod(a)).toBe(h1('b'));
    expect(merged.zips.map(moduleKey)).toEqual(['example.com/b@v1.0.0']);
    expect(merged.lines).toHaveLength(4);
  });

  test.each([
    ['a hash that is cut off', 'h1:abc'],
    ['a hash of nothing', 'h1:'],
    ['a hash without its last character', `h1:${'a'.repeat(43)}`],
    ['a hash that is too long', `${h1('a')}=`],
    ['a hash in the alphabet of URLs', h1('_')],
  ])('vouches for nothing by %s', (_, hash) => {
    const merged = mergeChecksums([parseGoSum(`example.com/a v1.0.0 ${hash}`, 'go.sum')]);
    expect(merged.zips).toEqual([]);
    expect(merged.zip({ path: 'example.com/a', version: 'v1.0.0' })).toBeUndefined();
    expect(merged.lines).toEqual([`example.com/a v1.0.0 ${hash}`]);
  });

  test('takes a module and its go.mod for different things', () => {
    const text = `example.com/a v1.0.0 ${h1('a')}\nexample.com/a v1.0.0/go.mod ${h1('b')}`;
    expect(() => mergeChecksums([parseGoSum(text, 'go.sum')])).not.toThrow();
  });
});
