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

const password = `Pa+s/S=w&o<r>d!'(x)*~é 9"Zq%2F\\k`;
const utf8 = Buffer.from(password);
const hexOf = (byte: number) => byte.toString(16).padStart(2, '0');
const asGoUserinfo = [...utf8].map((byte) =>
  /[A-Za-z0-9\-_.~$&+,;=]/.test(String.fromCharCode(byte))
    ? String.fromCharCode(byte)
    : `%${hexOf(byte).toUpperCase()}`,
);
const quoted = JSON.stringify(password).slice(1, -1);

test.each([
  ['in a URL, as Go writes it', asGoUserinfo.join('')],
  ['in a URL, in lower case', encodeURIComponent(password).replace(/%../g, (code) => code.toLowerCase())],
  ['in a form', new URLSearchParams({ '': password }).toString().slice(1)],
  ['with every byte encoded', [...utf8].map((byte) => `%${hexOf(byte)}`).join('')],
  ['encoded for a URL three times', encodeURIComponent(encodeURIComponent(encodeURIComponent(password)))],
  ['in JSON, as Go writes it', quoted.replace(/[<>&]/g, (sign) => `\\u00${hexOf(sign.charCodeAt(0))}`)],
  ['in JSON of ASCII', quoted.replace('é', '\\u00e9')],
  ['in JSON in JSON', JSON.stringify(JSON.stringify(password)).slice(3, -3)],
  [
    'in HTML',
    password
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&#62;')
      .replaceAll('"', '&#x22;'),
  ],
  ['in lower case', password.toLowerCase()],
  ['in upper case', password.toUpperCase()],
  ['over two lines', `${password.slice(0, 9)}\r\n\t${password.slice(9)}`],
  ['with a character in it that is not seen', `${password.slice(0, 9)}\u200b${password.slice(9)}`],
  ['in Base64 for URLs', utf8.toString('base64url')],
  ['in Base64 over two lines', btoa(utf8.toString('latin1')).replace(/^.{20}/, '$&\n')],
  ['in Base64 in a URL', encodeURIComponent(utf8.toString('base64'))],
  ['in Base64 in Base64', btoa(utf8.toString('base64'))],
  ['in hexadecimal', utf8.toString('hex').toUpperCase()],
])('a secret is redacted in whatever it is written: %s', (_, written) => {
  const redacted = secrets(password).redact(`before ${written} after`);
  // Base64 mixes its last bits with what follows.
  expect(redacted).toMatch(/^before \*\*\*[A-Za-z0-9_=-]{0,3} after$/);
});

test('what looks like a short secret only when its signs are dropped stays', () => {
  expect(secrets('go-1').redact('go1.26 and GO-1')).toBe('go1.26 and GO-1');
  expect(secrets('a b').redact('ab a b')).toBe('ab ***');
});

test('a text of any kind without a secret in it stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(secrets('no such thing as this').redact(text)).toBe(text);
    }),
  );
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
