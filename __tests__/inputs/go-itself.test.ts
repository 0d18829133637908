import { describe, expect, test } from '@jest/globals';
import { parseBaseUrl, parseGoVersionInput } from '../../src/inputs/go-itself.ts';

describe('go-version', () => {
  test.each([
    ['1.26.8', 'exact'],
    ['1.26', 'range'],
    ['1.20', 'range'],
    ['>=1.24 <1.26', 'range'],
    ['stable', 'stable'],
  ])('%s is understood', (text, kind) => {
    expect(parseGoVersionInput(text)).toMatchObject({ kind: 'ok', value: { kind, text } });
  });

  test.each([
    ['1.2', "Write `'1.20'`, in quotes"],
    ['1.1', "Write `'1.10'`, in quotes"],
    ['latest', '`stable`'],
    ['1.26.8.1', '`1.26.8`'],
  ])('%s is a problem, and what to write instead is said', (text, advice) => {
    expect(parseGoVersionInput(text)).toEqual({ kind: 'problem', message: expect.stringContaining(advice) });
  });
});

describe('go-download-base-url', () => {
  test('is taken without a slash at its end', () => {
    expect(parseBaseUrl('https://mirror.example.com/golang/')).toEqual({
      kind: 'ok',
      value: 'https://mirror.example.com/golang',
    });
  });

  test.each(['mirror.example.com', 'ftp://mirror.example.com', 'https://mirror.example.com/?a=b', '/golang'])(
    '%s is a problem',
    (text) => {
      expect(parseBaseUrl(text)).toMatchObject({ kind: 'problem' });
    },
  );
});
