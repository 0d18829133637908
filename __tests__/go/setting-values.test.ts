import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchesGlobs, parseGoproxy } from '../../src/go/goproxy.ts';
import { joinProxies, joinSetting, joinWords } from '../../src/go/setting-values.ts';

describe('patterns', () => {
  test.each([
    ['git.example.com', 'git.example.com'],
    ['git.example.com,*.corp.example', 'git.example.com,*.corp.example'],
    ['git.example.com, *.corp.example', 'git.example.com,*.corp.example'],
    ['git.example.com *.corp.example', 'git.example.com,*.corp.example'],
    ['git.example.com\n*.corp.example\n', 'git.example.com,*.corp.example'],
    ['git.example.com,\r\n  *.corp.example,\r\n', 'git.example.com,*.corp.example'],
    ['git.example.com\t,\t*.corp.example', 'git.example.com,*.corp.example'],
    ['git.example.com\u00a0*.corp.example', 'git.example.com,*.corp.example'],
    [' , ', ''],
    ['none', 'none'],
  ])('%j is %j', (given, joined) => {
    for (const name of ['GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOINSECURE'] as const)
      expect(joinSetting(name, given)).toBe(joined);
    expect(joinWords(given)).toBe(joined);
  });

  test('match what each of them names, whatever stands between them', () => {
    const host = fc.stringMatching(/^[a-z]{1,8}\.example(?:\/[a-z]{1,5})?$/);
    const between = fc.stringMatching(/^(?:[ \t]*,[ \t]*|[ \t]+|\r?\n[ \t]*){1,3}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(host, between), { minLength: 1, maxLength: 5 }), (entries) => {
        const joined = joinSetting('GOPRIVATE', entries.flat().join(''));
        for (const [pattern] of entries) expect(matchesGlobs(joined, `${pattern}/mod`)).toBe(true);
      }),
    );
  });
});

describe('a GOPROXY list', () => {
  test.each([
    ['https://a.example.com,direct', 'https://a.example.com,direct'],
    [
      'https://a.example.com\nhttps://b.example.com\ndirect',
      'https://a.example.com,https://b.example.com,direct',
    ],
    [
      'https://a.example.com |\r\nhttps://b.example.com,\r\ndirect',
      'https://a.example.com |https://b.example.com,direct',
    ],
    ['https://a.example.com\n| direct', 'https://a.example.com|direct'],
    ['https://a.example.com https://b.example.com off', 'https://a.example.com,https://b.example.com,off'],
    ['https://a.example.com, direct', 'https://a.example.com,direct'],
    ['https://a.example.com/a b,direct', 'https://a.example.com/a b,direct'],
    ['https://a.example.com/x directory', 'https://a.example.com/x directory'],
    ['direct', 'direct'],
  ])('%j is %j', (given, joined) => {
    expect(joinSetting('GOPROXY', given)).toBe(joined);
    expect(joinProxies(given)).toBe(joined);
    expect(parseGoproxy(joined).length).toBeGreaterThan(0);
  });
});

test.each([
  ['GOAUTH', 'netrc\ngit /srv/repo', 'netrc;git /srv/repo'],
  ['GOAUTH', 'netrc;\ngit /srv/repo', 'netrc;git /srv/repo'],
  [
    'GOSUMDB',
    'sum.example.com+1+abc\nhttps://sum.example.com',
    'sum.example.com+1+abc https://sum.example.com',
  ],
  [
    'GOSUMDB',
    'sum.example.com+1+abc https://sum.example.com',
    'sum.example.com+1+abc https://sum.example.com',
  ],
  ['GOTOOLCHAIN', 'go1.26.0+auto', 'go1.26.0+auto'],
  ['GOMODCACHE', '/srv/mod cache', '/srv/mod cache'],
] as const)('%s=%j is %j', (name, given, joined) => {
  expect(joinSetting(name, given)).toBe(joined);
});
