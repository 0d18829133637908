import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { goModHash } from '../../src/go/dirhash.ts';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { storedZip } from '../go/stored-zip.ts';
import { type FakeGoproxy, type Fault, fakeGoproxy, type GoproxyRequest } from '../support/fake-goproxy.ts';
import { type BuiltModule, buildModule } from '../support/goproxy-module.ts';
import { type Job, workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const beta = { path: 'example.com/beta', version: 'v1.2.0' };
const modules = [alpha, beta];

const forged = buildModule({
  ...alpha,
  goMod: 'module example.com/alpha\n\ngo 1.20\n',
  files: { 'alpha.go': 'package alpha // forged\n' },
});

type Script = (request: GoproxyRequest) => Fault | undefined;

/** Answers every request for one kind of file of alpha with a fault. */
function forAlpha(kind: GoproxyRequest['kind'], fault: Fault): Script {
  return (request) =>
    request.kind === kind && request.module === 'example.com/alpha@v1.0.0' ? fault : undefined;
}

const answer = (body: (response: ServerResponse, whole: Buffer) => void): Fault => ({
  kind: 'answer',
  answer: body,
});

const redirect = (location: string) => answer((response) => void response.writeHead(302, { location }).end());

const login = { kind: 'body', body: '<!doctype html><title>Sign in</title>' } as const;

/** Twenty megabytes a second for ever. */
const endless = answer((response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(Buffer.alloc(2 ** 20, '// more\n')), 50);
  response.on('close', () => clearInterval(timer));
});

const bomb = answer((response) => {
  const body = gzipSync(Buffer.alloc(2 ** 26));
  response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length }).end(body);
});

/** Breaks off, and carries on with what was not asked for. */
const lyingRanges = answer((response, body) => {
  const { range } = response.req.headers;
  const half = Math.floor(body.length / 2);
  if (range === undefined) {
    response.writeHead(200, { 'content-length': body.length, etag: '"same"' });
    response.write(body.subarray(0, half), () => response.socket?.resetAndDestroy());
    return;
  }
  const [, start = '0'] = /^bytes=(\d+)-$/.exec(range) ?? [];
  response.writeHead(206, {
    'content-range': `bytes ${start}-${body.length - 1}/${body.length}`,
    etag: '"same"',
  });
  response.end(Buffer.alloc(body.length - Number(start), 'x'));
});

interface Hostility {
  readonly name: string;
  readonly script: Script;
  /** Whether our run gets everything all the same. */
  readonly healed?: boolean;
}

const hostilities: readonly Hostility[] = [
  { name: 'a zip of other content', script: forAlpha('zip', { kind: 'body', body: forged.zip }) },
  { name: 'another go.mod', script: forAlpha('mod', { kind: 'body', body: forged.mod }) },
  {
    name: 'the .info of another version',
    script: forAlpha('info', { kind: 'body', body: '{"Version":"v1.9.9","Time":"2024-01-02T03:04:05Z"}' }),
  },
  {
    name: 'a zip that wants out of its folder',
    script: forAlpha('zip', {
      kind: 'body',
      body: storedZip({ 'example.com/alpha@v1.0.0/../../../../escaped.txt': 'gone\n' }),
    }),
  },
  {
    name: 'the zip of another module',
    script: forAlpha('zip', { kind: 'body', body: buildModule(beta).zip }),
  },
  {
    name: 'a zip cut short, of the length it says',
    script: forAlpha('zip', { kind: 'truncate', after: 100, honest: true }),
  },
  { name: 'a page to sign in at instead of everything', script: () => login },
  { name: 'a go.mod without end', script: forAlpha('mod', endless) },
  { name: 'a zip that is a gzip bomb besides', script: forAlpha('zip', bomb) },
  { name: 'a redirect to a file', script: forAlpha('zip', redirect('file:///etc/hostname')) },
  { name: 'ranges that are none', script: forAlpha('zip', lyingRanges), healed: false },
  {
    name: 'a forged zip, and the right one the next time',
    script: (request) =>
      request.attempt === 1 ? forAlpha('zip', { kind: 'body', body: forged.zip })(request) : undefined,
    healed: true,
  },
];

