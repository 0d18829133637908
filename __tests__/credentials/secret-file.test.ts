import { execFileSync } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { secretFile } from '../../src/credentials/secret-file.ts';
import { recordingGuard } from '../support/recording-guard.ts';
import { tempDir } from '../support/temp-dir.ts';

const texts = [
  ['a key', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAAK3Y\n-----END OPENSSH PRIVATE KEY-----\n'],
  ['what is longer than a pipe holds', `machine h login l password ${'pässwörd'.repeat(20_000)}\n`],
  ['nothing', ''],
] as const;

const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

describeOnLinux('a secret file on Linux', () => {
  test.each(texts)(
    'of %s has no name, and any program reads it as often as it likes',
    async (_name, text) => {
      await using dir = await tempDir();
      const guard = recordingGuard();
      const file = secretFile('secret', text, { dir: dir.path, guard });
      expect(await readdir(dir.path)).toEqual([]);
      expect(guard.held.size).toBe(0);
      expect((await stat(file.path)).mode & 0o777).toBe(0o600);
      for (const _time of [1, 2]) {
        expect(execFileSync('cat', [file.path], { encoding: 'utf8', maxBuffer: 1e7 })).toBe(text);
      }
      file.close();
      await expect(readFile(file.path, 'utf8')).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );

  test('is one of its own for each text', async () => {
    await using dir = await tempDir();
    const files = ['one', 'two'].map((text) =>
      secretFile(text, text, { dir: dir.path, guard: recordingGuard() }),
    );
    expect(
      execFileSync(
        'cat',
        files.map((file) => file.path),
      ).toString(),
    ).toBe('onetwo');
    for (const file of files) file.close();
  });
});

describe('a secret file where programs cannot open it through this process', () => {
  test.each([
    ['there is no /proc', '/nowhere/4711'],
    ['/proc shows something else', path.dirname(process.execPath)],
    ['it is not shown in /proc', `/proc/${process.ppid}`],
  ])('has a name until it is closed: %s', async (_name, shown) => {
    await using dir = await tempDir();
    const guard = recordingGuard();
    const file = secretFile('secret', 'text', { dir: dir.path, guard, process: shown });
    expect(file.path).toBe(path.join(dir.path, 'secret'));
    expect([...guard.held]).toEqual([file.path]);
    if (process.platform !== 'win32') expect((await stat(file.path)).mode & 0o777).toBe(0o600);
    expect(await readFile(file.path, 'utf8')).toBe('text');
    file.close();
    expect(await readdir(dir.path)).toEqual([]);
    expect(guard.held.size).toBe(0);
  });
});
