import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  parseEncryptionKey,
  parseHost,
  parseKnownHostsInput,
  parseNetrcInput,
  parseSshKeyInput,
} from '../../src/inputs/credentials.ts';
import type { InputContext } from '../../src/inputs/directories.ts';
import { tempDir } from '../support/temp-dir.ts';

const entry = { machine: 'git.example.com', login: 'me', password: 's3cret' };
const netrc = 'machine git.example.com login me password s3cret';
const knownHost =
  'git.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
const context: InputContext = { cwd: path.resolve('/nowhere'), platform: process.platform };

test('what is empty is not given', async () => {
  expect(await parseNetrcInput('', context)).toEqual({ kind: 'ok', value: [] });
  expect(await parseSshKeyInput('', context)).toEqual({ kind: 'ok', value: undefined });
  expect(await parseKnownHostsInput('', context)).toEqual({ kind: 'ok', value: undefined });
});

test('a netrc whose passwords are empty is no login, as where a workflow is not given a secret', async () => {
  const without = (host: string) => `machine ${host} login me password `;
  const hosts = ['registry.example.com', 'git.example.com'];
  const givenNone = { kind: 'ok', value: [] };
  expect(await parseNetrcInput(without('git.example.com').trim(), context)).toEqual(givenNone);
  expect(await parseNetrcInput(hosts.map(without).join('\n'), context)).toEqual(givenNone);
  expect(await parseNetrcInput(`${without('registry.example.com')}\n${netrc}`, context)).toEqual({
    kind: 'ok',
    value: [entry],
  });
});

test('an encryption key is any line of at least 16 characters', () => {
  for (const text of ['correct horse battery', 'ü'.repeat(16), `${'A'.repeat(43)}=`]) {
    expect(parseEncryptionKey(text)).toEqual({ kind: 'ok', value: text });
  }
});

test('text and files are taken alike', async () => {
  await using dir = await tempDir({ 'my netrc': netrc, known_hosts: `# ours\r\n${knownHost}\r\n` });
  const here = { ...context, cwd: dir.path, home: dir.path };
  for (const given of [netrc, 'my netrc', '~/my netrc', path.join(dir.path, 'my netrc')]) {
    expect(await parseNetrcInput(given, here)).toEqual({ kind: 'ok', value: [entry] });
  }
  expect(await parseKnownHostsInput(knownHost, here)).toEqual({ kind: 'ok', value: `${knownHost}\n` });
  expect(await parseKnownHostsInput('known_hosts', here)).toMatchObject({
    kind: 'ok',
    value: expect.stringContaining(knownHost),
  });
});

describe('what is wrong is reported without quoting it, because it may be a secret in the wrong place:', () => {
  test.each([
    { name: 'a token as netrc', parse: () => parseNetrcInput('s3cret', context), says: 'machine HOST login' },
    {
      name: 'half an entry as netrc',
      parse: () => parseNetrcInput('machine git.example.com login s3cret', context),
      says: 'no complete entry',
    },
    { name: 'a short encryption key', parse: async () => parseEncryptionKey('s3cret'), says: 'at least 16' },
    {
      name: 'an encryption key of 15 characters that take more units',
      parse: async () => parseEncryptionKey(`s3cret${'😀'.repeat(9)}`),
      says: 'at least 16',
    },
    {
      name: 'an encryption key of several lines',
      parse: async () => parseEncryptionKey('s3cret\ns3cret and more of it'),
      says: 'several lines',
    },
    {
      name: 'a token as ssh-key',
      parse: () => parseSshKeyInput('s3cret', context),
      says: 'not a private key',
    },
    {
      name: 'a token as ssh-known-hosts',
      parse: () => parseKnownHostsInput('s3cret', context),
      says: 'ssh-keyscan',
    },
  ])('$name', async ({ parse, says }) => {
    const parsed = await parse();
    expect(parsed).toMatchObject({ kind: 'problem', message: expect.stringContaining(says) });
    expect(JSON.stringify(parsed)).not.toContain('s3cret');
  });
});

describe('a host', () => {
  test.each([
    ['Git.Example.com', 'git.example.com'],
    ['git.example.com:8443', 'git.example.com:8443'],
    ['git.example.com:443', 'git.example.com'],
    ['127.0.0.1', '127.0.0.1'],
  ])('%s is %s', (text, value) => {
    expect(parseHost(text)).toEqual({ kind: 'ok', value });
  });

  test.each(['https://git.example.com', 'git.example.com/team', 'git.example.com:99999', '*.example.com'])(
    '%s is none',
    (text) => {
      expect(parseHost(text)).toMatchObject({
        kind: 'problem',
        message: expect.stringContaining('git.example.com:8443'),
      });
    },
  );
});
