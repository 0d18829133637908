import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { classifyStderr } from '../../src/download/classify.ts';
import { runCommand } from '../support/command.ts';
import { defaultGoproxy } from '../support/corpus.ts';
import { type Fault, fakeGoproxy, type GoproxyRequest } from '../support/fake-goproxy.ts';
import { removeTree, type TempDir, tempDir } from '../support/temp-dir.ts';

const run = promisify(execFile);

/** What plain go fails with, and what we make of its words. */
interface Failure {
  readonly name: string;
  readonly codes: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly script?: (request: GoproxyRequest) => Fault | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The first Go that fails so, as the 27 of 1.27. */
  readonly since?: number;
}

const onKind = (kind: GoproxyRequest['kind'], fault: Fault) => (request: GoproxyRequest) =>
  request.kind === kind ? fault : undefined;
const body = (text: string): Fault => ({ kind: 'body', body: text });
const status = (code: number): Fault => ({ kind: 'status', status: code, body: 'no' });
const main = (lines: string) => ({ 'go.mod': `module example.com/main\n\n${lines}`, 'go.sum': '' });

/** Nothing of a module but where its repository is; asked through a forward proxy, as its host is nowhere. */
const vanity = (vcs: string) =>
  onKind(
    'other',
    body(`<meta name="go-import" content="vanity.example.test/lib ${vcs} http://vanity.example.test/repo">`),
  );

const failures: Failure[] = [
  {
    name: 'a repository of bzr, which Go no longer knows',
    codes: ['vcs-unsupported'],
    files: main('go 1.24\n\nrequire vanity.example.test/lib v1.0.0\n'),
    script: vanity('bzr'),
    env: { GOPROXY: 'direct', GOINSECURE: '*', GOVCS: '*:all', HTTPS_PROXY: 'http://127.0.0.1:9' },
    since: 27,
  },
  { name: 'an .info that is HTML', codes: ['invalid-answer'], script: onKind('info', body('<html>')) },
  {
    name: 'an .info that is cut off',
    codes: ['invalid-answer'],
    script: onKind('info', body('{"Version":')),
  },
  {
    name: 'an .info of another shape',
    codes: ['invalid-answer'],
    script: onKind('info', body('{"Version":7}')),
  },
  {
    name: 'an .info of another version',
    codes: ['invalid-answer'],
    script: onKind('info', body('{"Version":"v9.0.0"}')),
  },
  { name: 'a server error', codes: ['server-error'], script: onKind('zip', status(503)) },
  { name: 'a refusal', codes: ['unauthorized'], script: onKind('mod', status(401)) },
  { name: 'a zip that is none', codes: ['damaged-download'], script: onKind('zip', body('PK no zip')) },
  { name: 'a reset connection', codes: ['connection-broken'], script: onKind('mod', { kind: 'reset' }) },
  {
    name: 'a go.mod that is not what go.sum says',
    codes: ['checksum-mismatch'],
    script: onKind('mod', body('module example.com/alpha\n')),
  },
  {
    name: 'a server that is not there',
    codes: ['connection-refused'],
    env: { GOPROXY: 'http://127.0.0.1:9' },
  },
  { name: 'a syntax error in go.mod', codes: ['go-mod-invalid'], files: main('go 1.24\n\nrequire (\n') },
  {
    name: 'a directive that go.mod does not have',
    codes: ['go-mod-invalid'],
    files: main('go 1.24\n\nrequires a v1\n'),
  },
  { name: 'a go line that is too new', codes: ['go-version'], files: main('go 1.99\n') },
  {
    name: 'a removed GODEBUG',
    codes: ['godebug-removed'],
    files: main('go 1.24\n\ngodebug gotypesalias=0\n\nrequire example.com/alpha v1.0.0\n'),
    since: 27,
  },
  {
    name: 'a go.work that is too old',
    codes: ['workspace-go-line'],
    files: { 'go.work': 'go 1.21\n\nuse ./a\n', 'a/go.mod': 'module example.com/a\n\ngo 1.24\n' },
  },
  {
    name: 'a package without a module',
    codes: ['package-without-module'],
    files: {
      ...main('go 1.24\n'),
      'main.go': 'package main\n\nimport _ "example.com/none"\n\nfunc main() {}\n',
    },
    args: ['list', '-deps', './...'],
  },
  {
    name: 'a go.sum without lines',
    codes: ['missing-go-sum-entry'],
    files: {
      ...main('go 1.24\n\nrequire example.com/alpha v1.0.0\n'),
      'main.go': 'package main\n\nimport _ "example.com/alpha"\n\nfunc main() {}\n',
    },
    args: ['list', '-deps', './...'],
  },
  {
    name: 'a version that does not exist',
    codes: ['module-not-found'],
    files: main('go 1.24\n\nrequire example.com/alpha v1.9.0\n'),
  },
];

