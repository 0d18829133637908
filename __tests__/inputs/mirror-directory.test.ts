import { expect, test } from '@jest/globals';
import type { InputContext } from '../../src/inputs/directories.ts';
import { readInputs } from '../../src/inputs/read-inputs.ts';

const posix: InputContext = { cwd: process.cwd(), home: '/home/user', platform: 'linux' };

test.each([
  { given: '/srv/mirror', dir: '/srv/mirror' },
  { given: '~/mirror', dir: '/home/user/mirror' },
  { given: '', dir: undefined },
])('`mirror-directory: $given` is $dir', async ({ given, dir }) => {
  expect((await readInputs({ 'mirror-directory': given }, posix)).mirrorDirectory).toBe(dir);
});

test.each([
  { others: { layout: 'tree' }, problem: '`layout: tree` keeps none' },
  { others: { 'lookup-only': 'true' }, problem: '`lookup-only` downloads none' },
])('a mirror cannot be made with $others', async ({ others, problem }) => {
  const reading = readInputs({ 'mirror-directory': '/srv/mirror', ...others }, posix);
  await expect(reading).rejects.toMatchObject({
    code: 'inputs-invalid',
    problems: [{ input: 'mirror-directory', message: expect.stringContaining(problem) }],
  });
  await expect(readInputs({ ...others }, posix)).resolves.toMatchObject({ mirrorDirectory: undefined });
});
