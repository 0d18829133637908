import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { goModHash, hash1, isHash1 } from '../../src/go/dirhash.ts';
import { moduleKey } from '../../src/go/module.ts';
import { downloadModule } from './downloaded-module.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('hash1', () => {
  test('is the Sum that the go command computes, whatever letters the names are of', async () => {
    await using downloaded = await downloadModule();
    const files = Object.entries(downloaded.files).map(([name, text]) => ({
      name: `${moduleKey(downloaded.module)}/${name}`,
      sha256: sha256(text),
    }));
    expect(hash1(files)).toBe(downloaded.go.Sum);
  });

  test('does not depend on the order of the files', () => {
    const file = fc.record({
      name: fc.string({ unit: 'binary' }),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
    });
    const files = fc
      .uniqueArray(file, { selector: ({ name }) => name })
      .map((all) => all.filter(({ name }) => !name.includes('\n')));
    fc.assert(
      fc.property(
        files.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(hash1(shuffled)).toBe(hash1(all));
        },
      ),
    );
  });

  test('refuses a name with a newline, which could stand for two files', () => {
    expect(() => hash1([{ name: 'm@v1.0.0/a\nb', sha256: sha256('') }])).toThrow('newline');
  });
});

describe('isHash1', () => {
  const hash = hash1([]);
  test.each([
    ['a hash', hash, true],
    ['of another algorithm', hash.replace('h1:', 'h2:'), false],
    ['cut short', hash.slice(0, -2), false],
    ['without its padding', hash.slice(0, -1), false],
    ['in the other alphabet', `h1:${'-'.repeat(43)}=`, false],
    ['followed by a newline', `${hash}\n`, false],
    ['nothing', '', false],
  ])('%s', (_what, text, is) => {
    expect(isHash1(text)).toBe(is);
  });
});

describe('goModHash', () => {
  test('is the GoModSum that the go command computes', async () => {
    await using downloaded = await downloadModule();
    expect(goModHash(Buffer.from(downloaded.files['go.mod'] ?? ''))).toBe(downloaded.go.GoModSum);
  });

  test('of nothing is the hash that the go command knows as that of an empty go.mod', () => {
    expect(goModHash(new Uint8Array())).toBe('h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=');
  });
});