/** One Go that is older and one that is newer than that on PATH may be; they come from the module proxy. */
const fromProxy = ['1.25.4', '1.27.3'];

describe.each(['on PATH', ...fromProxy])('with Go %s', (version) => {
  let machine: TempDir;
  let goEnv: Record<string, string>;
  let minor: number;

  beforeAll(async () => {
    machine = await tempDir();
    const toolchain = fromProxy.includes(version) ? `go${version}` : 'local';
    const { stdout } = await run('go', ['env', 'GOROOT'], {
      cwd: machine.path,
      env: { ...process.env, GOTOOLCHAIN: toolchain, GOPROXY: defaultGoproxy() },
    });
    const bin = path.join(stdout.trim(), 'bin');
    goEnv = { PATH: `${bin}${path.delimiter}${process.env['PATH']}`, HOME: machine.path };
    const said = await run('go', ['env', 'GOVERSION'], {
      cwd: machine.path,
      env: { ...goEnv, GOTOOLCHAIN: 'local' },
    });
    minor = Number(/^go1\.(\d+)/.exec(said.stdout)?.[1]);
  }, 120_000);
  afterAll(() => removeTree(machine.path));

  test.each(failures)(
    '$name is told',
    async ({ codes, files, script, env, args = ['mod', 'download'], since = 0 }) => {
      if (minor < since) return;
      await using proxy = await fakeGoproxy({
        modules: [{ path: 'example.com/alpha', version: 'v1.0.0' }],
        ...(script === undefined ? {} : { script }),
      });
      await using project = await tempDir({ ...proxy.project(), ...files });
      const failed = await run('go', args, {
        cwd: project.path,
        env: {
          ...goEnv,
          ...proxy.env(),
          GOMODCACHE: path.join(project.path, 'mod'),
          GOFLAGS: '-modcacherw',
          HTTP_PROXY: proxy.url,
          ...env,
        },
      }).then(
        () => undefined,
        (error: { stderr: string }) => error.stderr,
      );
      expect({ stderr: failed, codes: classifyStderr(failed ?? '').map(({ code }) => code) }).toEqual({
        stderr: failed,
        codes,
      });
    },
  );

  test('a project is downloaded, saved and restored', async () => {
    await using proxy = await fakeGoproxy({ modules: [{ path: 'example.com/alpha', version: 'v1.0.0' }] });
    const project = path.join(machine.path, 'project');
    await mkdir(project);
    for (const [name, text] of Object.entries(proxy.project()))
      await writeFile(path.join(project, name), text);
    const env = { ...goEnv, ...proxy.env(), GOMODCACHE: path.join(machine.path, 'mod') };
    const again = () =>
      runCommand([project, '--cache-directory', path.join(machine.path, 'entries')], {
        cwd: machine.path,
        env,
      });
    expect(await again()).toMatchObject({ code: 0, stdout: expect.stringContaining('1 downloaded') });
    await removeTree(env.GOMODCACHE);
    expect(await again()).toMatchObject({ code: 0, stdout: expect.stringContaining('1 restored') });
    const listed = await run('go', ['list', '-deps', './...'], {
      cwd: project,
      env: { ...env, GOPROXY: 'off' },
    });
    expect(listed.stdout).toContain('example.com/alpha');
  });
});
