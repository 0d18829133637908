import { describe, expect, test } from '@jest/globals';
import { type Access, explainAccess } from '../../src/credentials/explain-access.ts';
import { classifyRecord } from '../../src/download/classify.ts';

const access: Access = {
  logins: [],
  hasSshKey: false,
  defaultHost: 'github.com',
  proxies: [{ host: 'proxy.example.com', hasCredentials: false }],
  privatePatterns: 'github.com/acme,git.example.com',
};
const login = { host: 'github.com', path: '', user: 'u', password: 'p', input: 'token' } as const;
const git = (host: string, said: string) =>
  `go: ${host}/acme/priv@v1.0.0: invalid version: git ls-remote -q --end-of-options https://${host}/acme/priv in /m/cache/vcs/0: exit status 128:\n\t${said}`;
const proxyAnswer = (status: string) =>
  `go: github.com/other/lib@v1.0.0: reading https://proxy.example.com/github.com/other/lib/@v/v1.0.0.info: ${status}`;
const noUsername = `fatal: could not read Username for 'https://github.com': terminal prompts disabled`;
const noKey =
  'git@github.com: Permission denied (publickey).\n\tfatal: Could not read from remote repository.';

describe('what a user has to do is said with the input and the host:', () => {
  test.each<{ name: string; record: string; given?: Partial<Access>; input: string; hint: RegExp }>([
    {
      name: 'no token',
      record: git('github.com', noUsername),
      input: 'token',
      hint: /^Give a token that may read github\.com\/acme\/priv at github\.com in `token`, a login/,
    },
    {
      name: 'no token for another host',
      record: git('git.example.com', noUsername.replace('github.com', 'git.example.com')),
      input: 'token',
      hint: /`token-hosts: git\.example\.com`/,
    },
    {
      name: 'a token that is refused',
      record: git('github.com', "fatal: Authentication failed for 'https://github.com/acme/priv/'"),
      given: { logins: [login] },
      input: 'token',
      hint: /^github\.com received the login in `token`: check/,
    },
    {
      name: 'a token for this path that is refused',
      record: git('github.com', "fatal: Authentication failed for 'https://github.com/acme/priv/'"),
      given: { logins: [login, { ...login, path: '/acme' }, { ...login, path: '/acme/pri' }] },
      input: 'token',
      hint: /^github\.com received the login for github\.com\/acme in `token`: check/,
    },
    {
      name: 'tokens for other paths only',
      record: git('github.com', noUsername),
      given: { logins: [{ ...login, path: '/other' }] },
      input: 'token',
      hint: /begin with github\.com\/other: give one that may read github\.com\/acme\/priv, as a line `github\.com\/OWNER=TOKEN`/,
    },
    {
      name: 'a repository that hides',
      record: git(
        'github.com',
        "remote: Repository not found.\n\tfatal: repository 'https://github.com/acme/priv/' not found",
      ),
      input: 'token',
      hint: /github\.com also responds like this if the repository may not be read\. Give a token/,
    },
    {
      name: 'no key',
      record: git('github.com', noKey),
      input: 'ssh-key',
      hint: /^Give a private key .* in `ssh-key`/,
    },
    {
      name: 'a key that is refused',
      record: git('github.com', noKey),
      given: { hasSshKey: true },
      input: 'ssh-key',
      hint: /rejects the key in `ssh-key`/,
    },
    {
      name: 'a host key that is not known',
      record: git(
        'github.com',
        'Host key verification failed.\n\tfatal: Could not read from remote repository.',
      ),
      input: 'ssh-known-hosts',
      hint: /^Add the keys of github\.com to `ssh-known-hosts`/,
    },
    {
      name: 'a private module that GOPRIVATE does not name, asked of its repository',
      record: git('github.com', noUsername),
      given: { privatePatterns: '' },
      input: 'token',
      hint: /set `goprivate: github\.com\/acme\/\*` too/,
    },
    {
      name: 'a private module that GOPRIVATE does not name, asked of a proxy',
      record: proxyAnswer('404 Not Found'),
      input: 'goprivate',
      hint: /^If github\.com\/other\/lib is private, set `goprivate: github\.com\/other\/\*`/,
    },
    {
      name: 'a private module that the checksum database does not know',
      record:
        'verifying github.com/other/lib@v1.0.0: github.com/other/lib@v1.0.0: reading https://sum.example.com/lookup/github.com/other/lib@v1.0.0: 404 Not Found',
      input: 'goprivate',
      hint: /set `goprivate: github\.com\/other\/\*`/,
    },
    {
      name: 'a proxy that wants a login',
      record: proxyAnswer('401 Unauthorized'),
      input: 'netrc',
      hint: /^proxy\.example\.com requires authentication: set `netrc` to `machine proxy\.example\.com login/,
    },
    {
      name: 'a proxy that refuses the password in its URL',
      record: proxyAnswer('401 Unauthorized'),
      given: { proxies: [{ host: 'proxy.example.com', hasCredentials: true }] },
      input: 'goproxy',
      hint: /^proxy\.example\.com rejects the user and password in `goproxy`/,
    },
  ])('$name', ({ record, given, input, hint }) => {
    const explained = explainAccess(classifyRecord(record), { ...access, ...given });
    expect(explained).toMatchObject({ input, hint: expect.stringMatching(hint) });
  });
});

test.each([
  { name: 'of the network', record: proxyAnswer('503 Service Unavailable') },
  { name: 'of a policy', record: proxyAnswer('403 Forbidden') },
])('a failure $name stays as it is', ({ record }) => {
  const failure = classifyRecord(record);
  expect(explainAccess(failure, access)).toEqual(failure);
});

test('a 404 for a module that is named as private already stays as it is', () => {
  const failure = classifyRecord(
    proxyAnswer('404 Not Found').replaceAll('github.com/other', 'github.com/acme'),
  );
  expect(explainAccess(failure, access)).toEqual(failure);
});
