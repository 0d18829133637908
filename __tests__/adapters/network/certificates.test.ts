import { spawnSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { trustedCertificates } from '../../../src/adapters/network/certificates.ts';
import { tempDir } from '../../support/temp-dir.ts';

const pem = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`;

test('of a folder of certificates, files and links to files are read, and nothing else holds them up', async () => {
  await using dir = await tempDir({
    'a.pem': pem('a'),
    'two.pem': `${pem('b')}\n${pem('c')}`,
    README: 'none',
  });
  await mkdir(`${dir.path}/folder`);
  await symlink('a.pem', `${dir.path}/0a1b2c3d.0`);
  await symlink('gone.pem', `${dir.path}/0a1b2c3d.1`);
  if (process.platform !== 'win32') {
    spawnSync('mkfifo', [`${dir.path}/pipe`]);
    await symlink('/dev/zero', `${dir.path}/endless`);
  }
  const trusted = await trustedCertificates([], [dir.path]);
  expect(trusted).toEqual(expect.arrayContaining([pem('a'), pem('b'), pem('c')]));
});
