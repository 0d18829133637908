import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Fault, GoproxyRequest } from '../support/fake-goproxy.ts';
import { type FakeSumdb, fakeSumdb } from '../support/fake-sumdb.ts';
import { realGo, toolchainModule, toolchainTarball } from '../support/fake-toolchain.ts';
import { buildModule } from '../support/goproxy-module.ts';
import { listening } from '../support/listening.ts';
import { type Job, type JobOptions, type Workflow, workflow } from '../support/workflow.ts';

const go = realGo();
const toolchain = toolchainModule(go);
const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };

/** A project whose go.mod asks for the Go of this machine. */
const files = {
  'go.mod': `module example.com/main\n\ngo ${go.version}\n\nrequire ${alpha.path} ${alpha.version}\n`,
  'go.sum': goSumOf(alpha),
};

function goSumOf(module: typeof alpha): string {
  const { path: name, version, h1, goModH1 } = buildModule(module);
  return `${name} ${version} ${h1}\n${name} ${version}/go.mod ${goModH1}\n`;
}

const database = fakeSumdb({ modules: [buildModule(alpha), buildModule(toolchain)] });

/** A module proxy that relays a checksum database. */
function relaying(db: FakeSumdb, fault: (request: GoproxyRequest) => Fault | undefined = () => undefined) {
  return (request: GoproxyRequest): Fault | undefined => {
    const relayed = request.path.startsWith(`/sumdb/${db.name}/`);
    const body = relayed ? db.answer(request.path.slice(`/sumdb/${db.name}/`.length)) : undefined;
    return fault(request) ?? (body === undefined ? undefined : { kind: 'body', body });
  };
}

interface Machine {
  readonly env: Record<string, string>;
  readonly toolCache: string;
  readonly goDir: string;
  /** What later steps find first on PATH. */
  path(): Promise<string>;
}

/** A machine without Go, behind a fence: nobody but loopback answers. */
async function fencedMachine({ dir }: Workflow, db: FakeSumdb = database): Promise<Machine> {
  const toolCache = path.join(dir, 'tools');
  const githubPath = path.join(dir, 'github-path');
  await writeFile(githubPath, '');
  const refusing = 'http://127.0.0.1:9';
  return {
    toolCache,
    goDir: path.join(toolCache, 'go', go.version, process.arch),
    path: async () => (await readFile(githubPath, 'utf8')).trim(),
    env: {
      PATH: '/usr/bin:/bin',
      RUNNER_TOOL_CACHE: toolCache,
      GITHUB_PATH: githubPath,
      GOSUMDB: db.key,
      HTTP_PROXY: refusing,
      HTTPS_PROXY: refusing,
    },
  };
}

function run(flow: Workflow, machine: Machine, { env, ...options }: JobOptions = {}): Promise<Job> {
  return flow.job({
    files,
    ...options,
    inputs: { cache: 'off', ...options.inputs },
    env: { ...machine.env, ...env },
  });
}

