import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import path from 'node:path';
import { busyListener } from '../../__tests__/support/busy-listener.ts';
import { gitRepository } from '../../__tests__/support/git-repository.ts';
import { type BuiltModule, buildModule, goSumOf } from '../../__tests__/support/goproxy-module.ts';
import { makeCertificate } from '../certificates.ts';
import { faultyProxy, filesOf, listening } from './faulty-proxy.ts';

/** Stage is what the recordings were made with: projects in folders, and servers. */
export interface Stage {
  readonly dir: string;
  /** The port on this machine for each port that the recordings name. */
  readonly ports: ReadonlyMap<string, number>;
  /** The file that stands for `SSL_CERT_FILE=/tmp/case`. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** raiseStage makes the projects below `dir`, and starts the servers. It mounts a small disk, which takes root. */
export async function raiseStage(dir: string): Promise<Stage> {
  const modules = modulesServed();
  makeProjects(dir, modules);
  makeFolders(dir);
  makeFileProxy(dir, modules);
  await gitRepository(path.join(dir, 'gitrepos', 'priv.git'), {
    path: 'git.example.test/priv.git',
    version: 'v1.0.0',
    files: { 'priv.go': 'package priv\n' },
  });
  const [own, other] = ['own', 'other'].map((name) => path.join(dir, name));
  for (const folder of [own, other]) mkdirSync(folder as string);
  const certificate = await makeCertificate(own as string, { hosts: '127.0.0.1' });
  const foreign = await makeCertificate(other as string, { hosts: 'other.example.test' });
  writeFileSync(path.join(dir, 'certs.pem'), certificate.cert + foreign.cert);
  const plain = await faultyProxy(modules);
  const busy = await busyListener(600_000);
  const asksForLogin = createServer((_, response) => {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
  });
  return {
    dir,
    certificate: path.join(dir, 'certs.pem'),
    ports: new Map([
      ['18080', plain],
      ['18090', plain],
      ['18095', await listening(createTcpServer(() => undefined))],
      ['18096', busy.port],
      ['18097', await listening(asksForLogin)],
      ['18453', await faultyProxy(modules, certificate)],
      ['18459', await faultyProxy(modules, foreign)],
    ]),
    async close() {
      await busy[Symbol.asyncDispose]();
      execFileSync('umount', [path.join(dir, 'tiny')]);
    },
  };
}

const v1 = (name: string) => buildModule({ path: `example.com/${name}`, version: 'v1.0.0' });

/** The one of golang.org is as large as half of the small disk, so that there is room for its zip and not for its files. */
function modulesServed(): BuiltModule[] {
  const large = {
    path: 'golang.org/x/text',
    version: 'v0.40.0',
    files: { 'date/tables.go': `package date\n//${'x'.repeat(600_000)}\n` },
  };
  const wrong = { path: 'example.com/wrong', version: 'v1.0.0', goMod: 'module example.com/m0\n\ngo 1.21\n' };
  return [...['m0', 'm1', 'm2'].map(v1), buildModule(wrong), buildModule(large)];
}

function makeProjects(dir: string, modules: readonly BuiltModule[]): void {
  const of = (...names: string[]) => modules.filter(({ path: module }) => names.includes(module));
  const sums = (...names: string[]) => goSumOf(of(...names));
  const m0 = 'example.com/m0';
  const text = 'golang.org/x/text';
  const main = (name: string) => `package main\n\nimport _ "${name}"\n\nfunc main() {}\n`;
  const goMod = (...lines: string[]) =>
    `module example.com/mini\n\ngo 1.21\n\n${lines.map((line) => `require ${line}\n`).join('')}`;
  const project = (name: string, mod: string | undefined, sum: string, source = '') => {
    const folder = path.join(dir, name);
    mkdirSync(folder);
    if (mod !== undefined) writeFileSync(path.join(folder, 'go.mod'), mod);
    if (sum !== '') writeFileSync(path.join(folder, 'go.sum'), sum);
    if (source !== '') writeFileSync(path.join(folder, 'main.go'), source);
  };
  const one = goMod(`${m0} v1.0.0`);
  const onlyMod = sums(m0)
    .split('\n')
    .filter((line) => line.includes('/go.mod'))
    .join('\n');
  project('mini', one, sums(m0), main(m0));
  project(
    'mini3',
    goMod(...['m0', 'm1', 'm2'].map((name) => `example.com/${name} v1.0.0`)),
    sums(m0, 'example.com/m1', 'example.com/m2'),
  );
  project('textmod', goMod(`${text} v0.40.0`), sums(text));
  project('nosum', one, '', main(m0));
  project('modonly', one, `${onlyMod}\n`, main(m0));
  project('malformed', one, 'example.com/m0 v1.0.0\n');
  project('badsummod', one, sums(m0).replace(/(\/go\.mod h1:)\S{8}/, '$1AAAAAAAA'));
  project('badmod', 'module example.com/mini\n\ngo 1.21\n\nrequire (\n', '');
  project('malmod', goMod(`${m0} vNOPE`), '');
  project('missver', goMod(`${m0} v1.9.9`), '');
  project('mismatch', goMod('example.com/wrong v1.0.0'), '');
  project('empty', goMod(), '');
  project('nomod', undefined, '');
}

/** Folders that another user may not write to, a disk that is soon full, and a PATH without git. */
function makeFolders(dir: string): void {
  for (const name of ['tiny', 'ro', 'ro2/cache/download', 'nogit', 'home', 'gitrepos']) {
    mkdirSync(path.join(dir, name), { recursive: true });
  }
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path.join(dir, 'tiny')]);
  for (const name of ['.', 'ro', 'ro2', 'ro2/cache', 'ro2/cache/download'])
    chmodSync(path.join(dir, name), 0o755);
}

/** GOPROXY=file:///tmp/case finds the modules, too. */
function makeFileProxy(dir: string, modules: readonly BuiltModule[]): void {
  for (const [name, bytes] of filesOf(modules)) {
    mkdirSync(path.join(dir, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(dir, name), bytes);
  }
}

/** copyGo puts a Go where every user can read it, and returns its GOROOT. */
export function copyGo(version: string, dir: string, env: NodeJS.ProcessEnv): string {
  const root = execFileSync('go', ['env', 'GOROOT'], {
    cwd: dir,
    env: { ...env, GOTOOLCHAIN: version, GOFLAGS: '' },
    encoding: 'utf8',
  }).trim();
  const copy = path.join(dir, version);
  cpSync(root, copy, { recursive: true });
  return copy;
}
