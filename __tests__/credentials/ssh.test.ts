import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { githubHostKeys } from '../../src/credentials/github-host-keys.ts';
import { sshEnv } from '../../src/credentials/ssh-command.ts';
import { parseKnownHosts, sshHostsOf } from '../../src/credentials/ssh-hosts.ts';
import { tempDir } from '../support/temp-dir.ts';

const run = promisify(execFile);
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';

describe('the hosts of a known_hosts file', () => {
  test.each([
    { name: 'one', text: `Git.Example.com ${key}`, hosts: [{ host: 'git.example.com', port: '' }] },
    {
      name: 'one with a port, and its address',
      text: `[git.example.com]:2222,[192.0.2.1]:22 ${key}\r\n`,
      hosts: [
        { host: 'git.example.com', port: '2222' },
        { host: '192.0.2.1', port: '' },
      ],
    },
    {
      name: 'one with several keys',
      text: `a.example.com ${key}\na.example.com ecdsa ${key}`,
      hosts: [{ host: 'a.example.com', port: '' }],
    },
    {
      name: 'none of what is hashed, a pattern, revoked or a comment',
      text: `|1|abc=|def= ${key}\n*.example.com,!b.example.com ${key}\n@revoked c.example.com ${key}\n# d ${key}\n\n`,
      hosts: [],
    },
  ])('$name', ({ text, hosts }) => {
    expect(parseKnownHosts(text)).toEqual(hosts);
  });
});

describe('a key is for', () => {
  const login = { host: 'a.example.com:8443', path: '', user: 'u', password: 'p', input: 'token' } as const;
  test.each([
    {
      name: 'no host when there is none',
      sshKey: undefined,
      sshKnownHosts: `a.example.com ${key}`,
      hosts: [],
    },
    { name: 'the server of this repository', sshKey: 'key', sshKnownHosts: undefined, hosts: ['github.com'] },
    {
      name: 'the hosts that are named, but for one with a login',
      sshKey: 'key',
      sshKnownHosts: `a.example.com ${key}\nb.example.com ${key}`,
      hosts: ['b.example.com'],
    },
    {
      name: 'a host with a login for some paths',
      sshKey: 'key',
      sshKnownHosts: `c.example.com ${key}`,
      hosts: ['c.example.com'],
    },
  ])('$name', ({ hosts, ...inputs }) => {
    const some = { ...login, host: 'c.example.com', path: '/team' };
    expect(sshHostsOf(inputs, 'github.com', [login, some]).map(({ host }) => host)).toEqual(hosts);
  });
});

test('the keys of github.com are those whose fingerprints GitHub publishes', async () => {
  await using dir = await tempDir({ keys: githubHostKeys });
  const { stdout } = await run('ssh-keygen', ['-l', '-f', path.join(dir.path, 'keys')]);
  expect(stdout.match(/SHA256:\S+/g)).toEqual([
    'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
    'SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM',
    'SHA256:uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s',
  ]);
});

const onUnix = process.platform === 'win32' ? test.skip : test;

onUnix('ssh reads our command as it is meant, whatever the name of the folder', async () => {
  await using dir = await tempDir({ "it's 100%d/known": githubHostKeys });
  const folder = path.join(dir.path, "it's 100%d");
  const { GIT_SSH_COMMAND: command } = sshEnv({ key: `${folder}/key`, knownHosts: `${folder}/known` });
  const { stdout } = await run('sh', ['-c', `${command} -G git@git.example.com`]);
  const settings = stdout.split('\n');
  expect(settings).toEqual(
    expect.arrayContaining([
      'stricthostkeychecking true',
      'identitiesonly yes',
      'identityagent none',
      'batchmode yes',
      'updatehostkeys false',
      'controlmaster false',
    ]),
  );
  // What is expanded when a file is opened is shown as it was given by some versions.
  const shown = settings.map((line) => line.replaceAll('%%', '%'));
  expect(shown).toContain(`identityfile ${folder}/key`);
  expect(shown).toContainEqual(expect.stringContaining(`userknownhostsfile ${folder}/known `));
});

test('a path of Windows is written with slashes', () => {
  const { GIT_SSH_COMMAND: command } = sshEnv({ key: 'C:\\a b\\key', knownHosts: 'C:\\a b\\known' });
  expect(command).toContain('IdentityFile="C:/a b/key"');
});
