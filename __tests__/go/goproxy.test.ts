import { describe, expect, test } from '@jest/globals';
import { matchesGlobs, parseGoproxy } from '../../src/go/goproxy.ts';

describe('parseGoproxy', () => {
  test('keeps what separates the entries, and nothing behind direct', () => {
    expect(
      parseGoproxy(
        'https://a.example.com/x/, http://b.example.com|file:///srv/go|direct,https://c.example.com',
      ),
    ).toEqual([
      { kind: 'url', url: 'https://a.example.com/x', separator: ',' },
      { kind: 'url', url: 'http://b.example.com', separator: '|' },
      { kind: 'url', url: 'file:///srv/go', separator: '|' },
      { kind: 'direct' },
    ]);
  });

  test.each([
    ['off', [{ kind: 'off' }]],
    ['direct', [{ kind: 'direct' }]],
    [',, https://a.example.com ,', [{ kind: 'url', url: 'https://a.example.com', separator: ',' }]],
    ['proxy.example.com/go', [{ kind: 'url', url: 'https://proxy.example.com/go', separator: '' }]],
    ['https://a.example.com/a b', [{ kind: 'url', url: 'https://a.example.com/a b', separator: '' }]],
    ['https://a.example.com/a\\b', [{ kind: 'url', url: 'https://a.example.com/a%5Cb', separator: '' }]],
    [
      'https://u:p%E9@ss@a.example.com',
      [{ kind: 'url', url: 'https://u:p%E9@ss@a.example.com', separator: '' }],
    ],
    ['https://a.example.com/x#y', [{ kind: 'url', url: 'https://a.example.com/x', separator: '' }]],
    ['http://[::1%25lo]:1,', [{ kind: 'go-only', url: 'http://[::1%25lo]:1', separator: ',' }]],
    ['https://a.example.com:65536', [{ kind: 'go-only', url: 'https://a.example.com:65536', separator: '' }]],
    ['HTTPS://u:p@a.example.com', [{ kind: 'url', url: 'HTTPS://u:p@a.example.com', separator: '' }]],
  ])('reads %j', (text, expected) => {
    expect(parseGoproxy(text)).toEqual(expected);
  });

  test.each([
    ['', 'no entries', 'https://proxy.example.com,direct'],
    [' , ', 'no entries', 'https://proxy.example.com,direct'],
    ['localhost', '`localhost` is not a URL', 'Write `https://localhost`'],
    ['https://a.example.com,Direct', '`Direct` is not a URL', '`direct`'],
    ['/srv/proxy', '`/srv/proxy` is not a URL', 'Write `file:///srv/proxy`'],
    ['ftp://a.example.com', 'has the scheme ftp', 'https://, http:// or file://'],
    ['https://', 'is not a valid URL', 'https://'],
    ['https://a b.example.com', 'is not a valid URL', 'https://'],
    ['C:\\proxy', 'is not a valid URL', 'file://'],
    ['file://host/srv', 'is a path and nothing else', 'file://'],
    ['file:///srv?x=1', 'is a path and nothing else', 'file://'],
    ['file:///srv/50%off', 'its path holds a `%` without two hexadecimal digits', 'file://'],
    ['https://user:50%off@a.example.com', 'its user or password holds a `%`', 'https://'],
    ['https://a.example.com/50%off', 'its path holds a `%`', 'https://'],
    ['https://user:a^b@a.example.com', 'has to be percent-encoded', 'https://'],
  ])('refuses %j: %s', (text, message, hint) => {
    expect(() => parseGoproxy(text)).toThrow(
      expect.objectContaining({
        code: 'goproxy-invalid',
        class: 'configuration',
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
      }),
    );
  });

  test.each([
    'https://user:s3cr/et@a.example.com',
    'ftp://user:s3cr%2Fet@a.example.com',
    's3cr-et@localhost:x',
    'https://user:s3cr%et@a.example.com',
    'https://user:s3cr^et@a.example.com',
  ])('does not print the password of %s when it refuses it', (text) => {
    expect(() => parseGoproxy(text)).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('s3cr'),
        hint: expect.not.stringContaining('s3cr'),
      }),
    );
  });
});

describe('matchesGlobs', () => {
  test.each([
    ['*/quote', 'rsc.io/quote', true],
    ['*/quote', 'rsc.io/quote/v3', true],
    ['*/quote', 'quote', false],
    ['*/*', 'rsc.io', false],
    ['*.corp.example.com,rsc.io/private', 'git.corp.example.com/a/b', true],
    ['*.corp.example.com,rsc.io/private', 'rsc.io/private/quux', true],
    ['*.corp.example.com,rsc.io/private', 'rsc.io/privateer', false],
    ['example.com/', 'example.com/a', true],
    ['example.com', 'example.company/a', false],
    ['', 'example.com', false],
    [',,', 'example.com', false],
    [' example.com', 'example.com', false],
    ['example.com/?oo', 'example.com/foo', true],
    ['example.com/[a-f]oo', 'example.com/foo', true],
    ['example.com/[^a-f]oo', 'example.com/foo', false],
    ['example.com/[f-a]oo', 'example.com/foo', false],
    ['example.com/[f', 'example.com/f', false],
    ['example.com/[f,example.com/f', 'example.com/f', true],
    ['example.com/\\*', 'example.com/x', false],
    ['example.com/\\*', 'example.com/*', true],
    ['example.com/.', 'example.com/a', false],
    ['*', 'example.com/anything', true],
  ])('%j on %s: %s', (globs, path, expected) => {
    expect(matchesGlobs(globs, path)).toBe(expected);
  });
});
