import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { errorAnnotations } from '../support/annotations.ts';
import type { FakeGoproxy, FakeGoproxyOptions, Fault } from '../support/fake-goproxy.ts';
import { buildModule } from '../support/goproxy-module.ts';
import { tlsFront } from '../support/tls-front.ts';
import { type Job, workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const beta = { path: 'example.com/beta', version: 'v1.2.0' };
/** In the go.mod of the project alpha is required in line 6 and beta in line 7; each has two lines in go.sum. */
const modules = [alpha, beta];

function onBetasZip(fault: Fault): Pick<FakeGoproxyOptions, 'script'> {
  return {
    script: ({ kind, module }) =>
      kind === 'zip' && module === 'example.com/beta@v1.2.0' ? fault : undefined,
  };
}

function instead(from: string, to: string) {
  return (proxy: FakeGoproxy) => {
    const project = proxy.project();
    return { ...project, 'go.mod': project['go.mod'].replace(from, to) };
  };
}

interface Failing extends Partial<FakeGoproxyOptions> {
  readonly name: string;
  readonly files?: (proxy: FakeGoproxy) => Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly class: string;
  readonly code: string;
  readonly fault: string;
  readonly title: string;
  readonly file?: string;
  readonly line?: number;
  readonly says: RegExp;
  readonly hint: RegExp;
}

const failing: readonly Failing[] = [
  {
    name: 'network: the connection is reset in the middle of a zip',
    ...onBetasZip({ kind: 'reset', after: 20 }),
    class: 'network',
    code: 'connection-broken',
    fault: 'infrastructure',
    title: 'Network error',
    file: 'go.mod',
    line: 7,
    says: /^example\.com\/beta@v1\.2\.0: .*\(from 127\.0\.0\.1:\d+\)$/,
    hint: /^The connection broke/,
  },
  {
    name: 'server: the proxy has trouble',
    ...onBetasZip({ kind: 'status', status: 500, body: 'out of luck' }),
    class: 'server',
    code: 'server-error',
    fault: 'infrastructure',
    title: 'Server error',
    file: 'go.mod',
    line: 7,
    says: /beta@v1\.2\.0: 500 Internal Server Error \(out of luck\)/,
    hint: /^The server is failing/,
  },
  {
    name: 'throttled: the proxy wants fewer requests',
    ...onBetasZip({ kind: 'status', status: 429 }),
    class: 'throttled',
    code: 'throttled',
    fault: 'infrastructure',
    title: 'Rate limited',
    file: 'go.mod',
    line: 7,
    says: /beta@v1\.2\.0: 429 Too Many Requests/,
    hint: /^The server is rate-limiting/,
  },
  {
    name: 'not-found: a mistyped path',
    files: instead('example.com/beta v1.2.0', 'githb.com/acme/beta v1.2.0'),
    class: 'not-found',
    code: 'module-not-found',
    fault: 'go.mod',
    title: 'Module not found',
    file: 'go.mod',
    line: 7,
    says: /^githb\.com\/acme\/beta@v1\.2\.0: 404 Not Found/,
    hint: /Did you mean `github\.com\/acme\/beta`\?.* `goprivate: githb\.com\/acme\/\*`/,
  },
  {
    name: 'version: one that does not exist, with those that do',
    modules: [...modules, { ...beta, version: 'v1.1.0' }, { ...beta, version: 'v1.3.0-rc.1' }],
    files: (proxy) => ({
      'go.mod':
        'module example.com/main\n\ngo 1.21\n\nrequire (\n\texample.com/alpha v1.0.0\n\texample.com/beta v1.2.7\n)\n',
      'go.sum': proxy.goSum(),
    }),
    class: 'version',
    code: 'version-not-found',
    fault: 'go.mod',
    title: 'Version not found',
    file: 'go.mod',
    line: 7,
    says: /^example\.com\/beta@v1\.2\.7: 404 Not Found/,
    hint: /^Version v1\.2\.7 of example\.com\/beta does not exist.* Nearest versions: v1\.1\.0, v1\.2\.0, v1\.3\.0-rc\.1\./,
  },
  {
    name: 'auth: the proxy wants to know who asks',
    ...onBetasZip({ kind: 'status', status: 401 }),
    class: 'auth',
    code: 'unauthorized',
    fault: 'settings',
    title: 'Access denied: see netrc',
    file: 'go.mod',
    line: 7,
    says: /beta@v1\.2\.0: 401 Unauthorized/,
    hint: /`netrc`|`token`/,
  },
  {
    name: 'checksum: what comes is not what go.sum says',
    ...onBetasZip({
      kind: 'body',
      body: buildModule({ ...beta, files: { 'beta.go': 'package beta // evil\n' } }).zip,
    }),
    inputs: { attempts: '6' },
    class: 'checksum',
    code: 'checksum-mismatch',
    fault: 'infrastructure',
    title: 'Checksum mismatch',
    file: 'go.sum',
    line: 3,
    says: /^example\.com\/beta@v1\.2\.0: SECURITY ERROR: checksum mismatch/,
    hint: /^The download does not match the recorded checksum/,
  },
  {
    name: 'go-mod: a module under a path that it does not declare',
    modules: [alpha, { ...beta, goMod: 'module example.com/Beta\n\ngo 1.21\n' }],
    class: 'go-mod',
    code: 'module-path-mismatch',
    fault: 'go.mod',
    title: 'Invalid go.mod or go.sum',
    file: 'go.mod',
    line: 7,
    says: /beta@v1\.2\.0: parsing go\.mod: module declares its path as: example\.com\/Beta/,
    hint: /differs only in capitalization: write `example\.com\/Beta`/,
  },
  {
    name: 'go-version: a go line that is newer than this Go',
    files: instead('go 1.21', 'go 1.999'),
    class: 'go-version',
    code: 'go-version',
    fault: 'settings',
    title: 'Unsupported Go version: see go-version',
    file: 'go.mod',
    line: 3,
    says: /requires go >= 1\.999/,
    hint: /^Go 1\.999 is required, but Go 1\.\d+.*`gotoolchain: auto`/,
  },
  {
    name: 'go-version: a module that is newer than this Go',
    modules: [alpha, { ...beta, goMod: 'module example.com/beta\n\ngo 1.999\n' }],
    class: 'go-version',
    code: 'go-version',
    fault: 'settings',
    title: 'Unsupported Go version: see go-version',
    file: 'go.mod',
    line: 7,
    says: /beta@v1\.2\.0.* requires go >= 1\.999/,
    hint: /^Go 1\.999 is required/,
  },
  {
    name: 'configuration: a proxy list that ends in off',
    modules: [beta],
    env: { GOPROXY: 'off' },
    class: 'configuration',
    code: 'goproxy-off',
    fault: 'settings',
    title: 'Invalid configuration: see goproxy',
    file: 'go.mod',
    line: 6,
    says: /disabled by GOPROXY=off/,
    hint: /^No entry of GOPROXY before `off` has the module/,
  },
];

function expectAnnotation(job: Job, wanted: Failing): void {
  expect(job.code).toBe(1);
  const [annotation, ...others] = errorAnnotations(job.log);
  expect(others).toEqual([]);
  expect(annotation).toEqual({
    title: wanted.title,
    ...(wanted.file === undefined ? {} : { file: wanted.file, line: wanted.line }),
    message: [
      expect.stringMatching(wanted.says),
      expect.stringMatching(/^Cause: .*\.$/),
      expect.stringMatching(wanted.hint),
    ],
  });
  const { class: errorClass, code, fault } = wanted;
  expect(job.report?.errors).toMatchObject([{ class: errorClass, code, fault }]);
  expect(job.summary).toContain(annotation?.message.at(-1)?.slice(0, 20));
}

describe('a failing run ends in one annotation, at the line it is about', () => {
  test.each(failing)('$name', async (wanted) => {
    const { files, script, inputs = {}, env = {} } = wanted;
    await using flow = await workflow({
      modules: wanted.modules ?? modules,
      ...(script === undefined ? {} : { script }),
      ...(files === undefined ? {} : { files }),
    });
    const job = await flow.job({ inputs: { cache: 'off', attempts: '1', ...inputs }, env });
    expectAnnotation(job, wanted);
  });

  test('tls: a proxy whose certificate is not trusted here', async () => {
    await using flow = await workflow({ modules: [beta] });
    await using front = await tlsFront(flow.proxy.url);
    const inputs = { cache: 'off', attempts: '1' };
    const job = await flow.job({ inputs, env: { GOPROXY: `https://${front.host}` } });
    expectAnnotation(job, {
      name: 'tls',
      class: 'tls',
      code: 'certificate',
      fault: 'infrastructure',
      title: 'TLS error: see ca-file',
      file: 'go.mod',
      line: 6,
      says: /^example\.com\/beta@v1\.2\.0: .*certificate/,
      hint: /`ca-file`/,
    });
  });

  test('cache: a miss that must not be, at the line of the workflow that says so', async () => {
    await using flow = await workflow({
      modules: [beta],
      files: (proxy) => ({
        ...proxy.project(),
        '.github/workflows/ci.yml':
          'jobs:\n  test:\n    steps:\n      - uses: org/go-mod-download@v1\n        with:\n          fail-on-cache-miss: true\n',
      }),
    });
    const env = {
      GITHUB_REPOSITORY: 'org/project',
      GITHUB_WORKFLOW_REF: 'org/project/.github/workflows/ci.yml@refs/heads/main',
    };
    const job = await flow.job({ inputs: { 'fail-on-cache-miss': 'true' }, env });
    expectAnnotation(job, {
      name: 'cache',
      class: 'cache',
      code: 'cache-miss',
      fault: 'settings',
      title: 'Cache error: see fail-on-cache-miss',
      file: '.github/workflows/ci.yml',
      line: 6,
      says: /^no cache entry for go-mod-v1-/,
      hint: /^Run the job that fills the cache first/,
    });
  });

  const asNobody = process.getuid?.() === 0 ? test : test.skip;
  asNobody('disk: a folder of the module cache that belongs to another user', async () => {
    await using flow = await workflow({ modules });
    const gomodcache = path.join(flow.dir, 'mod');
    await mkdir(path.join(gomodcache, 'cache/download/example.com/beta'), { recursive: true, mode: 0o777 });
    const job = await flow.job({
      uid: 65534,
      gomodcache: await lockedFor(gomodcache, 'cache/download/example.com/beta'),
      inputs: { cache: 'off', attempts: '1' },
    });
    expectAnnotation(job, {
      name: 'disk',
      class: 'disk',
      code: 'disk-permission',
      fault: 'settings',
      title: 'Disk error',
      file: 'go.mod',
      line: 7,
      says: /beta.*permission denied/,
      hint: /GOMODCACHE/,
    });
  });
});

/** Everybody may write into the module cache but into this folder, which is left to its owner. */
async function lockedFor(gomodcache: string, folder: string): Promise<string> {
  for (const open of ['', 'cache', 'cache/download', 'cache/download/example.com'])
    await chmod(path.join(gomodcache, open), 0o777);
  await chmod(path.join(gomodcache, folder), 0o755);
  return gomodcache;
}

/** Only root can make a small disk, and not in every container. */
function canMakeDisks(): boolean {
  const dir = mkdtempSync(path.join(tmpdir(), 'go-mod-download disk '));
  const made = process.platform === 'linux' && mount(dir);
  if (made) spawnSync('umount', [dir]);
  rmSync(dir, { recursive: true });
  return made;
}

function mount(dir: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir]).status === 0;
}

