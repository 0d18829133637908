import { mkdir, writeFile } from 'node:fs/promises';
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
