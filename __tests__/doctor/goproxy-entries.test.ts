import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { sortEntries } from '../../src/doctor/goproxy-entries.ts';
import { parseGoproxy } from '../../src/go/goproxy.ts';
import { tempDir } from '../support/temp-dir.ts';

test('what the go command would not even try is reported, and the rest is requested', async () => {
  await using dir = await tempDir({ 'a mirror/readme': '' });
  const mirror = pathToFileURL(`${dir.path}/a mirror`).href;
  const list = `${mirror},${mirror}-of-old,http://user:secret@a.example.com,https://user:secret@b.example.com,direct`;
  const { usable, mistaken } = await sortEntries(parseGoproxy(list));
  expect(usable).toEqual([
    { kind: 'url', url: mirror, separator: ',' },
    { kind: 'url', url: 'https://user:secret@b.example.com', separator: ',' },
    { kind: 'direct' },
  ]);
  expect(mistaken).toMatchObject([
    { code: 'mirror-missing', message: expect.stringContaining('of-old') },
    { code: 'credentials-without-tls', message: expect.stringContaining('http://user:xxxxx@a.example.com') },
  ]);
  expect(JSON.stringify(mistaken)).not.toContain('secret');
});
