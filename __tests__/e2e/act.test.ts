import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { fakeCacheService } from '../support/fake-cache-service.ts';
import { fakeGoproxy } from '../support/fake-goproxy.ts';
import { goTool } from '../support/go-tool.ts';
import { findProgram } from '../support/processes.ts';
import { removeTree, type TempDir, tempDir } from '../support/temp-dir.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

const workflowFile = `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./
        id: modules
        with:
          working-directory: project
          cache-key-prefix: from-act
      - run: echo "hit=\${{ steps.modules.outputs.cache-hit }} key=\${{ steps.modules.outputs.cache-key }} saved=\${{ steps.modules.outputs.cache-saved }}"
      - run: cd project && GOPROXY=off go mod verify
`;

/** The matrix recipe of the README, with the Go of this machine, the one system there is, and a module cache for each job. */
async function matrixRecipe(home: string): Promise<string> {
  const readme = await readFile(path.join(root, 'README.md'), 'utf8');
  const recipe = /### A matrix that shares one entry[\s\S]*?```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const adapted = recipe
    .replaceAll('org/go-mod-download@v1', './')
    .replaceAll(/ +- uses: actions\/setup-go.*\n.*\n/g, '')
    .replace(/os: \[.*\]/, 'os: [ubuntu-latest]')
    .replaceAll(/^ {2}(\w+):$/gm, (line, job) => `${line}\n    env: { GOMODCACHE: ${home}/mod-${job} }`);
  return `on: push\n${adapted}`;
}

/** What an action's repository holds, with a workflow that uses it, committed as git would have it. */
async function repository(files: Readonly<Record<string, string>>): Promise<TempDir> {
  const dir = await tempDir(files);
  await cp(path.join(root, 'action.yml'), path.join(dir.path, 'action.yml'));
  await cp(path.join(root, 'dist'), path.join(dir.path, 'dist'), { recursive: true });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: dir.path,
    });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=Start');
  return dir;
}

/** Runs the workflow on this machine, without containers, and returns what act printed, however it ended. */
async function runWorkflow(
  act: string,
  repo: string,
  home: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  await mkdir(home, { recursive: true });
  const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const child = spawn(
    act,
    ['push', '-P', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--no-recurse', ...variables],
    {
      cwd: repo,
      // act takes the Node on PATH, whatever action.yml says.
      env: {
        HOME: home,
        PATH: [process.execPath, findProgram('go')].map(path.dirname).concat('/usr/bin', '/bin').join(':'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const printed = await Promise.all([text(child.stdout), text(child.stderr)]);
  return printed.join('');
}

/** act cannot run the steps of a workflow in a folder with a space in its name, which `tempDir` always has. */
async function homeForAct(): Promise<TempDir> {
  const dir = await mkdtemp(path.join(tmpdir(), 'go-mod-download-act-'));
  return { path: dir, [Symbol.asyncDispose]: () => removeTree(dir) };
}

describe('the action in a workflow', () => {
  test('takes its inputs and sets its outputs, cold and warm', async () => {
    const act = await goTool('github.com/nektos/act@v0.2.89');
    await using proxy = await fakeGoproxy({ modules: [{ path: 'example.com/alpha', version: 'v1.0.0' }] });
    await using service = await fakeCacheService();
    const project = Object.entries(proxy.project()).map(([name, text]) => [`project/${name}`, text]);
    await using repo = await repository({
      '.github/workflows/ci.yml': workflowFile,
      ...Object.fromEntries(project),
    });
    await using home = await homeForAct();
    const job = (name: string) =>
      runWorkflow(act, repo.path, path.join(home.path, name), {
        ...proxy.env(),
        ...service.env(),
        GOMODCACHE: path.join(home.path, name, 'mod'),
      });

    const cold = await job('cold');
    expect(cold).toMatch(/\| hit=false key=from-act-v1-\S+ saved=true/);
    proxy.requests.length = 0;
    const warm = await job('warm');
    expect(warm).toMatch(/\| hit=true key=from-act-v1-\S+ saved=false/);
    expect(proxy.requests).toEqual([]);
    expect(cold + warm).not.toMatch(/::(?:warning|error)|❗|🚧/);
    expect(cold + warm).toContain('Job succeeded');
    expect(warm).toContain('| all modules verified');
    const asked = service.requests.map(({ method }) => method);
    expect(asked).toEqual([
      'GetCacheEntryDownloadURL',
      'GetCacheEntryDownloadURL',
      'CreateCacheEntry',
      'PUT',
      'FinalizeCacheEntryUpload',
      'GetCacheEntryDownloadURL',
      expect.stringMatching(/HEAD|GET/),
    ]);
  }, 600_000);

  test('follows the matrix recipe of the README: one job fills the cache, the others restore', async () => {
    const act = await goTool('github.com/nektos/act@v0.2.89');
    await using proxy = await fakeGoproxy({ modules: [{ path: 'example.com/alpha', version: 'v1.0.0' }] });
    await using service = await fakeCacheService();
    const packages = { 'main.go': 'package main\n\nimport _ "example.com/alpha"\n\nfunc main() {}\n' };
    await using home = await homeForAct();
    await using repo = await repository({
      '.github/workflows/ci.yml': await matrixRecipe(home.path),
      ...proxy.project(),
      ...packages,
    });
    const env = { ...proxy.env(), ...service.env() };
    const log = await runWorkflow(act, repo.path, home.path, env);
    expect(log).toMatch(/modules.*\| 1 module ready: 1 downloaded/);
    expect(log).toMatch(/test.*\| 1 module ready: 1 restored/);
    expect(log.match(/Job succeeded/g)).toHaveLength(2);
    expect(log).not.toMatch(/::(?:warning|error)|❗|🚧/);
  }, 600_000);
});