describe('on a machine without Go, behind a fence that lets one module proxy through', () => {
  test('the Go that go.mod asks for is installed from it, verified, and found in the tool cache the next time', async () => {
    await using flow = await workflow({ modules: [alpha, toolchain], script: relaying(database) });
    const machine = await fencedMachine(flow);

    const first = await run(flow, machine);
    expect(first.report?.errors).toEqual([]);
    expect(first.code).toBe(0);
    expect(first.log).toContain(`Installing Go ${go.version} from 127.0.0.1`);
    expect(first.outputs).toMatchObject({ 'go-version': go.version, modules: '1' });
    expect(await machine.path()).toBe(path.join(machine.goDir, 'bin'));
    expect(first.exported).not.toHaveProperty('GOROOT');
    expect(first.log).toContain(`::add-matcher::${path.resolve('go-problem-matcher.json')}\n`);
    expect((await stat(path.join(machine.goDir, 'bin/go'))).mode & 0o777).toBe(0o755);
    expect((await stat(path.join(machine.goDir, 'VERSION'))).mode & 0o777).toBe(0o644);
    expect(await readFile(path.join(machine.goDir, 'src/go.mod'), 'utf8')).toBe('module std\n');
    expect(flow.proxy.asked('zip')).toContain(`/golang.org/toolchain/@v/${toolchain.version}.zip`);
    expect(flow.proxy.requests.some(({ path: name }) => name.includes('/tile/8/'))).toBe(true);

    flow.proxy.requests.length = 0;
    const second = await run(flow, machine);
    expect(second.code).toBe(0);
    expect(second.outputs['go-version']).toBe(go.version);
    expect(flow.proxy.requests.filter(({ path: name }) => name.includes('toolchain'))).toEqual([]);
  });

  test('modules that no go.sum lists are verified through it as well', async () => {
    await using flow = await workflow({ modules: [alpha, toolchain], script: relaying(database) });
    const machine = await fencedMachine(flow);
    const bare = { 'go.mod': `module example.com/main\n\ngo ${go.version}\n` };
    const inputs = { 'extra-modules': `${alpha.path}@${alpha.version}` };
    const job = await run(flow, machine, { files: bare, inputs });
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs).toMatchObject({ modules: '1', 'modules-downloaded': '1' });
    expect(flow.proxy.asked()).toContain(`/sumdb/${database.name}/lookup/${alpha.path}@${alpha.version}`);
  });

  test.each<[name: string, damage: (zip: Buffer) => Buffer]>([
    [
      'another content',
      () =>
        buildModule({ ...toolchain, files: { ...toolchain.files, 'bin/go': '#!/bin/sh\necho evil\n' } }).zip,
    ],
    ['no zip at all', () => Buffer.from('<html>')],
  ])('a toolchain with %s is refused, and nothing of it is left', async (_, damage) => {
    const { zip } = buildModule(toolchain);
    const script = relaying(database, ({ kind, module }) =>
      kind === 'zip' && module?.startsWith('golang.org/toolchain@')
        ? { kind: 'body', body: damage(zip) }
        : undefined,
    );
    await using flow = await workflow({ modules: [alpha, toolchain], script });
    const machine = await fencedMachine(flow);
    const job = await run(flow, machine);
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([{ class: 'checksum', code: 'go-checksum-mismatch' }]);
    expect(job.report?.errors[0]?.message).toContain(
      'does not match the checksum database sumdb.example.com/test',
    );
    expect(await readdir(machine.toolCache)).toEqual([]);
    expect(await machine.path()).toBe('');
  });

  test('a checksum database of another key is not believed', async () => {
    await using flow = await workflow({
      modules: [alpha, toolchain],
      script: relaying(fakeSumdb({ modules: [buildModule(toolchain)] })),
    });
    const machine = await fencedMachine(flow);
    const job = await run(flow, machine);
    expect(job.report?.errors).toMatchObject([{ class: 'checksum', code: 'checksum-database-wrong' }]);
    expect(await readdir(machine.toolCache)).toEqual([]);
  });

  test('without a checksum database it is not installed, and the error names the setting', async () => {
    await using flow = await workflow({ modules: [alpha, toolchain] });
    const machine = await fencedMachine(flow);
    const job = await run(flow, machine, { env: { GOSUMDB: 'off' } });
    expect(job.report?.errors).toMatchObject([{ class: 'configuration', code: 'go-unverifiable' }]);
    expect(job.report?.errors[0]?.hint).toContain('`gosumdb`');
    expect(flow.proxy.asked('zip')).toEqual([]);
  });

  test('a range is the newest that the proxy lists', async () => {
    const others = ['1.2.2', '99.1.1'].map((version) => toolchainModule(go, version));
    await using flow = await workflow({ modules: [alpha, toolchain, ...others], script: relaying(database) });
    const machine = await fencedMachine(flow);
    const job = await run(flow, machine, { inputs: { 'go-version': '>=1.3 <2' } });
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs['go-version']).toBe(go.version);
  });

  test('a version that does not exist is reported as such', async () => {
    await using flow = await workflow({ modules: [alpha, toolchain], script: relaying(database) });
    await using site = await downloadSite({});
    const machine = await fencedMachine(flow);
    const job = await run(flow, machine, {
      inputs: { 'go-version': '1.99.3', 'go-download-base-url': site.url },
    });
    expect(job.report?.errors).toMatchObject([{ class: 'go-version', code: 'go-version-unknown' }]);
  });
});

interface Site extends AsyncDisposable {
  readonly url: string;
}

