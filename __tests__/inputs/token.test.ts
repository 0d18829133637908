import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTokens, tokensIn } from '../../src/inputs/token.ts';

const none = { token: undefined, scopedTokens: [] };

describe('one token', () => {
  test.each([
    'ghp_0123456789',
    'ATATT3xFfGF0_x-y=6FF3A1B2',
    'YWJj/ZGVm+Zw==',
    'user.pass/word',
    'a.b==',
    `${'eyJhbGciOi'.repeat(8)}.sig.abc=x`,
  ])('%s is taken as it is', (token) => {
    expect(parseTokens(token, '')).toEqual({ kind: 'ok', value: { token, scopedTokens: [] } });
    expect(tokensIn(token)).toEqual([token]);
  });
});

describe('tokens for', () => {
  test.each([
    { name: 'a path', text: 'github.com/acme=t0ken', prefixes: ['github.com/acme'] },
    { name: 'a host', text: 'GitHub.com=t0ken', prefixes: ['github.com'] },
    { name: 'a host with a port', text: 'localhost:8443/Team=t0ken', prefixes: ['localhost:8443/Team'] },
    { name: 'the port of https', text: 'git.example.com:443/a/b/=t0ken', prefixes: ['git.example.com/a/b'] },
    {
      name: 'several, with blanks and empty lines',
      text: '\n  github.com/acme = t0ken\r\n\r\n\tgithub.com/Other.Org_1 =t0ken\n',
      prefixes: ['github.com/acme', 'github.com/Other.Org_1'],
    },
  ])('$name', ({ text, prefixes }) => {
    const scopedTokens = prefixes.map((prefix) => ({ prefix, token: 't0ken' }));
    expect(parseTokens(text, '')).toEqual({ kind: 'ok', value: { token: undefined, scopedTokens } });
    expect(tokensIn(text)).toEqual(prefixes.map(() => 't0ken'));
  });

  test('which a fork is not given, there are none', () => {
    expect(parseTokens('', '')).toEqual({ kind: 'ok', value: none });
    expect(parseTokens('github.com/acme=\ngithub.com/other= ', '')).toEqual({ kind: 'ok', value: none });
    expect(tokensIn('github.com/acme=')).toEqual(['']);
  });

  test('which has a `=` in it, all of it is the token', () => {
    const value = {
      token: undefined,
      scopedTokens: [{ prefix: 'bitbucket.org/acme', token: 'ATATT3x=6FF' }],
    };
    expect(parseTokens('bitbucket.org/acme=ATATT3x=6FF', '')).toEqual({ kind: 'ok', value });
  });
});

describe('what is wrong is reported without quoting it:', () => {
  test.each([
    { name: 'two words', text: 'Bearer s3cret', says: /spaces, .* `github\.com\/acme=TOKEN`/ },
    { name: 'two tokens', text: 's3cret\ns3cret', says: /^Line 1 \(not shown\) is not a host/ },
    { name: 'a line without a host', text: 'github.com/acme=s3cret\ns3cret', says: /^Line 2 / },
    { name: 'a URL', text: 'https://github.com/acme=s3cret', says: /without `https:\/\/`/ },
    { name: 'a pattern', text: 'github.com/acme/*=s3cret', says: /without `\*`/ },
    { name: 'a host with a mistake', text: 'github_com/acme=s3cret', says: /is not a host or a path/ },
    { name: 'a path that goes up', text: 'github.com/acme/../s3cret=s3cret', says: /not a host or a path/ },
    { name: 'a token with a space', text: 'github.com/a=x\ngithub.com/b=s3cret s3cret', says: /^Line 2 / },
    {
      name: 'two lines for one place',
      text: 'github.com/acme=s3cret\nGithub.com/acme/=s3cret',
      says: /^Two lines are for `github\.com\/acme`/,
    },
    {
      name: 'hosts beside them',
      text: 'github.com/acme=s3cret',
      hosts: 'github.com',
      says: /`token-hosts` has no meaning/,
    },
  ])('$name', ({ text, hosts = '', says }) => {
    const parsed = parseTokens(text, hosts);
    expect(parsed).toMatchObject({ kind: 'problem', message: expect.stringMatching(says) });
    expect(JSON.stringify(parsed)).not.toContain('s3cret');
  });
});

test('whatever is given, what is used is known as a secret', () => {
  const word = fc.stringMatching(/^[\x21-\x7e]{1,12}$/);
  const line = fc.oneof(
    word,
    fc.tuple(fc.constantFrom('github.com', 'github.com/acme', 'x'), word).map((pair) => pair.join('=')),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
      const text = lines.join('\n');
      const parsed = parseTokens(text, '');
      if (parsed.kind === 'problem') return;
      const { token, scopedTokens } = parsed.value;
      const used = [token, ...scopedTokens.map((scoped) => scoped.token)].filter((one) => one !== undefined);
      expect(tokensIn(text)).toEqual(expect.arrayContaining(used));
    }),
  );
});
