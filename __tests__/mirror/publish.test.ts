import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { publish } from '../../src/mirror/publish.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { tempDir } from '../support/temp-dir.ts';

/** A clock whose time passes only by sleeping. */
function clockAtZero(): Clock & { readonly slept: number } {
  let time = 0;
  return {
    now: () => time,
    get slept() {
      return time;
    },
    async sleep(ms) {
      time += ms;
    },
  };
}

function errno(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test('a name that another process holds is taken as soon as it is free', async () => {
  await using dir = await tempDir({ draft: 'new', target: 'old' });
  const clock = clockAtZero();
  let refusals = 3;
  await publish(path.join(dir.path, 'draft'), path.join(dir.path, 'target'), clock, async (from, to) => {
    if (refusals-- > 0) throw errno('EPERM');
    await rename(from, to);
  });
  expect(await readFile(path.join(dir.path, 'target'), 'utf8')).toBe('new');
  expect(clock.slept).toBe(150);
});

test('a name that stays held is given up after two seconds', async () => {
  await using dir = await tempDir({ draft: 'new' });
  const clock = clockAtZero();
  const publishing = publish(path.join(dir.path, 'draft'), path.join(dir.path, 'target'), clock, async () => {
    throw errno('EBUSY');
  });
  await expect(publishing).rejects.toThrow('EBUSY');
  expect(clock.slept).toBe(2000);
});

test('what is no matter of waiting is said at once', async () => {
  await using dir = await tempDir();
  const clock = clockAtZero();
  await writeFile(path.join(dir.path, 'folder'), 'a file in the way');
  const publishing = publish(
    path.join(dir.path, 'no-such-draft'),
    path.join(dir.path, 'folder', 'target'),
    clock,
  );
  await expect(publishing).rejects.toMatchObject({ code: expect.stringMatching(/ENOTDIR|EEXIST/) });
  expect(clock.slept).toBe(0);
});