/** A mirror of the Go download site on loopback: paths and what is there. */
async function downloadSite(served: Readonly<Record<string, string | Buffer>>): Promise<Site> {
  const server = createServer((request, response) => {
    const body = served[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  const at = await listening(server);
  return { ...at, url: `${at.url}/golang` };
}

describe('from a mirror of the Go download site', () => {
  const [os = '', arch = ''] = go.platform.split('-');
  const filename = `go${go.version}.${go.platform}.tar.gz`;
  const listing = (sha256: string) =>
    JSON.stringify([
      {
        version: 'go1.99rc1',
        stable: false,
        files: [{ filename: 'x.tar.gz', os, arch, sha256, kind: 'archive' }],
      },
      { version: `go${go.version}`, stable: true, files: [{ filename, os, arch, sha256, kind: 'archive' }] },
    ]);
  const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  test.each([
    ['stable, by its list', 'stable', true],
    ['one version, by the checksum beside it where there is no list', go.version, false],
  ])('%s is installed', async (_, version, listed) => {
    const tarball = await toolchainTarball(go);
    const sums = listed
      ? { '/golang/?mode=json&include=all': listing(sha256Of(tarball)) }
      : { [`/golang/${filename}.sha256`]: `${sha256Of(tarball)}\n` };
    await using site = await downloadSite({ ...sums, [`/golang/${filename}`]: tarball });
    await using flow = await workflow({ modules: [alpha] });
    const machine = await fencedMachine(flow);
    const job = await run(flow, machine, {
      inputs: { 'go-version': version, 'go-download-base-url': site.url },
    });
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs['go-version']).toBe(go.version);
    // Apart from Go's own builds, as actions/setup-go keeps it.
    expect(await machine.path()).toMatch(/[\\/]go-[0-9a-f]{8}[\\/]/);
  });

  test('a tampered archive is refused, and nothing of it is left', async () => {
    const tarball = await toolchainTarball(go);
    await using site = await downloadSite({
      '/golang/?mode=json&include=all': listing('0'.repeat(64)),
      [`/golang/${filename}`]: tarball,
    });
    await using flow = await workflow({ modules: [alpha] });
    const machine = await fencedMachine(flow);
    const job = await run(flow, machine, { env: { GO_DOWNLOAD_BASE_URL: site.url } });
    expect(job.code).toBe(1);
    expect(job.report?.errors).toMatchObject([{ class: 'checksum', code: 'go-checksum-mismatch' }]);
    expect(await readdir(machine.toolCache)).toEqual([]);
  });
});

describe('the Go on PATH', () => {
  test('is used where it is what is wanted, and nothing is asked', async () => {
    await using flow = await workflow({ modules: [alpha] });
    const machine = await fencedMachine(flow);
    const line = go.version.split('.').slice(0, 2).join('.');
    const inputs = { 'go-version': line, 'go-version-file': 'go.mod' };
    const job = await run(flow, machine, { inputs, env: { PATH: process.env['PATH'] ?? '' } });
    expect(job.report?.errors).toEqual([]);
    expect(job.log).toContain(`Using Go ${go.version} from PATH (\`go-version\` requires ${line})`);
    expect(job.log).toContain('`go-version` takes precedence');
    expect(await machine.path()).toBe('');
  });

  test('that switches to another one gets that through our proxy, verified, and it is not cached', async () => {
    const next = go.version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
    const newer = toolchainModule(go, next);
    const db = fakeSumdb({ modules: [buildModule(newer)] });
    await using flow = await workflow({
      modules: [alpha, newer],
      // The first answer breaks off: the go command alone would give up.
      script: relaying(db, ({ kind, module, attempt }) =>
        kind === 'zip' && module?.startsWith('golang.org/') && attempt === 1
          ? { kind: 'reset', after: 200 }
          : undefined,
      ),
    });
    const machine = await fencedMachine(flow, db);
    const job = await run(flow, machine, {
      files: {
        ...files,
        'go.mod': `module example.com/main\n\ngo 1.21\n\ntoolchain go${next}\n\nrequire ${alpha.path} ${alpha.version}\n`,
      },
      inputs: { cache: 'auto' },
      // The cache service is on loopback, which its client would ask a forward proxy for.
      env: { PATH: process.env['PATH'] ?? '', GOTOOLCHAIN: 'auto', NO_PROXY: '127.0.0.1' },
    });
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs).toMatchObject({ 'modules-downloaded': '1', 'cache-saved': 'true' });
    const asked = flow.proxy.requests.filter(({ path: name }) => name.endsWith(`${newer.version}.zip`));
    expect(asked).toHaveLength(2);
    expect((await readdir(path.join(job.gomodcache, 'golang.org'))).join()).toContain('toolchain@');
    expect(job.report?.modules.map(({ path: name }) => name)).toEqual([alpha.path]);
  });
});
