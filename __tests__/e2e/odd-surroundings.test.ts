import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCommand } from '../support/command.ts';
import { tempDir } from '../support/temp-dir.ts';
import { workflow } from '../support/workflow.ts';

const modules = [{ path: 'example.com/alpha', version: 'v1.0.0' }];

describe('what plain go passes over does not fail a step', () => {
  test.each([
    ['.netrc is a folder', (home: string) => mkdir(path.join(home, '.netrc'))],
    ['.netrc holds no entry', (home: string) => writeFile(path.join(home, '.netrc'), 'machine\n\0\n')],
  ])('%s', async (_name, prepare) => {
    await using flow = await workflow({ modules });
    await using home = await tempDir();
    await prepare(home.path);
    const job = await flow.job({
      inputs: { cache: 'off', token: 'T0KENVALUE12345' },
      env: { HOME: home.path },
    });
    expect(job.report?.errors).toEqual([]);
    expect(job.code).toBe(0);
  });

  test.each([
    'machine host:port login ci password s3cret-s3cret',
    'machine [::1 login ci password s3cret-s3cret',
    'machine git.example.com/team login ci password s3cret-s3cret',
  ])('netrc: %s', async (netrc) => {
    await using flow = await workflow({ modules });
    const job = await flow.job({ inputs: { cache: 'off', netrc } });
    expect(job.report?.errors).toEqual([]);
    expect(job.code).toBe(0);
  });
});

const [describeOnUnix, testOnUnix] =
  process.platform === 'win32' ? [describe.skip, test.skip] : [describe, test];

describeOnUnix('a limit on open files', () => {
  /** Runs the command with at most `limit` open files. */
  async function within(limit: number) {
    await using flow = await workflow({
      modules: Array.from({ length: 30 }, (_, index) => ({
        path: `example.com/m${index}`,
        version: 'v1.0.0',
      })),
    });
    await using dir = await tempDir({
      ...Object.fromEntries(
        Object.entries(flow.proxy.project()).map(([name, text]) => [`app/${name}`, text]),
      ),
      node: `#!/bin/sh\nulimit -n ${limit}\nexec '${process.execPath}' "$@"\n`,
    });
    const node = path.join(dir.path, 'node');
    await chmod(node, 0o755);
    const env = {
      ...flow.proxy.env(),
      HOME: dir.path,
      TMPDIR: dir.path,
      GOMODCACHE: path.join(dir.path, 'mod'),
    };
    return await runCommand(
      ['.', '--cache', 'directory', '--cache-directory', path.join(dir.path, 'cache')],
      {
        cwd: dir.path,
        env,
        node,
      },
    );
  }

  test('that leaves few requests is kept to', async () => {
    const run = await within(104);
    expect(run.stderr).toBe('');
    expect(run.stdout).toMatch(/^30 modules ready: 30 downloaded/m);
  });

  test.each([80, 56])('of %d leaves the download to the go command', async (limit) => {
    const run = await within(limit);
    expect(run.stderr).toMatch(/^ *warning: The module proxy failed \(it takes more than the \d+ open files/);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(run.stdout).toMatch(/^30 modules ready: 30 downloaded/m);
    expect(run.code).toBe(0);
  });

  test('that leaves no room for a program is what the error speaks of', async () => {
    const run = await within(25);
    expect(run.stderr).toMatch(/could not be started.*EMFILE/);
    expect(run.stderr).toContain('Raise the limit on open files (`ulimit -n`)');
    expect(run.stderr).not.toContain('program was built for this system');
    expect(run.code).toBe(1);
  });
});

testOnUnix('a folder that was removed while a shell was in it is named', async () => {
  await using dir = await tempDir({ 'gone/go.mod': 'module example.com/m\n' });
  const node = path.join(dir.path, 'node');
  await writeFile(node, `#!/bin/sh\nrm -r "$PWD"\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 });
  const run = await runCommand(['.'], { cwd: path.join(dir.path, 'gone'), env: { HOME: dir.path }, node });
  expect(run.stderr).toMatch(/^error: go-mod-download cannot go on: ENOENT: .*working directory/);
  expect(run.code).toBe(1);
});

describe('doctor tells of odd settings without a stack trace', () => {
  test.each<[string, string[], Record<string, string>]>([
    ['a lone % in a forward proxy', [], { HTTPS_PROXY: 'http://ci:100%25%pass@127.0.0.1:9' }],
    ['a lone % in GOPROXY', ['--goproxy', 'https://ci:100%pass@127.0.0.1:9'], {}],
    ['a machine that is no host', ['--netrc', 'machine a:b login ci password s3cret-s3cret'], {}],
    ['a forward proxy of another kind', [], { HTTPS_PROXY: 'ftp://127.0.0.1:9' }],
  ])('%s', async (_name, args, env) => {
    await using dir = await tempDir({ 'go.mod': 'module example.com/m\n' });
    const run = await runCommand(['doctor', '.', '--goproxy', 'https://127.0.0.1:9', ...args], {
      cwd: dir.path,
      env: { HOME: dir.path, TMPDIR: dir.path, GOPROXY: 'off', ...env },
    });
    expect(run.stdout + run.stderr).not.toMatch(/\n\s+at /);
    expect(run.stdout + run.stderr).not.toContain('s3cret');
    expect([0, 1, 2]).toContain(run.code);
  });
});
