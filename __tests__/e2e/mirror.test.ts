import { execFile, execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { mirrorPaths } from '../../src/mirror/mirror-paths.ts';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { runAction } from '../support/action.ts';
import { checkOutCorpus, defaultGoproxy } from '../support/corpus.ts';
import { buildModule } from '../support/goproxy-module.ts';
import { tempDir } from '../support/temp-dir.ts';
import { type Workflow, workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/Alpha', version: 'v1.0.0' };
const beta = { path: 'example.com/beta', version: 'v0.0.0-20240102030405-0123456789ab' };
const modules = [alpha, beta];

/** Go's settings on a machine without a network: the mirror, and everything else as Go has it by default. */
function onlyMirror(mirror: string): Record<string, string> {
  return { GOPROXY: `${pathToFileURL(mirror).href},off`, GOSUMDB: defaultGosumdb(), GOENV: 'off' };
}

/** The checksum database that the go command uses when nobody says otherwise. */
function defaultGosumdb(): string {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], GOENV: 'off' };
  return execFileSync('go', ['env', 'GOSUMDB'], { encoding: 'utf8', env }).trim();
}

/** The go command itself, with checksum verification on and an empty module cache. */
async function plainGo(args: readonly string[], cwd: string, gomodcache: string, mirror: string) {
  const env = { PATH: process.env['PATH'], HOME: gomodcache, GOMODCACHE: gomodcache, GOTOOLCHAIN: 'local' };
  return promisify(execFile)('go', args, {
    cwd,
    env: { ...env, ...onlyMirror(mirror), GOFLAGS: '-modcacherw' },
  });
}

async function mirrored(flow: Workflow, inputs: Readonly<Record<string, string>> = {}) {
  const mirror = path.join(flow.dir, 'a mirror');
  const job = await flow.job({ inputs: { 'mirror-directory': mirror, ...inputs } });
  return { job, mirror };
}

describe('a mirror of a project', () => {
  test('serves it to plain go and to this action without a network, and a tampered zip is refused', async () => {
    await using flow = await workflow({ modules });
    const { job, mirror } = await mirrored(flow);
    expect(job.report?.errors).toEqual([]);
    expect(job.code).toBe(0);
    expect(job.log).toContain(`Use it with GOPROXY=${pathToFileURL(mirror).href},off`);
    flow.proxy.requests.length = 0;

    const gomodcache = path.join(flow.dir, 'mod of plain go');
    await plainGo(['build', './...'], job.workspace, gomodcache, mirror);
    const verified = await plainGo(['mod', 'verify'], job.workspace, gomodcache, mirror);
    expect(verified.stdout).toContain('all modules verified');
    const latest = await plainGo(['list', '-m', `${beta.path}@latest`], job.workspace, gomodcache, mirror);
    expect(latest.stdout).toContain(beta.version);

    const offline = await flow.job({ inputs: { cache: 'off' }, env: onlyMirror(mirror) });
    expect(offline.report?.errors).toEqual([]);
    expect(offline.outputs).toMatchObject({ modules: '2', 'modules-downloaded': '2' });
    expect(flow.proxy.requests).toEqual([]);

    await writeFile(
      mirrorPaths(mirror, alpha).zip,
      buildModule({ ...alpha, files: { 'alpha.go': 'package evil\n' } }).zip,
    );
    const refused = plainGo(['mod', 'download'], job.workspace, path.join(flow.dir, 'third'), mirror);
    await expect(refused).rejects.toMatchObject({ stderr: expect.stringContaining('checksum mismatch') });
  });

  test('is made of what a cache restored, too, and in another job again', async () => {
    await using flow = await workflow({ modules });
    const first = await flow.job();
    expect(first.outputs['cache-saved']).toBe('true');
    const { job, mirror } = await mirrored(flow, { layout: 'zip' });
    expect(job.outputs['modules-restored']).toBe('2');
    expect(job.log).toContain('2 added');
    await plainGo(['build', './...'], job.workspace, path.join(flow.dir, 'offline'), mirror);
    const again = await mirrored(flow);
    expect(again.job.log).toContain('nothing to add');
  });

  test('holds nothing that the disk made up, and the job says so', async () => {
    await using flow = await workflow({ modules });
    const first = await flow.job({ inputs: { cache: 'off' } });
    const evil = buildModule({ ...alpha, files: { 'alpha.go': 'package evil\n' } });
    await writeFile(modcachePaths(first.gomodcache, alpha).zip, evil.zip);
    const mirror = path.join(flow.dir, 'mirror');
    const job = await flow.job({ on: first, inputs: { cache: 'off', 'mirror-directory': mirror } });
    expect(job.code).toBe(1);
    expect(job.report?.sentence).toContain('The modules are ready, but the mirror was not written');
    expect(job.report?.errors).toMatchObject([
      { class: 'checksum', code: 'mirror-refused', message: expect.stringContaining(evil.h1) },
    ]);
    await expect(readFile(mirrorPaths(mirror, alpha).zip)).rejects.toThrow('ENOENT');
    expect(await readFile(path.join(mirrorPaths(mirror, beta).versions, 'list'), 'utf8')).toBe(
      `${beta.version}\n`,
    );
  });

  test('does not lie in the module cache', async () => {
    await using flow = await workflow({ modules });
    const job = await flow.job({
      gomodcache: path.join(flow.dir, 'm'),
      inputs: { 'mirror-directory': path.join(flow.dir, 'm', 'mirror') },
    });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([{ code: 'mirror-in-modcache', class: 'configuration' }]);
  });
});

