import { execFileSync, execSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCommand } from '../support/command.ts';
import { defaultGoproxy } from '../support/corpus.ts';
import { fakeGoproxy } from '../support/fake-goproxy.ts';
import { removeTree, tempDir } from '../support/temp-dir.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

const modules = [
  { path: 'example.com/alpha', version: 'v1.0.0' },
  { path: 'example.com/beta', version: 'v1.2.0' },
];

/** A laptop with a project, a home and nothing else. */
async function laptop(projectDir = 'project') {
  const proxy = await fakeGoproxy({ modules });
  const files = Object.entries(proxy.project()).map(([name, text]) => [`${projectDir}/${name}`, text]);
  const dir = await tempDir(Object.fromEntries(files));
  const gomodcache = path.join(dir.path, 'mod');
  const env = { ...proxy.env(), GOMODCACHE: gomodcache, HOME: dir.path };
  return {
    proxy,
    dir: dir.path,
    gomodcache,
    env,
    run: (...args: readonly string[]) => runCommand(args, { cwd: dir.path, env }),
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

describe('the command on a laptop', () => {
  test('downloads at first, restores into an emptied module cache, and transfers nothing to a full one', async () => {
    await using at = await laptop();

    const first = await at.run('project');
    expect(first.stderr).toBe('');
    expect(first.stdout).toContain('Cache: saved 2 modules');
    expect(first.stdout).toMatch(/^2 modules ready: 2 downloaded in /m);
    expect(first.code).toBe(0);
    expect(at.proxy.asked('zip')).toHaveLength(2);

    await removeTree(at.gomodcache);
    at.proxy.requests.length = 0;
    const second = await at.run('project');
    expect(second.stdout).toContain('from the entry for this key');
    expect(second.stdout).toMatch(/^2 modules ready: 2 restored in /m);
    expect(second.code).toBe(0);

    const third = await at.run('project');
    expect(third.stdout).toContain('nothing needs to be restored');
    expect(third.stdout).toMatch(/^2 modules ready: 2 already on disk in /m);
    expect(third.code).toBe(0);
    expect(at.proxy.requests).toEqual([]);
  });

  test('takes a directory whose name has spaces, and writes a report of the run', async () => {
    await using at = await laptop('my project');
    const { code } = await at.run('my project', '--report', 'out put/report.json', '--cache', 'off');
    expect(code).toBe(0);
    const report = JSON.parse(await readFile(path.join(at.dir, 'out put', 'report.json'), 'utf8'));
    expect(report).toMatchObject({ verdict: 'done', outputs: { modules: 2, 'modules-downloaded': 2 } });
  });

  test('keeps its entries in the folder that is named', async () => {
    await using at = await laptop();
    await at.run('project', '--cache-directory', 'entries here');
    expect(await readdir(path.join(at.dir, 'entries here'))).not.toEqual([]);
    expect(existsSync(path.join(at.dir, '.cache', 'go-mod-download'))).toBe(false);
  });

  test('ends with status 1 when a module cannot be downloaded', async () => {
    await using at = await laptop();
    const { code, stderr } = await at.run('project', '--goproxy', 'off', '--attempts', '1');
    expect(stderr).toMatch(/^error: .*example\.com\/alpha/m);
    expect(code).toBe(1);
  });

  test('ends with status 1, and says why, where no temporary directory can be created', async () => {
    await using at = await laptop();
    const nowhere = path.join(at.dir, 'absent');
    const env = { ...at.env, TMPDIR: nowhere, TEMP: nowhere, TMP: nowhere };
    const { code, stderr } = await runCommand(['project'], { cwd: at.dir, env });
    expect(stderr).toMatch(
      /^error: cannot create a temporary directory in .*absent: .*\nCause: .*\nSet RUNNER_TEMP/,
    );
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });

  test.each([
    { name: 'a flag that there is not', args: ['--lay-out', 'full'], says: /Did you mean --layout\?/ },
    { name: 'a flag without its value', args: ['--layout'], says: /--layout needs a value/ },
    { name: 'two directories', args: ['a', 'b'], says: /two directories, "a" and "b"/ },
    { name: 'a directory that there is not', args: ['absent'], says: /`absent` .*does not exist/ },
    { name: 'a value that is not valid', args: ['--layout', 'fulll'], says: /Did you mean `full`\?/ },
  ])('ends with status 2 for $name', async ({ args, says }) => {
    await using at = await laptop();
    const { code, stderr } = await at.run(...args);
    expect(stderr).toMatch(says);
    expect(code).toBe(2);
    expect(existsSync(at.gomodcache)).toBe(false);
    expect(at.proxy.requests).toEqual([]);
  });

  test('shows with --help how it is used', async () => {
    await using at = await laptop();
    const { code, stdout, stderr } = await at.run('--help');
    expect(stdout).toMatch(/^Usage: .*\[DIRECTORY\]/m);
    expect(stdout).toContain('--fail-on-cache-miss');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('shows with --version the version of the package', async () => {
    await using at = await laptop();
    const manifest = await readFile(path.join(root, 'package.json'), 'utf8');
    expect(await at.run('--version')).toEqual({
      code: 0,
      stdout: `${JSON.parse(manifest).version}\n`,
      stderr: '',
    });
  });
});

test('the first command of the README downloads a real module, and restores it the next time', async () => {
  const readme = await readFile(path.join(root, 'README.md'), 'utf8');
  const command = /```sh\nnpm ci && (npm \S+)\n```/.exec(readme)?.[1] ?? 'the README has none';
  await using home = await tempDir();
  const gomodcache = path.join(home.path, 'mod');
  const run = (goproxy: string) =>
    execSync(command, {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        HOME: home.path,
        XDG_CACHE_HOME: path.join(home.path, 'caches'),
        GOMODCACHE: gomodcache,
        NPM_CONFIG_UPDATE_NOTIFIER: 'false',
        GOPROXY: goproxy,
      },
    });
  expect(run(defaultGoproxy())).toMatch(/^(\d+) modules ready: \1 downloaded in /m);
  await removeTree(gomodcache);
  expect(run('off')).toMatch(/^(\d+) modules ready: \1 restored in /m);
});

// Node 20 has no zstd. These tests run on Node 24, so another one can only be the machine's own.
for (const node of ['/usr/bin/node', '/usr/local/bin/node'].filter(isOld)) {
  test(`on a Node without zstd (${node}) it says which Node it needs`, async () => {
    await using dir = await tempDir();
    const { code, stderr } = await runCommand(['.'], { cwd: dir.path, env: {}, node });
    expect(stderr).toContain('needs Node 24');
    expect(stderr).toContain('npx -y node@24');
    expect(code).toBe(2);
  });
}

function isOld(node: string): boolean {
  if (!existsSync(node)) return false;
  const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return Number(version.split('.')[0]) < 22;
}
