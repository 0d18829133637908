import { spawnSync } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { makeFolders } from '../src/make-folders.ts';
import { tempDir } from './support/temp-dir.ts';

/** Runs a command for which, and for nobody else, `dir` is an empty file system that is read-only. */
function readOnly(dir: string, ...command: string[]) {
  const namespace = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
  const script = 'mount -t tmpfs -o ro none "$1" && shift && exec "$@"';
  return spawnSync('unshare', [...namespace, 'sh', '-c', script, 'sh', dir, ...command], {
    encoding: 'utf8',
  });
}

// It takes Linux, and root or a system where everybody may have a namespace of his own.
const canMount = readOnly(tmpdir(), 'true').status === 0;
const testOnReadOnly = canMount ? test : test.skip;

describe('makeFolders', () => {
  test('makes what is missing, and leaves what is there', async () => {
    await using dir = await tempDir({ 'a/file': 'text' });
    const deep = path.join(dir.path, 'a', 'b', 'c');
    makeFolders(deep);
    makeFolders(deep);
    expect((await stat(deep)).isDirectory()).toBe(true);
    expect((await stat(path.join(dir.path, 'a/file'))).isFile()).toBe(true);
  });

  test('says what a file in its way is', async () => {
    await using dir = await tempDir();
    const file = path.join(dir.path, 'file');
    await writeFile(file, '');
    expect(() => makeFolders(path.join(file, 'a', 'b'))).toThrow(
      expect.objectContaining({ code: 'ENOTDIR' }),
    );
  });

  testOnReadOnly('says of a file system that is read-only that it is', async () => {
    await using dir = await tempDir();
    const deep = path.join(dir.path, 'a', 'b');
    const code = `
      import { makeFolders } from ${JSON.stringify(path.resolve(import.meta.dirname, '../src/make-folders.ts'))};
      try { makeFolders(${JSON.stringify(deep)}); } catch (error) { console.log(error.message); }`;
    const { stdout } = readOnly(dir.path, process.execPath, '--input-type=module-typescript', '-e', code);
    expect(stdout).toBe(`EROFS: read-only file system, mkdir '${path.dirname(deep)}'\n`);
  });
});