describe('nothing wrong gets into the module cache, of the go command or of this action, from', () => {
  test.each(hostilities)('$name', async ({ script, healed = false }) => {
    await using flow = await workflow({ modules, script });
    const job = await flow.job({ inputs: { cache: 'off', timeout: '90s', attempts: '3' } });
    expect(job.code).toBe(healed ? 0 : 1);
    expect(job.report?.errors).toHaveLength(healed ? 0 : 1);
    await expectNothingWrong(job, flow.proxy);

    // The same project and proxy for plain go, which has neither heard of the proxy yet.
    flow.proxy.requests.length = 0;
    const plain = await plainGo(job, flow.proxy);
    expect(plain.code).not.toBe(0);
    await expectNothingWrong(plain, flow.proxy);
  });

  test('a redirect to another server on loopback, which forges', async () => {
    await using other = await fakeGoproxy({
      modules,
      script: forAlpha('zip', { kind: 'body', body: forged.zip }),
    });
    await using flow = await workflow({
      modules,
      script: forAlpha('zip', redirect(`${other.url}/example.com/alpha/@v/v1.0.0.zip`)),
    });
    const job = await flow.job({ inputs: { cache: 'off' } });
    expect(job.report?.errors).toMatchObject([{ code: 'checksum-mismatch' }]);
    await expectNothingWrong(job, flow.proxy);
    const plain = await plainGo(job, flow.proxy);
    expect(plain.code).toBe(1);
    await expectNothingWrong(plain, flow.proxy);
  });

  test('a checksum database that is signed with another key', async () => {
    const genuine = verifierKey('sum.example.com');
    const tampered = [
      `1\nexample.com/alpha v1.0.0 ${forged.h1}\nexample.com/alpha v1.0.0/go.mod ${forged.goModH1}\n`,
      `go.sum database tree\n2\n${'A'.repeat(43)}=\n`,
      `— sum.example.com ${Buffer.alloc(68, 7).toString('base64')}\n`,
    ].join('\n');
    await using flow = await workflow({
      modules,
      script: (request) => {
        if (request.path.endsWith('/supported')) return { kind: 'body', body: '' };
        if (request.path.startsWith('/sumdb/')) return { kind: 'body', body: tampered };
        return forAlpha('zip', { kind: 'body', body: forged.zip })(request);
      },
      files: (proxy) => {
        const files = proxy.project();
        const lines = files['go.sum'].split('\n').filter((line) => !line.startsWith('example.com/alpha '));
        return { ...files, 'go.sum': lines.join('\n') };
      },
    });
    const env = { GOSUMDB: genuine };
    const job = await flow.job({ inputs: { cache: 'off', timeout: '20s' }, env });
    expect(job.code).toBe(1);
    expect(flow.proxy.asked('other')).toContain('/sumdb/sum.example.com/lookup/example.com/alpha@v1.0.0');
    await expectNothingWrong(job, flow.proxy);
    const plain = await plainGo(job, flow.proxy, env);
    expect(plain.code).toBe(1);
    await expectNothingWrong(plain, flow.proxy);
  });
});

interface Outcome {
  readonly code: number | null;
  readonly gomodcache: string;
  readonly machine: string;
}

/** In the checkout of a job, with a module cache of its own; killed after a while, for the go command waits for ever. */
async function plainGo(
  { machine, workspace }: Job,
  proxy: FakeGoproxy,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const gomodcache = path.join(machine, 'plain', 'mod');
  const cwd = path.join(machine, 'plain', 'project');
  await cp(workspace, cwd, { recursive: true });
  const code = await new Promise<number | null>((resolve) => {
    execFile(
      'go',
      ['mod', 'download'],
      {
        cwd,
        env: {
          PATH: process.env['PATH'],
          HOME: machine,
          GOMODCACHE: gomodcache,
          ...proxy.env(),
          ...env,
          GOFLAGS: '-modcacherw',
        },
        timeout: 4000,
        killSignal: 'SIGKILL',
      },
      (error) => resolve(error === null ? 0 : typeof error.code === 'number' ? error.code : null),
    );
  });
  await dropUnfinished(gomodcache, proxy);
  return { code, gomodcache, machine };
}

/**
 * The go command exits at a forged zip while its other threads write. Of a hash they first make the file, then make it as long
 * as the hash, all zeros, then write (hashZip in modfetch/fetch.go); what is not whole it takes for no hash (isValidSum there),
 * and a tree beside a .partial for no tree.
 */
async function dropUnfinished(gomodcache: string, proxy: FakeGoproxy): Promise<void> {
  for (const module of proxy.modules) {
    const { ziphash, partial, tree } = modcachePaths(gomodcache, module);
    if (existsSync(partial)) await rm(tree, { recursive: true, force: true });
    if (!existsSync(ziphash)) continue;
    const bytes = await readFile(ziphash);
    if (bytes.length < module.h1.length || bytes.includes(0)) await rm(ziphash);
  }
}

/** Whatever is there of the modules is what go.sum says, and what a zip wanted to write elsewhere is nowhere. */
async function expectNothingWrong({ gomodcache, machine }: Outcome, proxy: FakeGoproxy): Promise<void> {
  for (const module of proxy.modules) {
    const there = modcachePaths(gomodcache, module);
    await expectRight(there.ziphash, (text) => text, module.h1);
    await expectRight(there.zip, (_, bytes) => digest(bytes), digest(module.zip));
    await expectRight(there.mod, (_, bytes) => goModHash(bytes), module.goModH1);
    await expectRight(there.info, (text) => JSON.parse(text).Version, module.version);
    await expectExtracted(there.tree, module);
  }
  const names = await readdir(machine, { recursive: true });
  expect(names.filter((name) => name.includes('escaped'))).toEqual([]);
}

async function expectRight(
  file: string,
  essence: (text: string, bytes: Buffer) => unknown,
  right: unknown,
): Promise<void> {
  if (!existsSync(file)) return;
  const bytes = await readFile(file);
  expect({ file, is: essence(bytes.toString(), bytes) }).toEqual({ file, is: right });
}

async function expectExtracted(tree: string, { mod }: BuiltModule): Promise<void> {
  await expectRight(path.join(tree, 'go.mod'), (text) => text, mod.toString());
  await expectRight(path.join(tree, 'alpha.go'), (text) => text, 'package alpha\n');
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A key as GOSUMDB takes it, of which nobody has the other half (golang.org/x/mod/sumdb/note, NewVerifier). */
function verifierKey(name: string): string {
  const { publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const key = Buffer.concat([Buffer.of(1), raw]);
  const hash = createHash('sha256').update(`${name}\n`).update(key).digest('hex').slice(0, 8);
  return `${name}+${hash}+${key.toString('base64')}`;
}
