import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Secrets } from '../../src/text/secrets.ts';

function secrets(...values: readonly string[]): Secrets {
  const made = new Secrets();
  for (const value of values) made.add(value);
  return made;
}

test.each([
  ['as it is', 'hunter2', 'https://me:hunter2@example.com', 'https://me:***@example.com'],
  ['every time', 'ab', 'ab cab', '*** c***'],
  ['in a URL', 'p@ss/word', 'https://me:p%40ss%2Fword@example.com', 'https://me:***@example.com'],
  ['in JSON', 'say "x"', '{"a":"say \\"x\\""}', '{"a":"***"}'],
  ['of several lines, line by line', '-----BEGIN\nabcdefgh\n-----END', 'x abcdefgh y', 'x *** y'],
  ['with white space around it', ' hunter2\n', 'hunter2', '***'],
  ['in Base64', 'hunter22', `x ${btoa('hunter22')} y`, 'x *** y'],
])('a secret is redacted %s', (_name, secret, text, wanted) => {
  expect(secrets(secret).redact(text)).toBe(wanted);
});

test('blank secrets and short lines of longer ones take nothing out', () => {
  expect(secrets('', ' \n', '{\nabcdefgh\n}').redact('{ a }')).toBe('{ a }');
});

test('a secret that begins with another is taken out whole', () => {
  expect(secrets('abc', 'abcdef').redact('abcdef abc')).toBe('*** ***');
});

test('what was added tells the parts that a masker of lines needs', () => {
  expect(new Secrets().add('one\r\ntwo-two\nthree')).toEqual(['two-two', 'three']);
  expect(new Secrets().add('')).toEqual([]);
});

test('no secret of letters is left in any text', () => {
  const word = fc.stringMatching(/^[a-z]{4,12}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), fc.array(fc.string()), (words, between) => {
      const text = words.map((value, index) => `${value}${between[index] ?? ''}`).join('');
      const redacted = secrets(...words).redact(text);
      for (const value of words) expect(redacted).not.toContain(value);
    }),
  );
});

test('a secret inside of something that is in Base64 cannot be read back', () => {
  const around = fc.string({ unit: 'binary-ascii', maxLength: 5 });
  const word = fc.stringMatching(/^[A-Za-z0-9_~?-]{9,40}$/);
  fc.assert(
    fc.property(
      around,
      word,
      around,
      fc.constantFrom<'base64' | 'base64url'>('base64', 'base64url'),
      (before, value, after, form) => {
        const redacted = secrets(value).redact(Buffer.from(`${before}${value}${after}`).toString(form));
        expect(redacted).toContain('***');
        for (const piece of redacted.split('***')) expect(piece.length).toBeLessThan(12);
      },
    ),
  );
});
