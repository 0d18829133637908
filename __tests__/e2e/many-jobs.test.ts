import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { runCommand } from '../support/command.ts';
import { fakeGoproxy } from '../support/fake-goproxy.ts';
import { tempDir } from '../support/temp-dir.ts';

// A small version of `npm run soak -- --jobs 20`, which takes real projects and many rounds.

const modules = Array.from({ length: 12 }, (_, n) => ({
  path: `example.com/m${String.fromCharCode(97 + n)}`,
  version: 'v1.0.0',
  files: { 'm.go': `package m${'abcdefghijkl'[n]}\n\nconst Text = \`${'x'.repeat(50_000)}\`\n` },
}));

test('many jobs and foreign go commands share one module cache and one directory cache', async () => {
  await using proxy = await fakeGoproxy({ modules });
  const files = Object.entries(proxy.project()).map(([name, text]) => [`project/${name}`, text]);
  await using dir = await tempDir(Object.fromEntries(files));
  const cwd = path.join(dir.path, 'project');
  const cache = path.join(dir.path, 'cache');
  const env = {
    ...proxy.env(),
    GOFLAGS: '-modcacherw',
    GOMODCACHE: path.join(dir.path, 'mod'),
    HOME: process.env['HOME'] ?? dir.path,
  };
  const flags = ['--cache', 'directory', '--cache-directory', cache];
  // Some of them at least have the inputs that make entries and trees anew.
  const ours = [[], [], ['--layout', 'zip'], ['--cache-key-prefix', 'other'], []].map((more) =>
    runCommand([...flags, ...more], { cwd, env }),
  );
  const go = (...args: readonly string[]) =>
    promisify(execFile)('go', args, { cwd, env: { PATH: process.env['PATH'], ...env } });
  const foreign = [go('mod', 'download'), go('build', './...'), go('mod', 'download')];
  // Whatever of these fails rejects, with what go said.
  await Promise.all(foreign);
  for (const { stdout, stderr, code } of await Promise.all(ours)) {
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^12 modules ready: /m);
    expect(code).toBe(0);
  }

  expect((await go('mod', 'verify')).stdout).toContain('all modules verified');
  const entries = await readdir(path.join(cache, 'v1'));
  expect(entries.every((name) => name.endsWith('.pack'))).toBe(true);
  expect(entries.length).toBeGreaterThan(0);
  for (const name of entries) {
    const file = path.join(cache, 'v1', name);
    const inspected = await runCommand(['pack', file, '--go-sum', 'go.sum'], { cwd, env });
    expect(inspected).toMatchObject({ code: 0, stderr: '' });
  }
  const last = await runCommand([...flags], { cwd, env });
  expect(last.stdout).toMatch(/^12 modules ready: 12 already on disk in /m);
}, 60_000);
