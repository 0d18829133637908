import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { childProcessExec } from '../../src/adapters/child-process-exec.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { type Downloaded, type DownloadRequest, downloadModules } from '../../src/download/download.ts';
import type { GoJob } from '../../src/download/go-job.ts';
import { withDeadline } from '../../src/resilience/deadline.ts';
import { type FakeGoproxy, type FakeGoproxyOptions, fakeGoproxy } from '../support/fake-goproxy.ts';
import { recordingGuard } from '../support/recording-guard.ts';
import { recordingRunner } from '../support/recording-runner.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';

const modules = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
  path: `example.com/Deps/${name}`,
  version: 'v1.2.3',
}));
const modDownload = ['mod', 'download', '-json', '-x'];
const goList = ['list', '-deps', '-test', '-e', '-x', '-json=ImportPath,Module,Error,DepsErrors', './...'];

/** A checkout whose go.mod requires all modules of a proxy, and a module cache that is empty. */
async function setUp(options: Partial<FakeGoproxyOptions> = {}) {
  const proxy = await fakeGoproxy({ modules, ...options });
  const dir = await tempDir(proxy.project());
  const gomodcache = path.join(dir.path, '.modcache');
  const { progressed, ...runner } = recordingRunner();
  const download = (
    given: Partial<DownloadRequest> & { args?: readonly string[] } = {},
  ): Promise<Downloaded> =>
    downloadModules(
      {
        jobs: [jobOf(dir, given.args ?? modDownload)],
        gomodcache,
        env: envOf(proxy, gomodcache),
        attempts: 4,
        stallTimeout: 20_000,
        signal: new AbortController().signal,
        ...given,
      },
      {
        exec: childProcessExec(recordingGuard()),
        clock: systemClock,
        random: () => 0,
        log: runner.log,
        progress: (text) => progressed.push(text),
      },
    );
  return {
    proxy,
    dir,
    gomodcache,
    runner,
    progressed,
    download,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

function jobOf(dir: TempDir, args: readonly string[]): GoJob {
  return {
    label: 'go mod download',
    kind: args[0] === 'list' ? 'list' : 'mod-download',
    cwd: dir.path,
    args,
    env: { GOWORK: 'off' },
  };
}

function envOf(proxy: FakeGoproxy, gomodcache: string): Record<string, string | undefined> {
  return { ...process.env, ...proxy.env(), GOMODCACHE: gomodcache };
}

function attemptsOf({ modules: found }: Downloaded): Record<string, number> {
  return Object.fromEntries(found.map(({ path: name, attempts }) => [name.slice(-1), attempts]));
}

describe('with a proxy that works', () => {
  test('downloads every module, and tells its size and that it was fetched', async () => {
    await using it = await setUp();
    const downloaded = await it.download({ expected: 5 });
    expect(downloaded).toMatchObject({ kind: 'complete', retries: 0, requests: it.proxy.requests.length });
    expect(downloaded.modules).toHaveLength(5);
    const { zip } = it.proxy.module('example.com/Deps/c');
    expect(downloaded.modules[2]).toMatchObject({
      path: 'example.com/Deps/c',
      version: 'v1.2.3',
      bytes: zip.length,
      fetched: true,
      attempts: 1,
    });
    expect(it.progressed).toContain('Downloading modules: 5 of 5');
  });

  test('asks for nothing that is there already', async () => {
    await using it = await setUp();
    await it.download();
    it.proxy.requests.length = 0;
    const again = await it.download();
    expect(again).toMatchObject({ kind: 'complete', requests: 0 });
    expect(again.modules.map(({ fetched }) => fetched)).toEqual([false, false, false, false, false]);
    expect(it.proxy.requests).toEqual([]);
  });

  test('offline only looks: incomplete is a value, and nothing is asked or shown', async () => {
    await using it = await setUp();
    const empty = await it.download({ offline: true });
    expect(empty).toMatchObject({ kind: 'failed', modules: [], failures: [{ code: 'goproxy-off' }] });
    expect(it.proxy.requests).toEqual([]);
    await it.download();
    const full = await it.download({ offline: true });
    expect(full).toMatchObject({ kind: 'complete', requests: 0 });
    expect(it.runner.messages('info', 'notice', 'warning', 'error')).toEqual([]);
  });

  test('offline goes to no repository either, whatever GOPRIVATE says', async () => {
    await using it = await setUp();
    const env = { ...envOf(it.proxy, it.gomodcache), GOPRIVATE: 'example.com' };
    const probed = await it.download({ offline: true, env });
    expect(probed).toMatchObject({ kind: 'failed', requests: 0, failures: [{ code: 'goproxy-off' }] });
  });

  test('leaves go.sum of the checkout as it is when the job works on a copy', async () => {
    await using it = await setUp();
    await using copy = await tempDir({ 'go.mod': it.proxy.project()['go.mod'], 'go.sum': '' });
    await writeFile(path.join(it.dir.path, 'go.sum'), '');
    const args = [...modDownload, `-modfile=${path.join(copy.path, 'go.mod')}`];
    expect(await it.download({ args })).toMatchObject({ kind: 'complete' });
    expect(await readFile(path.join(it.dir.path, 'go.sum'), 'utf8')).toBe('');
    expect(await readFile(path.join(copy.path, 'go.sum'), 'utf8')).toContain(
      'example.com/Deps/a v1.2.3/go.mod h1:',
    );
  });
});

describe('of packages', () => {
  test('brings the modules that they need, each once', async () => {
    await using it = await setUp();
    await writeFile(
      path.join(it.dir.path, 'main.go'),
      'package main\n\nimport _ "example.com/Deps/b"\n\nfunc main() {}\n',
    );
    const downloaded = await it.download({ args: goList });
    expect(downloaded).toMatchObject({
      kind: 'complete',
      modules: [{ path: 'example.com/Deps/b', fetched: true }],
    });
    expect(it.proxy.asked('zip')).toEqual(['/example.com/!deps/b/@v/v1.2.3.zip']);
  });

  test('does not mind code that does not build yet', async () => {
    await using it = await setUp();
    const text =
      'package main\n\nimport (\n\t_ "example.com/main/generated"\n\t_ "example.com/Deps/a"\n)\n\nfunc main() {}\n';
    await writeFile(path.join(it.dir.path, 'main.go'), text);
    await writeFile(path.join(it.dir.path, 'broken_test.go'), 'package main\n\nfunc {');
    expect(await it.download({ args: goList })).toMatchObject({
      kind: 'complete',
      modules: [{ attempts: 1 }],
    });
  });

  test('repeats when the module of a package could not be fetched', async () => {
    await using it = await setUp({
      script: ({ kind, attempt }) =>
        kind === 'zip' && attempt === 1 ? { kind: 'status', status: 502 } : undefined,
    });
    expect(await it.download({ args: goList })).toMatchObject({ kind: 'complete', retries: 1 });
  });

  test('fails when go.sum does not list the module of a package', async () => {
    await using it = await setUp();
    const goSum = it.proxy.goSum().replace(/^example.com\/Deps\/d v1.2.3 .*\n/m, '');
    await writeFile(path.join(it.dir.path, 'go.sum'), goSum);
    expect(await it.download({ args: goList })).toMatchObject({
      kind: 'failed',
      retries: 0,
      failures: [{ code: 'missing-go-sum-entry', class: 'go-mod' }],
    });
  });
});

describe('with failures that can be over a moment later', () => {
  test('repeats until it has everything, and fetches only what is missing', async () => {
    await using it = await setUp({
      script: ({ kind, module, attempt }) =>
        kind === 'zip' && module?.includes('/c@') && attempt <= 2
          ? { kind: 'status', status: 503, body: 'over capacity' }
          : undefined,
    });
    const downloaded = await it.download();
    expect(downloaded).toMatchObject({ kind: 'complete', retries: 2 });
    expect(attemptsOf(downloaded)).toEqual({ a: 1, b: 1, c: 3, d: 1, e: 1 });
    expect(it.runner.messages('info')).toEqual([
      expect.stringMatching(
        /^`go mod download` failed: example\.com\/Deps\/c@v1\.2\.3: .*503.*; attempt 2 of 4 in/,
      ),
      expect.stringContaining('attempt 3 of 4'),
    ]);
  });

  test.each<{ name: string; fault: NonNullable<ReturnType<NonNullable<FakeGoproxyOptions['script']>>> }>([
    { name: 'a zip that ends too early', fault: { kind: 'truncate', after: 100 } },
    {
      name: 'a zip that is cut but of the length announced',
      fault: { kind: 'truncate', after: 100, honest: true },
    },
    { name: 'a connection that is reset within the body', fault: { kind: 'reset', after: 100 } },
    {
      name: 'a connection that is reset right after the head of the answer',
      fault: { kind: 'reset', after: 0 },
    },
    { name: 'an answer that is no zip', fault: { kind: 'body', body: 'welcome to our hotspot' } },
    { name: 'throttling', fault: { kind: 'status', status: 429, retryAfter: 1 } },
  ])('repeats after $name', async ({ fault }) => {
    await using it = await setUp({
      script: ({ kind, module, attempt }) =>
        kind === 'zip' && module?.includes('/b@') && attempt === 1 ? fault : undefined,
    });
    expect(await it.download()).toMatchObject({ kind: 'complete', retries: 1 });
  });

  test('gives up after so many attempts, and tells what is there', async () => {
    await using it = await setUp({
      script: ({ kind, module }) =>
        kind === 'zip' && module?.includes('/b@') ? { kind: 'status', status: 503 } : undefined,
    });
    const downloaded = await it.download({ attempts: 2 });
    expect(downloaded).toMatchObject({
      kind: 'failed',
      retries: 1,
      failures: [{ code: 'server-error', class: 'server', module: 'example.com/Deps/b@v1.2.3' }],
    });
    expect(downloaded.modules.map(({ path: name }) => name.slice(-1))).toEqual(['a', 'c', 'd', 'e']);
  });

  test.each([
    { name: 'before the answer', after: undefined },
    { name: 'within the body', after: 50 },
  ])('ends a go command that is stalled $name, and repeats', async ({ after }) => {
    await using it = await setUp({
      script: ({ kind, module, attempt }) =>
        kind === 'zip' && module?.includes('/d@') && attempt === 1
          ? { kind: 'stall', ...(after === undefined ? {} : { after }) }
          : undefined,
    });
    const start = performance.now();
    const downloaded = await it.download({ stallTimeout: 3000 });
    expect(downloaded).toMatchObject({ kind: 'complete', retries: 1 });
    expect(performance.now() - start).toBeLessThan(60_000);
    // A busy machine looks at its watch late.
    expect(it.runner.messages('info')[0]).toMatch(
      /no progress for \d+ s, waiting for example\.com\/Deps\/d@v1\.2\.3 from 127\.0\.0\.1:\d+/,
    );
    expect(await temporaries(it.gomodcache)).toEqual([]);
  });
});

describe('with failures that stay', () => {
  test('does not repeat what is not found', async () => {
    await using it = await setUp({
      script: ({ kind, module }) =>
        kind === 'zip' && module?.includes('/b@')
          ? { kind: 'status', status: 404, body: 'not found' }
          : undefined,
    });
    expect(await it.download()).toMatchObject({
      kind: 'failed',
      retries: 0,
      failures: [{ code: 'module-not-found', class: 'not-found', module: 'example.com/Deps/b@v1.2.3' }],
    });
  });

  test('does not repeat when only some of the failures can pass', async () => {
    await using it = await setUp({
      script: ({ kind, module }) => {
        if (kind !== 'zip') return undefined;
        return { kind: 'status', status: module?.includes('/b@') ? 403 : 503 };
      },
    });
    const downloaded = await it.download();
    expect(downloaded).toMatchObject({ kind: 'failed', retries: 0, modules: [] });
    expect(downloaded.kind === 'failed' && downloaded.failures.map(({ code }) => code).sort()).toEqual([
      'forbidden',
      ...Array(4).fill('server-error'),
    ]);
  });

  test('does not retry a checksum mismatch, and keeps nothing of it', async () => {
    await using it = await setUp({ modules: modules.slice(0, 1) });
    await using other = await fakeGoproxy({
      modules: [{ ...modules[0]!, files: { 'evil.go': 'package evil\n' } }],
    });
    const env = { ...envOf(it.proxy, it.gomodcache), GOPROXY: other.url };
    const downloaded = await it.download({ env });
    expect(downloaded).toMatchObject({
      kind: 'failed',
      retries: 0,
      modules: [],
      failures: [{ code: 'checksum-mismatch', class: 'checksum', module: 'example.com/Deps/a@v1.2.3' }],
    });
    expect(other.asked('zip')).toHaveLength(1);
    const left = await readdir(it.gomodcache, { recursive: true });
    expect(left.filter((name) => /\.zip$|@v1\.2\.3/.test(name))).toEqual([]);
  });

  test('shows no password of a URL, neither in the failure nor in the log', async () => {
    await using it = await setUp({
      script: () => ({ kind: 'status', status: 500, body: 'see https://me:hunter2@host/' }),
    });
    const downloaded = await it.download({ attempts: 1 });
    expect(downloaded).toMatchObject({ kind: 'failed', failures: [{ code: 'server-error' }] });
    expect(JSON.stringify([downloaded, it.runner.lines])).not.toContain('hunter2');
    expect(JSON.stringify(downloaded)).toContain('https://me:xxxxx@host/');
  });
});

describe('with a deadline', () => {
  test('ends in time and names what it was waiting for; no process is left', async () => {
    await using it = await setUp({ script: ({ kind }) => (kind === 'zip' ? { kind: 'stall' } : undefined) });
    const start = performance.now();
    const downloaded = await withDeadline({ ms: 6000, clock: systemClock }, (signal) =>
      it.download({ signal }),
    );
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(downloaded).toMatchObject({ kind: 'deadline', modules: [], retries: 0 });
    expect(downloaded.kind === 'deadline' && downloaded.waitingFor).toContain('example.com/Deps/a@v1.2.3');
    expect(downloaded.kind === 'deadline' && downloaded.failures[0]).toMatchObject({
      code: 'deadline',
      message: expect.stringMatching(/^not done within 6 s, waiting for example\.com\/Deps\//),
    });
    expect(await processesIn(it.dir.path)).toEqual([]);
  });
});

async function temporaries(gomodcache: string): Promise<string[]> {
  return (await readdir(gomodcache, { recursive: true })).filter((name) => name.endsWith('.tmp'));
}

/** The processes that work in a folder, where the system tells. */
async function processesIn(dir: string): Promise<string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return environment.includes(dir)
        ? [await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')]
        : [];
    }),
  );
  return commands.flat().filter((command) => command !== '');
}
