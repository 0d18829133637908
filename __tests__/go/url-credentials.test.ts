import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  credentialsOf,
  credentialsOfUrl,
  redactUrls,
  shownUrls,
  withoutCredentials,
} from '../../src/go/url-credentials.ts';

describe('credentials', () => {
  test.each([
    ['https://user:p%40ss@a.example.com,direct', ['p%40ss', 'p@ss', 'user:p%40ss', 'user:p@ss']],
    ['https://t0ken@a.example.com|https://b.example.com', ['t0ken']],
    ['https://t0ken:@a.example.com', ['t0ken']],
    ['user:pass@a.example.com/go', ['pass', 'user:pass']],
    ['https://user:a@b@c.example.com', ['a@b', 'user:a@b']],
    ['https://user:100%@a.example.com', ['100%', 'user:100%']],
    ['https://user:s3cr/et@a.example.com', ['s3cr/et', 'user:s3cr/et']],
    ['https://a.example.com/x@y,direct', []],
    ['off', []],
  ])('of %s are %j', (text, expected) => {
    expect(credentialsOf(text)).toEqual(expected);
  });

  test('are gone from withoutCredentials and redactUrls', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9._~!$&'()*+;=%-]{8,20}$/);
    fc.assert(
      fc.property(secret, fc.constantFrom(',', '|'), (password, separator) => {
        const list = `https://bob:${password}@a.example.com${separator}https://b.example.com/x,direct`;
        expect(withoutCredentials(list)).toBe(
          `https://a.example.com${separator}https://b.example.com/x,direct`,
        );
        expect(credentialsOf(list)).toContain(password);
        expect(redactUrls(`reading "${list}": EOF`)).not.toContain(password);
      }),
    );
  });
});

describe('redactUrls', () => {
  test.each([
    ['Get "https://bob:secret@a.example.com/x": EOF', 'Get "https://bob:xxxxx@a.example.com/x": EOF'],
    ['https://t0ken@a.example.com', 'https://xxxxx@a.example.com'],
    ['git clone ssh://git@example.com/x', 'git clone ssh://git@example.com/x'],
    [
      'https://u:a@b@c.example.com and http://v:w@d.example.com',
      'https://u:xxxxx@c.example.com and http://v:xxxxx@d.example.com',
    ],
    ['https://a.example.com/m/@v/v1.0.0.zip', 'https://a.example.com/m/@v/v1.0.0.zip'],
    ['mail me@example.com', 'mail me@example.com'],
  ])('%s', (text, expected) => {
    expect(redactUrls(text)).toBe(expected);
  });
});

/** Mostly the table of golang.org/x/mod/module, TestMatchPrefixPatterns. */

describe('credentials in what no one can use', () => {
  test.each([
    ['a password with a slash', 'https://bob:ab/S3cretS3cret@h.example.com/go'],
    ['a password with a question mark', 'https://bob:ab?S3cretS3cret@h.example.com/go'],
    ['a password that begins like a port', 'https://bob:8080/S3cretS3cret@h.example.com/go'],
    ['a scheme without a colon', 'https//bob:S3cretS3cret@h.example.com/go'],
    ['no scheme', 'bob:S3cretS3cret@h.example.com:x'],
    ['another scheme', 'ftp://bob:S3cretS3cret@h.example.com'],
    ['a lone percent sign', 'https://bob:100%S3cretS3cret@h.example.com'],
    ['a host with a space', 'https://bob:S3cretS3cret@bad host/go'],
    ['a query', 'https://h.example.com/go?access_token=S3cretS3cret&x=1'],
    ['a query without a name', 'https://h.example.com/go?S3cretS3cret'],
    ['a password with a comma', 'https://bob:S3cretS3cret,x@h.example.com/go'],
    ['a password with a bar', 'https://bob:ab|S3cretS3cret@h.example.com/go'],
  ])('%s', (_name, text) => {
    const hidden = credentialsOf(text).reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
    expect(hidden).not.toContain('S3cretS3cret');
    if (!/[,|]/.test(text)) expect(shownUrls(text)).not.toContain('S3cretS3cret');
  });

  test('a comma separates nothing in the URL of a forward proxy', () => {
    expect(credentialsOfUrl('http://bob:one,two@proxy.example.com:3128')).toEqual(['one,two', 'bob:one,two']);
  });

  test.each([
    'https://proxy.example.com,direct',
    'proxy.example.com:8080/go|off',
    'https://a.example.com/x@y',
    'https://a.example.com/go?branch=main',
    'https://x@a.example.com',
  ])('there is none in %s', (text) => {
    expect(credentialsOf(text)).toEqual([]);
  });
});

test.each([
  ['https://bob:pw@a.example.com/go,direct', 'https://xxxxx@a.example.com/go,direct'],
  ['https://a.example.com/go?token=1|off', 'https://a.example.com/go?xxxxx|off'],
  ['https://a.example.com:8080/x,direct', 'https://a.example.com:8080/x,direct'],
  ['https://a.example.com/x@y', 'https://a.example.com/x@y'],
  ['https://bob:80/pw@a.example.com', 'https://xxxxx@a.example.com'],
])('%s is shown as %s', (text, shown) => {
  expect(shownUrls(text)).toBe(shown);
});