const onSmallDisk = canMakeDisks() ? test : test.skip;
onSmallDisk('disk: it is full, and the hint says how much is left', async () => {
  const files = { 'beta.go': `package beta\n// ${'x'.repeat(3_000_000)}\n` };
  await using flow = await workflow({ modules: [alpha, { ...beta, files }] });
  const gomodcache = path.join(flow.dir, 'mod');
  await mkdir(gomodcache);
  expect(mount(gomodcache)).toBe(true);
  try {
    const job = await flow.job({ gomodcache, inputs: { cache: 'off', attempts: '1' } });
    expectAnnotation(job, {
      name: 'disk',
      class: 'disk',
      code: 'disk-full',
      fault: 'infrastructure',
      title: 'Disk error',
      file: 'go.mod',
      line: 7,
      says: /beta@v1\.2\.0.*no space left on device/,
      hint: /^The disk of \S.* has .* of 1\.0 MB free\./,
    });
  } finally {
    spawnSync('umount', [gomodcache]);
  }
});

test('of many failures ten become annotations, and the rest is counted', async () => {
  const many = Array.from({ length: 13 }, (_, index) => ({
    path: `example.com/m${index}`,
    version: 'v1.0.0',
  }));
  await using flow = await workflow({
    modules: many,
    script: ({ kind }) => (kind === 'zip' ? { kind: 'status', status: 403 } : undefined),
  });
  const job = await flow.job({ inputs: { cache: 'off', attempts: '1' } });
  const annotations = errorAnnotations(job.log);
  expect(annotations).toHaveLength(10);
  for (const { file, line, message } of annotations) {
    const module = Number(/m(?<number>\d+)@/.exec(message[0] ?? '')?.groups?.['number']);
    expect({ file, line }).toEqual({ file: 'go.mod', line: 6 + module });
  }
  expect(job.log).toContain('\n3 more failures; see the report\n');
  expect(job.report?.errors).toHaveLength(13);
});

