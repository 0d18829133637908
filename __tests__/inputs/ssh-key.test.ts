import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parseSshKey } from '../../src/inputs/ssh-key.ts';
import { tempDir } from '../support/temp-dir.ts';

/** A key made by ssh's own tool. */
async function keyOf(...options: readonly string[]): Promise<{ key: string; publicKey: string }> {
  await using dir = await tempDir();
  const file = path.join(dir.path, 'key');
  await promisify(execFile)('ssh-keygen', ['-q', ...options, '-f', file]);
  return { key: await readFile(file, 'utf8'), publicKey: await readFile(`${file}.pub`, 'utf8') };
}

describe('a private key is taken', () => {
  test.each([
    { form: 'of OpenSSH', options: ['-t', 'ed25519', '-N', ''] },
    { form: 'of PEM', options: ['-t', 'rsa', '-b', '1024', '-m', 'PEM', '-N', ''] },
    { form: 'of PKCS #8', options: ['-t', 'rsa', '-b', '1024', '-m', 'PKCS8', '-N', ''] },
  ])('in the form $form, whatever its line ends', async ({ options }) => {
    const { key } = await keyOf(...options);
    for (const text of [
      key,
      key.trim(),
      key.replaceAll('\n', '\r\n'),
      `\n  ${key.replaceAll('\n', '\n  ')}`,
    ]) {
      expect(parseSshKey(text)).toEqual({ kind: 'ok', value: key });
    }
  });
});

describe('what is no key that can be used is refused without a word of it', () => {
  test.each([
    { form: 'of OpenSSH', options: ['-t', 'ed25519'] },
    { form: 'of PEM', options: ['-t', 'rsa', '-b', '1024', '-m', 'PEM'] },
    { form: 'of PKCS #8', options: ['-t', 'rsa', '-b', '1024', '-m', 'PKCS8'] },
  ])('a passphrase, in the form $form', async ({ options }) => {
    const { key } = await keyOf(...options, '-N', 'passphrase');
    expect(messageFor(key)).toContain('passphrase');
  });

  test.each([
    { name: 'a public key', spoil: ({ publicKey }: Keys) => publicKey, says: 'public key' },
    {
      name: 'a key without its last line',
      spoil: ({ key }: Keys) => key.replace(/-----END[\s\S]*/, ''),
      says: 'incomplete',
    },
    {
      name: 'a key in one line',
      spoil: ({ key }: Keys) => key.trim().replaceAll('\n', ' '),
      says: 'incomplete',
    },
    {
      name: 'a key of PuTTY',
      spoil: () => 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nabcdef0123456789',
      says: 'puttygen',
    },
    { name: 'a password', spoil: () => 'abcdef0123456789', says: 'not a private key' },
  ])('$name', async ({ spoil, says }) => {
    const text = spoil(await keyOf('-t', 'ed25519', '-N', ''));
    expect(messageFor(text)).toContain(says);
  });
});

type Keys = Awaited<ReturnType<typeof keyOf>>;

function messageFor(text: string): string {
  const parsed = parseSshKey(text);
  if (parsed.kind === 'ok') throw new Error('it was taken');
  for (const word of text.match(/[\w+/]{12,}/g) ?? []) {
    if (!word.startsWith('PuTTY')) expect(parsed.message).not.toContain(word);
  }
  return parsed.message;
}
