import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findProgram } from '../../src/adapters/find-program.ts';
import { tempDir } from '../support/temp-dir.ts';

describe('findProgram', () => {
  test('takes the first program of that name on PATH', async () => {
    await using dir = await tempDir({ 'b/go': '', 'c/go': '' });
    const [a, b, c] = ['a', 'b', 'c'].map((name) => path.join(dir.path, name)) as [string, string, string];
    await chmod(path.join(b, 'go'), 0o755);
    await chmod(path.join(c, 'go'), 0o755);
    const env = { PATH: [a, b, c].join(path.delimiter) };
    expect(await findProgram('go', env)).toBe(path.join(b, 'go'));
    expect(await findProgram(path.join(c, 'go'), env)).toBe(path.join(c, 'go'));
  });

  test('passes over what cannot be run: a folder, a file without the permission', async () => {
    await using dir = await tempDir({ 'file/go': '' });
    await mkdir(path.join(dir.path, 'folder', 'go'), { recursive: true });
    const env = { PATH: [path.join(dir.path, 'folder'), path.join(dir.path, 'file')].join(path.delimiter) };
    await expect(findProgram('go', env)).rejects.toMatchObject({ code: 'program-not-found' });
  });

  test('does not look into relative entries of PATH, which a checkout could fill', async () => {
    await using dir = await tempDir({ git: '' });
    await chmod(path.join(dir.path, 'git'), 0o755);
    const env = { PATH: ['.', '', path.relative(process.cwd(), dir.path)].join(path.delimiter) };
    await expect(findProgram('git', env)).rejects.toMatchObject({
      message: 'program `git` not found on PATH',
      hint: 'Install `git`, or put it on PATH.',
    });
  });

  test('knows the rules of Windows: extensions of PATHEXT, names of variables in any case', async () => {
    await using dir = await tempDir({ 'go.exe': '' });
    await chmod(path.join(dir.path, 'go.exe'), 0o755);
    const env = { Path: dir.path, PathExt: '.com;.exe' };
    expect(await findProgram('go', env, { windows: true })).toBe(path.join(dir.path, 'go.exe'));
    await expect(findProgram('go', env, { windows: false })).rejects.toMatchObject({
      code: 'program-not-found',
    });
  });
});
