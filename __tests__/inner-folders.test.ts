import { mkdir, readdir, stat, symlink } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { checkInnerFolders, makeInnerFolders } from '../src/inner-folders.ts';
import { tempDir } from './support/temp-dir.ts';

describe('folders in a place where others may write', () => {
  test('are made below a root, which may be a link itself', async () => {
    await using dir = await tempDir();
    await mkdir(`${dir.path}/real`);
    await symlink(`${dir.path}/real`, `${dir.path}/root`);
    makeInnerFolders(`${dir.path}/root`, `${dir.path}/root/a/b`);
    makeInnerFolders(`${dir.path}/root`, `${dir.path}/root/a/c`);
    expect(await readdir(`${dir.path}/real/a`)).toEqual(['b', 'c']);
    checkInnerFolders(`${dir.path}/root`, `${dir.path}/root/a/b/not/there`);
  });

  test.each([
    ['the first', 'a'],
    ['one in the middle', 'a/b'],
    ['the last', 'a/b/c'],
  ])('are not made through a link in the place of %s', async (_, link) => {
    await using dir = await tempDir({ 'root/a/b/file': '' });
    await mkdir(`${dir.path}/elsewhere/b/c`, { recursive: true });
    await using at = await tempDir();
    const parent = link.split('/').slice(0, -1).join('/');
    await mkdir(`${at.path}/${parent}`, { recursive: true });
    await symlink(`${dir.path}/elsewhere`, `${at.path}/${link}`);
    for (const work of [makeInnerFolders, checkInnerFolders]) {
      expect(() => work(at.path, `${at.path}/a/b/c`)).toThrow(`${at.path}/${link} is a link or a file`);
    }
    expect(await readdir(`${dir.path}/elsewhere`)).toEqual(['b']);
  });

  test('are not made through a link to nothing, or a file', async () => {
    await using dir = await tempDir({ file: '' });
    await symlink(`${dir.path}/nothing`, `${dir.path}/link`);
    for (const name of ['file', 'link']) {
      expect(() => makeInnerFolders(dir.path, `${dir.path}/${name}/a`)).toThrow('is a link or a file');
    }
    await expect(stat(`${dir.path}/nothing`)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('are not looked at where they do not lie below the root', async () => {
    await using dir = await tempDir();
    await symlink(`${dir.path}/nothing`, `${dir.path}/link`);
    checkInnerFolders(`${dir.path}/root`, `${dir.path}/link/a`);
    checkInnerFolders(dir.path, dir.path);
    expect(() => checkInnerFolders(dir.path, `${dir.path}/link`)).toThrow('is a link or a file');
  });
});
