import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { gitConfigEnv, gitConfigOf } from '../../src/credentials/git-config.ts';
import { gitLogins, httpsInsteadOfSsh, sshInsteadOfHttps } from '../../src/credentials/git-credentials.ts';
import type { Login } from '../../src/credentials/logins.ts';
import type { Env } from '../../src/ports/env.ts';
import { tempDir } from '../support/temp-dir.ts';

const login: Login = {
  host: 'git.example.com:8443',
  path: '',
  user: 'me',
  password: `it's "$HOME" \\ %s \`id\``,
  input: 'netrc',
};

/** What git itself makes of an environment, in a home folder that has these settings. */
async function git(args: readonly string[], env: Env, gitconfig = '', input = ''): Promise<string> {
  await using home = await tempDir({ '.gitconfig': gitconfig });
  const running = promisify(execFile)('git', [...args], {
    cwd: home.path,
    env: { PATH: process.env['PATH'], HOME: home.path, GIT_TERMINAL_PROMPT: '0', ...env },
  });
  // Most commands ask nothing, and are gone before they could.
  running.child.stdin?.on('error', () => undefined).end(input);
  return (await running).stdout;
}

test('settings are added to those that the environment has for git already', () => {
  const before = { PATH: '/bin', ...gitConfigEnv({}, [['user.name', 'a']]) };
  const env = { ...before, ...gitConfigEnv(before, [['user.email', 'b']]) };
  expect(gitConfigOf(env)).toEqual([
    ['user.name', 'a'],
    ['user.email', 'b'],
  ]);
  expect(gitConfigEnv(before, [])).toEqual({});
});

describe('git', () => {
  const { settings, env } = gitLogins([{ ...login, host: 'a.example.com', user: 'x' }, login]);
  const all = { ...env, ...gitConfigEnv({}, settings) };

  test('gets the login for its host, character by character, and keeps it nowhere', async () => {
    const asked = 'protocol=https\nhost=git.example.com:8443\n\n';
    const filled = await git(['credential', 'fill'], all, '[credential]\n\thelper = store\n', asked);
    expect(filled.split('\n')).toEqual(expect.arrayContaining(['username=me', `password=${login.password}`]));
  });

  test.each(['protocol=https\nhost=git.example.com\n\n', 'protocol=http\nhost=git.example.com:8443\n\n'])(
    'gets none for %j',
    async (asked) => {
      await expect(git(['credential', 'fill'], all, '', asked)).rejects.toThrow(/terminal prompts disabled/);
    },
  );

  test('does not send what a checkout has left for this host', async () => {
    const left = '[http "https://git.example.com:8443/"]\n\textraheader = AUTHORIZATION: basic b2xk\n';
    const args = ['config', '--get-urlmatch', 'http.extraheader', 'https://git.example.com:8443/team/x'];
    expect(await git(args, {}, left)).toContain('b2xk');
    expect((await git(args, all, left)).trim()).toBe('');
  });

  describe('with logins for paths of a host', () => {
    const paths = ['/acme/lib', '', '/acme'];
    const { settings: ofPaths, env: secrets } = gitLogins(
      paths.map((path) => ({ ...login, host: 'github.com', path, password: `p${path}` })),
    );
    test.each([
      ['/acme/other', 'p/acme'],
      ['/acme/lib', 'p/acme/lib'],
      ['/acme/lib.git', 'p/acme/lib'],
      ['/acme/library', 'p/acme'],
      ['/acme-corp/x', 'p'],
    ])('gets for %s the password %s', async (path, password) => {
      const asked = `protocol=https\nhost=github.com\npath=${path.slice(1)}\n\n`;
      const all = { ...secrets, ...gitConfigEnv({}, ofPaths) };
      const filled = await git(['credential', 'fill'], all, '[credential]\n\thelper = store\n', asked);
      expect(filled.split('\n')).toContain(`password=${password}`);
    });

    test.each([
      ['git@github.com:acme/x.git', 'https://github.com/acme/x.git'],
      ['ssh://git@github.com/acme/lib.git', 'https://github.com/acme/lib.git'],
      ['git@github.com:acme-corp/x', 'git@github.com:acme-corp/x'],
    ])('goes for %s to %s', async (url, wanted) => {
      const some = [paths[0], paths[2]].map((path = '') => ({ ...login, host: 'github.com', path }));
      const env = gitConfigEnv({}, httpsInsteadOfSsh(some));
      expect((await git(['ls-remote', '--get-url', url], env)).trim()).toBe(wanted);
    });
  });

  test.each([
    ['ssh://git@git.example.com/team/x', 'https://git.example.com:8443/team/x'],
    ['git@git.example.com:team/x', 'https://git.example.com:8443/team/x'],
    ['ssh://git@other.example.com/x', 'ssh://git@other.example.com/x'],
  ])('with a login goes for %s to %s', async (url, wanted) => {
    const rewritten = await git(
      ['ls-remote', '--get-url', url],
      gitConfigEnv({}, httpsInsteadOfSsh([login])),
    );
    expect(rewritten.trim()).toBe(wanted);
  });

  test.each<{ name: string; patterns: string; logins?: readonly Login[]; urls: Record<string, string> }>([
    {
      name: 'only what is private',
      patterns: 'example.org,git.example.com/team/*,git.example.com/a/b',
      urls: {
        'https://git.example.com/team/x': 'ssh://git@git.example.com:2222/team/x',
        'https://git.example.com/a/b': 'ssh://git@git.example.com:2222/a/b',
        'https://git.example.com/other/x': 'https://git.example.com/other/x',
        'https://example.org/x': 'https://example.org/x',
      },
    },
    {
      name: 'everything where nothing is said of the host',
      patterns: 'example.org',
      urls: { 'https://git.example.com/other/x': 'ssh://git@git.example.com:2222/other/x' },
    },
    {
      name: 'what has no login',
      patterns: 'git.example.com/team/*,git.example.com/team/a/b,git.example.com/c/d',
      logins: [
        { ...login, host: 'git.example.com', path: '/team/a' },
        { ...login, host: 'git.example.com', path: '/c/d' },
      ],
      urls: {
        'https://git.example.com/team/a': 'ssh://git@git.example.com:2222/team/a',
        'https://git.example.com/team/a/x': 'https://git.example.com/team/a/x',
        'https://git.example.com/team/a/b': 'https://git.example.com/team/a/b',
        'https://git.example.com/team/a.git': 'https://git.example.com/team/a.git',
        'https://git.example.com/team/ab': 'ssh://git@git.example.com:2222/team/ab',
        'https://git.example.com/c/d.git': 'https://git.example.com/c/d.git',
      },
    },
    {
      name: 'everything of a host that is private',
      patterns: 'git.example.com,git.example.com/team/*',
      urls: { 'https://git.example.com/other/x': 'ssh://git@git.example.com:2222/other/x' },
    },
  ])('with a key fetches $name over ssh', async ({ patterns, logins = [], urls }) => {
    const env = gitConfigEnv(
      {},
      sshInsteadOfHttps([{ host: 'git.example.com', port: '2222' }], patterns, logins),
    );
    for (const [url, wanted] of Object.entries(urls)) {
      expect((await git(['ls-remote', '--get-url', url], env)).trim()).toBe(wanted);
    }
  });
});
