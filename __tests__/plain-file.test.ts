import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync } from 'node:fs';
import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import {
  ifPresent,
  ifRegular,
  NotRegularFile,
  openPlainFile,
  openPlainFileSync,
  readPlainFile,
  readPlainFileSync,
} from '../src/plain-file.ts';
import { tempDir } from './support/temp-dir.ts';

/** A folder with one thing of each kind in it. */
async function scene() {
  const dir = await tempDir({ file: 'content' });
  spawnSync('mkfifo', [`${dir.path}/pipe`]);
  await mkdir(`${dir.path}/folder`);
  for (const name of ['file', 'pipe', 'folder', 'nothing'])
    await symlink(`${dir.path}/${name}`, `${dir.path}/to-${name}`);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(`${dir.path}/socket`, resolve));
  return {
    path: dir.path,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
      await dir[Symbol.asyncDispose]();
    },
  };
}

describe('a regular file', () => {
  test('is read, also through a link where links may be followed', async () => {
    await using at = await scene();
    expect((await readPlainFile(`${at.path}/file`)).toString()).toBe('content');
    expect((await readPlainFile(`${at.path}/to-file`)).toString()).toBe('content');
    closeSync(openPlainFileSync(`${at.path}/to-file`, { followLinks: true }));
    expect(readPlainFileSync(`${at.path}/to-file`).toString()).toBe('content');
  });

  test.each([0, 1, 4096, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1])('of %d bytes is read whole', async (size) => {
    await using dir = await tempDir();
    const content = randomBytes(size);
    await writeFile(`${dir.path}/file`, content);
    expect((await readPlainFile(`${dir.path}/file`)).equals(content)).toBe(true);
    expect(readPlainFileSync(`${dir.path}/file`).equals(content)).toBe(true);
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('that holds more than its size says is read whole', async () => {
    const file = '/proc/self/limits';
    expect((await stat(file)).size).toBe(0);
    expect((await readPlainFile(file)).toString()).toBe(await readFile(file, 'utf8'));
  });

  test('is not read through a link where they may not', async () => {
    await using at = await scene();
    const options = { followLinks: false };
    await expect(readPlainFile(`${at.path}/to-file`, options)).rejects.toThrow(NotRegularFile);
    expect(() => openPlainFileSync(`${at.path}/to-file`, options)).toThrow(NotRegularFile);
    expect(() => readPlainFileSync(`${at.path}/to-file`, options)).toThrow(NotRegularFile);
  });
});

const describeOnUnix = process.platform === 'win32' ? describe.skip : describe;

describeOnUnix('many files', () => {
  test.each([
    ['are read with few open at once', 'file', 'content,'.repeat(300)],
    ['that cannot be opened leave room for the next ones', 'folder', 'EISDIR,'.repeat(300)],
  ])('%s', async (_name, name, expected) => {
    await using at = await scene();
    const plainFile = new URL('../src/plain-file.ts', import.meta.url);
    const script = `
      const { readPlainFile } = await import(${JSON.stringify(plainFile.href)});
      const read = () => readPlainFile(${JSON.stringify(`${at.path}/${name}`)}).then(String, (error) => error.code);
      process.stdout.write((await Promise.all(Array.from({ length: 300 }, read))).map((text) => text + ',').join(''));`;
    const command = 'ulimit -n 64; exec "$0" --input-type=module -e "$1"';
    const run = spawnSync('sh', ['-c', command, process.execPath, script], { encoding: 'utf8' });
    expect(run.stdout).toBe(expected);
  });
});

describe('anything else is refused at once', () => {
  test.each(['pipe', 'to-pipe', 'socket', '/dev/zero', '/dev/null'])('%s', async (name) => {
    await using at = await scene();
    const file = name.startsWith('/') ? name : `${at.path}/${name}`;
    await expect(openPlainFile(file, { followLinks: true })).rejects.toThrow(`${file} is not a regular file`);
    expect(() => openPlainFileSync(file, { followLinks: true })).toThrow(`${file} is not a regular file`);
    expect(await ifRegular(readPlainFile(file))).toBeUndefined();
  });

  test.each(['folder', 'to-folder'])('%s', async (name) => {
    await using at = await scene();
    await expect(readPlainFile(`${at.path}/${name}`)).rejects.toMatchObject({ code: 'EISDIR' });
    expect(() => openPlainFileSync(`${at.path}/${name}`, { followLinks: true })).toThrow('EISDIR');
  });
});

test.each(['nothing', 'to-nothing', 'file/below'])('what is not there is undefined: %s', async (name) => {
  await using at = await scene();
  expect(await ifPresent(readPlainFile(`${at.path}/${name}`))).toBeUndefined();
  await expect(ifPresent(readPlainFile(`${at.path}/pipe`))).rejects.toThrow(NotRegularFile);
});
