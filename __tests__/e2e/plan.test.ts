import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fingerprintOf, goOffline } from '../support/corpus.ts';
import type { FakeGoproxy } from '../support/fake-goproxy.ts';
import { goSumOf } from '../support/goproxy-module.ts';
import { type Job, type Workflow, type WorkflowOptions, workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const beta = { path: 'example.com/beta', version: 'v1.2.0' };
const gamma = { path: 'example.com/gamma', version: 'v0.3.0' };

type Files = NonNullable<WorkflowOptions['files']>;

/** The files of a main module in a folder that requires one module of the proxy. */
function memberOf(proxy: FakeGoproxy, dir: string, required: { path: string; version: string }) {
  return {
    [`${dir}/go.mod`]: `module example.com/main/${dir}\n\ngo 1.21\n\nrequire ${required.path} ${required.version}\n`,
    [`${dir}/go.sum`]: goSumOf([proxy.module(required.path)]),
    [`${dir}/main.go`]: `package main\n\nimport _ "${required.path}"\n\nfunc main() {}\n`,
  };
}

/** Runs a project twice, the second time with nothing but the cache, and returns the second job. */
async function twice(flow: Workflow, others: Readonly<Record<string, string>> = {}): Promise<Job> {
  const inputs = { cache: 'directory', 'cache-directory': path.join(flow.dir, 'entries'), ...others };
  const first = await flow.job({ inputs });
  expect(first.report?.errors).toEqual([]);
  expect(first.outputs['modules-downloaded']).toBe(first.outputs['modules']);
  const before = await fingerprintOf(first.workspace);
  const second = await flow.job({ inputs, env: { GOPROXY: 'off' } });
  expect(second.report?.errors).toEqual([]);
  expect(second.outputs).toMatchObject({
    'cache-hit': 'true',
    'modules-restored': first.outputs['modules'],
    'modules-downloaded': '0',
  });
  expect(await fingerprintOf(second.workspace)).toBe(before);
  return second;
}

function modulesOf({ report }: Job): string[] {
  return (report?.modules ?? []).map((module) => module.path).sort();
}

describe('what is downloaded and restored', () => {
  test('of a workspace is what its modules need of others', async () => {
    await using flow = await workflow({
      modules: [alpha, beta],
      files: (proxy) => ({
        'go.work': 'go 1.21\n\nuse (\n\t./a\n\t./b\n)\n',
        ...memberOf(proxy, 'a', alpha),
        ...memberOf(proxy, 'b', beta),
        'a/go.mod': `module example.com/main/a\n\ngo 1.21\n\nrequire (\n\t${alpha.path} ${alpha.version}\n\texample.com/main/b v0.0.0\n)\n\nreplace example.com/main/b => ../b\n`,
      }),
    });
    const second = await twice(flow);
    expect(modulesOf(second)).toEqual([alpha.path, beta.path]);
    expect(flow.proxy.asked().filter((asked) => asked.startsWith('/example.com/main'))).toEqual([]);
    goOffline(['build', './a', './b'], second.workspace, second.gomodcache);
  });

  test('of a repository with several modules is what all of them need', async () => {
    await using flow = await workflow({
      modules: [alpha, beta],
      files: (proxy) => ({ ...memberOf(proxy, 'one', alpha), ...memberOf(proxy, 'sub/two', beta) }),
    });
    const second = await twice(flow);
    expect(modulesOf(second)).toEqual([alpha.path, beta.path]);
    goOffline(['build', '.'], path.join(second.workspace, 'sub/two'), second.gomodcache);
  });

  test('is limited by the patterns of go-mod-files', async () => {
    await using flow = await workflow({
      modules: [alpha, beta],
      files: (proxy) => ({ ...memberOf(proxy, 'one', alpha), ...memberOf(proxy, 'examples/two', beta) }),
    });
    const second = await twice(flow, { 'go-mod-files': '**/go.mod\n!examples/**' });
    expect(modulesOf(second)).toEqual([alpha.path]);
    expect(flow.proxy.asked('zip')).toEqual(['/example.com/alpha/@v/v1.0.0.zip']);
  });

  test('is limited to what packages need', async () => {
    await using flow = await workflow({
      modules: [alpha, beta],
      files: (proxy) => ({
        ...proxy.project(),
        'main.go': 'package main\n\nfunc main() {}\n',
        'cmd/one/main.go': `package main\n\nimport _ "${alpha.path}"\n\nfunc main() {}\n`,
        'cmd/two/main.go': `package main\n\nimport _ "${beta.path}"\n\nfunc main() {}\n`,
      }),
    });
    const second = await twice(flow, { packages: './cmd/one' });
    expect(modulesOf(second)).toEqual([alpha.path]);
    expect(flow.proxy.asked('zip')).toEqual(['/example.com/alpha/@v/v1.0.0.zip']);
    goOffline(['build', './cmd/one'], second.workspace, second.gomodcache);
  });

  test('includes extra modules, of which those that go.sum lists are cached', async () => {
    await using flow = await workflow({
      modules: [alpha, beta, gamma],
      // beta is listed by go.sum and required by nothing; gamma is known to nobody.
      files: (proxy) => ({
        'go.mod': `module example.com/main\n\ngo 1.21\n\nrequire ${alpha.path} ${alpha.version}\n`,
        'go.sum': goSumOf([proxy.module(alpha.path), proxy.module(beta.path)]),
        'main.go': `package main\n\nimport _ "${alpha.path}"\n\nfunc main() {}\n`,
      }),
    });
    const inputs = { 'extra-modules': 'example.com/beta@v1.2.0 example.com/gamma@latest' };
    const first = await flow.job({ inputs });
    expect(first.report?.errors).toEqual([]);
    expect(modulesOf(first)).toEqual([alpha.path, beta.path, gamma.path]);
    expect(first.log).toContain('Not cacheable: no go.sum line for example.com/gamma@v0.3.0');
    expect(first.log).not.toContain('no go.sum line for example.com/beta');

    flow.proxy.requests.length = 0;
    const second = await flow.job({ inputs });
    expect(second.outputs).toMatchObject({ 'modules-restored': '2', 'modules-downloaded': '1' });
    expect(flow.proxy.asked('zip')).toEqual(['/example.com/gamma/@v/v0.3.0.zip']);
    expect(await readFile(path.join(second.workspace, 'go.sum'), 'utf8')).not.toContain('gamma');
  });

  test('includes an extra module by the name of a branch', async () => {
    await using flow = await workflow({
      modules: [alpha, gamma],
      script: ({ path: asked }) =>
        asked === '/example.com/gamma/@v/main.info'
          ? { kind: 'body', body: JSON.stringify({ Version: gamma.version, Time: '2024-01-02T03:04:05Z' }) }
          : undefined,
      files: () => ({ 'go.mod': 'module example.com/main\n\ngo 1.21\n' }),
    });
    const job = await flow.job({ inputs: { 'extra-modules': 'example.com/gamma@main' } });
    expect(job.report?.errors).toEqual([]);
    expect(modulesOf(job)).toEqual([gamma.path]);
  });
});

describe('what the go command downloads without checksums is downloaded, and not cached, for a module', () => {
  test.each<{ name: string; files: Files }>([
    { name: 'without go.sum', files: (proxy) => ({ 'go.mod': proxy.project()['go.mod'] }) },
    {
      name: 'with an empty go.sum',
      files: (proxy) => ({ 'go.mod': proxy.project()['go.mod'], 'go.sum': '' }),
    },
  ])('$name', async ({ files }) => {
    await using flow = await workflow({ modules: [alpha], files });
    const job = await flow.job();
    expect(job.code).toBe(0);
    expect(job.outputs).toMatchObject({ 'modules-downloaded': '1', 'cache-saved': 'false' });
    expect(job.log).toMatch(/^::notice title=No go\.sum::.*go mod tidy/m);
  });
});

test('a go.work without `use` fails as in the go command, and says what to write', async () => {
  const files: Files = (proxy) => ({ 'go.work': 'go 1.21\n', ...proxy.project() });
  await using flow = await workflow({ modules: [alpha], files });
  const job = await flow.job();
  expect(job.code).toBe(1);
  expect(job.report?.errors).toMatchObject([
    {
      code: 'go-work-empty',
      message: expect.stringMatching(/no modules were found in the current workspace/),
    },
  ]);
  expect((await flow.job({ env: { GOWORK: 'off' } })).outputs['modules-downloaded']).toBe('1');
});

describe('nothing is downloaded, and nothing complained of, for', () => {
  test.each<{ name: string; because: RegExp; files: Files }>([
    {
      name: 'a module without dependencies',
      because: /has no dependencies/,
      files: () => ({ 'go.mod': 'module example.com/main\n\ngo 1.21\n' }),
    },
    {
      name: 'a module with a consistent vendor folder',
      because: /builds from the vendor directory/,
      files: (proxy) => ({
        ...proxy.project(),
        'vendor/modules.txt': `# ${alpha.path} ${alpha.version}\n## explicit; go 1.21\n${alpha.path}\n`,
        'vendor/example.com/alpha/alpha.go': 'package alpha\n',
      }),
    },
    { name: 'a folder without any module', because: /no go\.mod/, files: () => ({ 'README.md': '' }) },
  ])('$name', async ({ because, files }) => {
    await using flow = await workflow({ modules: [alpha], files });
    const job = await flow.job();
    expect(job.code).toBe(0);
    expect(job.report).toMatchObject({
      verdict: 'nothing-to-do',
      sentence: expect.stringMatching(because),
    });
    expect(job.log).not.toMatch(/^::(?:error|warning|notice)/m);
    expect([...flow.proxy.requests, ...flow.service.requests]).toEqual([]);
  });
});

test('line ends of Windows make no other key', async () => {
  await using flow = await workflow({ modules: [alpha, beta] });
  const crlf = Object.entries(flow.proxy.project()).map(([name, text]) => [
    name,
    text.replaceAll('\n', '\r\n'),
  ]);
  const unix = await flow.job();
  const windows = await flow.job({ files: Object.fromEntries(crlf), env: { GOPROXY: 'off' } });
  expect(windows.outputs).toMatchObject({
    'cache-key': unix.outputs['cache-key'],
    'cache-hit': 'true',
    'modules-restored': '2',
  });
});

test('go.sum stays as it is when the go command wants to add lines, and a notice names it', async () => {
  await using flow = await workflow({
    modules: [alpha, beta],
    files: (proxy) => ({ ...proxy.project(), 'go.sum': goSumOf([proxy.module(alpha.path)]) }),
  });
  const job = await flow.job();
  expect(job.code).toBe(0);
  const goSum = path.join(job.workspace, 'go.sum');
  expect(await readFile(goSum, 'utf8')).toBe(goSumOf([flow.proxy.module(alpha.path)]));
  const notices = job.log.split('\n').filter((line) => line.startsWith('::notice'));
  expect(notices).toEqual([expect.stringContaining(`The go command would have changed ${goSum}`)]);
  expect(notices[0]).toContain('title=go.sum is not tidy');
});

test('what a workspace lacks in go.work.sum is named with the command that writes it', async () => {
  await using flow = await workflow({
    modules: [alpha, beta],
    files: (proxy) => ({
      'go.work': 'go 1.21\n\nuse (\n\t./a\n\t./b\n)\n',
      ...memberOf(proxy, 'a', alpha),
      'b/go.mod': `module example.com/b\n\ngo 1.21\n\nrequire ${beta.path} ${beta.version}\n`,
    }),
  });
  const job = await flow.job();
  expect(job.code).toBe(0);
  expect(job.log).toMatch(
    /^::notice.*would have changed \S.*go\.work\.sum; .*Run `go mod download` and commit/m,
  );

  execFileSync('go', ['mod', 'download'], {
    cwd: job.workspace,
    env: { ...process.env, ...flow.proxy.env(), GOMODCACHE: job.gomodcache },
  });
  const again = await flow.job({ on: job });
  expect(again.log).not.toContain('::notice');
});

test('modules below the one of the folder are named, and covered by `go-mod-files: all`', async () => {
  const files: Files = (proxy) => {
    const { 'go.mod': goMod, ...rest } = proxy.project();
    const tool = goMod.replace('example.com/main', 'example.com/main/tool');
    return { 'go.mod': goMod, ...rest, 'tool/go.mod': tool, 'tool/go.sum': proxy.goSum() };
  };
  await using flow = await workflow({ modules: [alpha], files });
  const job = await flow.job();
  expect(job.log).toMatch(
    /^::notice title=More modules below::Not covered by this run: tool.go\.mod\. Set `go-mod-files: all`/m,
  );
  const all = await flow.job({ inputs: { 'go-mod-files': 'all' } });
  expect(all.log).not.toMatch(/Not covered/);
  expect(all.log).toMatch(/^Module example\.com\/main\/tool in/m);
});

test('the job summary can be for failures only', async () => {
  await using flow = await workflow({ modules: [alpha] });
  const inputs = { summary: 'on-failure' };
  expect((await flow.job({ inputs })).summary).toBe('');
  const failed = await flow.job({
    inputs,
    env: { GOPROXY: 'off' },
    files: { ...flow.proxy.project(), 'go.sum': '' },
  });
  expect(failed.code).toBe(1);
  expect(failed.summary).not.toBe('');
});
