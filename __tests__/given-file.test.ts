import { spawn, spawnSync } from 'node:child_process';
import { truncate, writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { readGivenFile } from '../src/given-file.ts';
import { NotRegularFile } from '../src/plain-file.ts';
import { tempDir } from './support/temp-dir.ts';

const text = `machine example.com login u password é${'x'.repeat(200_000)}`;

describe('a file that the user named', () => {
  test('is read', async () => {
    await using dir = await tempDir({ file: text, empty: '' });
    expect(await readGivenFile(`${dir.path}/file`)).toBe(text);
    expect(await readGivenFile(`${dir.path}/empty`)).toBe('');
  });

  test('may be a file of the system, which has no size', async () => {
    expect(await readGivenFile('/proc/self/status')).toMatch(/^Name:/);
  });

  test('may be a pipe that a program writes to', async () => {
    await using dir = await tempDir({ file: text });
    expect(spawnSync('mkfifo', [`${dir.path}/pipe`]).status).toBe(0);
    // Opened for reading and writing, so that it does not wait for the reader.
    const script = 'exec 3<>"$1/pipe"; cat "$1/file" >&3 & sleep 0.3; exec 3>&-; wait';
    const writer = spawn('bash', ['-c', script, '-', dir.path], { stdio: 'ignore' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await readGivenFile(`${dir.path}/pipe`)).toBe(text);
    writer.kill();
  });

  test('is empty as a pipe that nothing writes to', async () => {
    await using dir = await tempDir();
    expect(spawnSync('mkfifo', [`${dir.path}/pipe`]).status).toBe(0);
    expect(await readGivenFile(`${dir.path}/pipe`)).toBe('');
  });

  test.each(['/dev/zero', '/dev/null'])('is not the device %s', async (file) => {
    await expect(readGivenFile(file)).rejects.toThrow(NotRegularFile);
  });

  test('is not read where it is far too large', async () => {
    await using dir = await tempDir();
    const file = `${dir.path}/sparse`;
    await writeFile(file, '');
    await truncate(file, 10e9);
    await expect(readGivenFile(file)).rejects.toThrow(/sparse has more than 16 MiB$/);
  });

  test('is not read where a pipe never ends', async () => {
    await using dir = await tempDir();
    expect(spawnSync('mkfifo', [`${dir.path}/pipe`]).status).toBe(0);
    const writer = spawn('bash', ['-c', 'exec 3<>"$1"; exec cat /dev/zero >&3', '-', `${dir.path}/pipe`], {
      stdio: 'ignore',
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect(readGivenFile(`${dir.path}/pipe`)).rejects.toThrow(/pipe has more than 16 MiB$/);
    writer.kill();
  });

  test('may be missing', async () => {
    await expect(readGivenFile('/nowhere/file')).rejects.toThrow('ENOENT');
  });
});