test('a module of `extra-modules` is in no file, so the title names the input', async () => {
  await using flow = await workflow({ modules });
  const inputs = { cache: 'off', attempts: '1', 'extra-modules': 'example.com/alpha@v9.9.9' };
  const job = await flow.job({ inputs });
  expect(errorAnnotations(job.log)).toEqual([
    {
      title: expect.stringMatching(/: see extra-modules$/),
      message: [expect.stringMatching(/alpha@v9\.9\.9/), expect.anything(), expect.anything()],
    },
  ]);
});

test('in a repository with several modules the right go.mod is named, by its path from the top', async () => {
  await using flow = await workflow({
    modules,
    ...onBetasZip({ kind: 'status', status: 404 }),
    files: (proxy) => ({
      'services/one/go.mod': 'module example.com/one\n\ngo 1.21\n\nrequire example.com/alpha v1.0.0\n',
      'services/one/go.sum': proxy.goSum(),
      'services/two/go.mod': 'module example.com/two\n\ngo 1.21\n\n// why\nrequire example.com/beta v1.2.0\n',
      'services/two/go.sum': proxy.goSum(),
    }),
  });
  const job = await flow.job({ inputs: { cache: 'off', attempts: '1' } });
  expect(errorAnnotations(job.log)).toMatchObject([{ file: 'services/two/go.mod', line: 6 }]);
});
