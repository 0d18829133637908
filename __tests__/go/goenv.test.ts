import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readGoEnv, readGoModFile, readGoWork } from '../../src/go/goenv.ts';
import type { Answer, Command, Exec } from '../../src/ports/exec.ts';
import { tempDir } from '../support/temp-dir.ts';

/** The real go command. */
const exec: Exec = {
  find: async () => undefined,
  ask: ({ file, args, cwd, env }: Command) =>
    new Promise<Answer>((resolve) => {
      const child = execFile(file, [...args], { cwd, env }, (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      });
    }),
  run: () => Promise.reject(new Error('not in this test')),
};

function answering(answer: Answer): Exec {
  return { ...exec, ask: () => Promise.resolve(answer) };
}

const { GOFLAGS: _, GOTOOLCHAIN: __, GO111MODULE: ___, GOWORK: ____, ...inherited } = process.env;
const never = new AbortController().signal;

/** Without what this machine's user has set for go. */
const env = { ...inherited, GOENV: 'off' };

describe('readGoEnv', () => {
  test('says what the go command says, of the environment and of its defaults', async () => {
    await using dir = await tempDir();
    const goEnv = await readGoEnv(
      exec,
      { ...env, GOPRIVATE: 'corp.example.com', GOFLAGS: '-mod=mod', GOMODCACHE: path.join(dir.path, 'mod') },
      dir.path,
      never,
    );
    expect(goEnv).toMatchObject({
      GOMODCACHE: path.join(dir.path, 'mod'),
      GOPRIVATE: 'corp.example.com',
      GONOPROXY: 'corp.example.com',
      GOFLAGS: '-mod=mod',
      GOVERSION: expect.stringMatching(/^go1\.\d+/),
      GOOS: expect.stringMatching(/^\w+$/),
      GO111MODULE: '',
    });
    expect(goEnv.variables).toHaveProperty('GOEXPERIMENT');
  });

  test.each(['go1.99.9', 'go1.99.9+auto', 'local', 'path'])(
    'reports GOTOOLCHAIN=%s and does not go there',
    async (GOTOOLCHAIN) => {
      await using dir = await tempDir();
      const goEnv = await readGoEnv(exec, { ...env, GOTOOLCHAIN, GOPROXY: 'off' }, dir.path, never);
      expect(goEnv.GOTOOLCHAIN).toBe(GOTOOLCHAIN);
      expect(goEnv.GOVERSION).not.toContain('1.99');
    },
  );

  test.each([
    ['a go.mod', { 'go.mod': 'module example.com/main\n\ngo 1.99.9\ntoolchain go1.99.9\n' }],
    ['a go.work', { 'go.work': 'go 1.99.9\ntoolchain go1.99.9\n' }],
    ['files that are neither', { 'go.mod': 'hello', 'go.work': 'hello' }],
  ])('is answered by the go command that is there, whatever %s says', async (_name, files) => {
    await using dir = await tempDir(files);
    for (const given of [env, { ...env, GOWORK: path.join(dir.path, 'go.work') }]) {
      const goEnv = await readGoEnv(exec, { ...given, GOPROXY: 'off' }, dir.path, never);
      expect(goEnv.GOVERSION).not.toContain('1.99');
    }
  });

  test.each([
    ['in a folder above', {}, 'go.work'],
    ['that the environment names', { GOWORK: 'elsewhere.work' }, 'elsewhere.work'],
    ['that the environment switches off', { GOWORK: 'off' }, undefined],
  ])('names the go.work %s', async (_name, given, expected) => {
    await using dir = await tempDir({ 'go.work': 'go 1.24\n', 'elsewhere.work': '', 'sub/go.mod': '' });
    const root = await realpath(dir.path);
    const at = (name: string) => (name === 'off' ? name : path.join(root, name));
    const named = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, at(value)]));
    const goEnv = await readGoEnv(exec, { ...env, ...named }, path.join(root, 'sub'), never);
    expect(goEnv.goWork).toBe(expected && at(expected));
  });

  test('is not misled by -json in GOFLAGS', async () => {
    await using dir = await tempDir({ 'go.work': 'go 1.22\n', 'go.mod': 'module example.com/app\n' });
    const root = await realpath(dir.path);
    const flagged = { ...env, GOFLAGS: '-json -mod=readonly', GOTOOLCHAIN: '' };
    expect((await readGoEnv(exec, flagged, root, never)).GOTOOLCHAIN).toMatch(/^\w+$/);
    expect(await readGoWork(exec, flagged, root, never)).toBe(path.join(root, 'go.work'));
    expect(await readGoModFile(exec, { ...flagged, GOWORK: 'off' }, root, never)).toBe(
      path.join(root, 'go.mod'),
    );
  });

  test('asks for GOTOOLCHAIN only if the environment does not say it', async () => {
    const asked: string[] = [];
    const answers: Exec = {
      ...exec,
      ask: async ({ args }) => {
        asked.push(args.slice(0, 2).join(' '));
        return { code: 0, stdout: args.includes('-json') ? '{"GOMODCACHE": "/mod"}' : 'auto\n', stderr: '' };
      },
    };
    expect(await readGoEnv(answers, { GOTOOLCHAIN: 'local' }, '.', never)).toMatchObject({
      GOTOOLCHAIN: 'local',
    });
    expect(await readGoEnv(answers, {}, '.', never)).toMatchObject({ GOTOOLCHAIN: 'auto' });
    expect(asked).toEqual(['env -json', 'env -json', 'env GOTOOLCHAIN']);
  });

  test.each([
    ['GOMODCACHE', { GOMODCACHE: 'relative/mod' }, 'gomodcache-invalid', 'relative: `relative/mod`'],
    ['GOPATH', { GOPATH: 'relative' }, 'go-env-failed', 'GOPATH entry is relative'],
    ['GOEXPERIMENT', { GOEXPERIMENT: 'xnope' }, 'go-env-failed', 'unknown GOEXPERIMENT'],
  ])('refuses a wrong %s in the words of the go command', async (_name, wrong, code, message) => {
    await using dir = await tempDir();
    await expect(readGoEnv(exec, { ...env, ...wrong }, dir.path, never)).rejects.toMatchObject({
      code,
      class: 'configuration',
      message: expect.stringContaining(message),
    });
  });

  test.each([
    ['no GOMODCACHE at all', { code: 0, stdout: '{"GOMODCACHE": ""}', stderr: '' }, 'gomodcache-invalid'],
    ['something that is not JSON', { code: 0, stdout: 'hello', stderr: '' }, 'go-env-failed'],
    ['JSON that is no object', { code: 0, stdout: 'null', stderr: '' }, 'go-env-failed'],
  ])('refuses a go command that answers with %s', async (_name, answer, code) => {
    await expect(readGoEnv(answering(answer), {}, '.', never)).rejects.toMatchObject({
      code,
      class: 'configuration',
    });
  });

  test.each([
    ['ended without a word', 3, '`go env` exited with code 3 without any output', 'settings'],
    ['was killed', -1, '`go env` was killed without any output', 'infrastructure'],
  ])('says of a go command that it %s', async (_name, code, message, fault) => {
    const answer = answering({ code, stdout: '', stderr: '' });
    await expect(readGoEnv(answer, {}, '.', never)).rejects.toMatchObject({
      code: 'go-env-failed',
      message,
      fault,
    });
  });
});