test('a mirror made of a real project serves it without a network', async () => {
  await using dir = await tempDir();
  const checkout = path.join(dir.path, 'gin');
  const mirror = path.join(dir.path, 'mirror');
  await checkOutCorpus('gin', checkout);
  const run = await runAction({
    workspace: checkout,
    machine: dir.path,
    gomodcache: path.join(dir.path, 'mod'),
    inputs: { cache: 'off', 'mirror-directory': mirror },
    env: { GOPROXY: defaultGoproxy() },
  });
  expect(run.report?.errors).toEqual([]);
  const gomodcache = path.join(dir.path, 'offline mod');
  await plainGo(['mod', 'download'], checkout, gomodcache, mirror);
  await plainGo(['mod', 'graph'], checkout, gomodcache, mirror);
  const verified = await plainGo(['mod', 'verify'], checkout, gomodcache, mirror);
  expect(verified.stdout).toContain('all modules verified');
}, 120_000);

describe('without a network', () => {
  const off = { GOPROXY: 'off' };

  test('a full module cache is enough', async () => {
    await using flow = await workflow({ modules });
    const first = await flow.job({ inputs: { cache: 'off' } });
    const second = await flow.job({ on: first, inputs: { cache: 'off' }, env: off });
    expect(second.report?.errors).toEqual([]);
    expect(second.outputs).toMatchObject({ 'modules-on-disk': '2', 'modules-downloaded': '0' });
  });

  test('a module that is replaced by a folder is not asked for, what that folder requires is', async () => {
    await using flow = await workflow({
      modules: [alpha],
      files: (proxy) => ({
        'go.mod': `module example.com/main\n\ngo 1.21\n\nrequire (\n\texample.com/fork v1.0.0\n\t${alpha.path} ${alpha.version} // indirect\n)\n\nreplace example.com/fork => ./fork\n`,
        'go.sum': proxy.goSum(),
        'main.go': 'package main\n\nimport _ "example.com/fork"\n\nfunc main() {}\n',
        'fork/go.mod': `module example.com/fork\n\ngo 1.21\n\nrequire ${alpha.path} ${alpha.version}\n`,
        'fork/fork.go': `package fork\n\nimport _ "${alpha.path}"\n`,
      }),
    });
    const { job, mirror } = await mirrored(flow, { cache: 'off' });
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs['modules']).toBe('1');
    expect(flow.proxy.asked().filter((asked) => asked.includes('fork'))).toEqual([]);
    await plainGo(['build', './...'], job.workspace, path.join(flow.dir, 'offline'), mirror);
  });

  test('GOFLAGS=-mod=vendor builds from the vendor folder, so nothing is asked for', async () => {
    await using flow = await workflow({
      modules: [alpha],
      files: (proxy) => ({
        // An old go line: without the flag the vendor folder would not count.
        'go.mod': `module example.com/main\n\ngo 1.13\n\nrequire ${alpha.path} ${alpha.version}\n`,
        'go.sum': proxy.goSum(),
        'main.go': `package main\n\nimport _ "${alpha.path}"\n\nfunc main() {}\n`,
        'vendor/modules.txt': `# ${alpha.path} ${alpha.version}\n${alpha.path}\n`,
        [`vendor/${alpha.path}/alpha.go`]: 'package alpha\n',
      }),
    });
    const job = await flow.job({ env: { ...off, GOFLAGS: '-mod=vendor' } });
    expect(job.report).toMatchObject({
      verdict: 'nothing-to-do',
      sentence: expect.stringContaining('the vendor directory, which has everything'),
    });
    expect(flow.proxy.requests).toEqual([]);
  });
});
