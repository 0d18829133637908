import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { ZipHasher } from '../../src/modcache/zip-hasher.ts';
import { type FakeGoproxy, type Fault, fakeGoproxy, type GoproxyRequest } from '../support/fake-goproxy.ts';
import { buildModule, type FakeModule } from '../support/goproxy-module.ts';
import { listening } from '../support/listening.ts';
import { tempDir } from '../support/temp-dir.ts';
import { goThroughProxy } from './go-through-proxy.ts';

const modules: FakeModule[] = [
  { path: 'example.com/one', version: 'v1.0.0' },
  { path: 'example.com/Two', version: 'v1.2.3' },
  {
    path: 'example.com/three/v3',
    version: 'v3.0.0',
    files: { 'three.go': `package three\n\n// ${'3'.repeat(50_000)}\n` },
  },
];

const count = modules.length;

/** HeldHasher begins with no zip before the signal aborts, and calls `onFull` when all of them wait. */
class HeldHasher extends ZipHasher {
  readonly #signal: AbortSignal;
  readonly #onFull: () => void;
  #waiting = 0;

  constructor(signal: AbortSignal, onFull: () => void) {
    super();
    this.#signal = signal;
    this.#onFull = onFull;
  }

  override async hash(file: string, h1?: string) {
    if (++this.#waiting === count) this.#onFull();
    await once(this.#signal, 'abort');
    return super.hash(file, h1);
  }
}

const faulty = (script: (request: GoproxyRequest) => Fault | undefined): Promise<FakeGoproxy> =>
  fakeGoproxy({ modules, script });

/** A registry with two repositories under one host: one answers everything with `status`, the other has the modules. */
async function registryOf({ url }: FakeGoproxy, status: number) {
  const server = createServer((request, response) => {
    const [, repository, ...rest] = (request.url ?? '').split('/');
    if (repository !== 'good') return void response.writeHead(status).end();
    void fetch(`${url}/${rest.join('/')}`).then(async (answer) =>
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer())),
    );
  });
  return listening(server);
}

describe('the go command through the module proxy', () => {
  test('gets everything, and each file is asked for once', async () => {
    await using upstream = await fakeGoproxy({ modules });
    await using through = await goThroughProxy(upstream);
    expect(await through.go('mod', 'download')).toMatchObject({ code: 0, stderr: '' });
    expect(upstream.requests).toHaveLength(3 * count);
    expect(through.proxy.stats()).toMatchObject({
      retries: 0,
      hosts: [{ attempts: 3 * count, failovers: 0 }],
    });
    expect(await through.go('mod', 'verify')).toMatchObject({ code: 0 });
  });

  test('gets what was not prefetched, versions and queries too', async () => {
    await using upstream = await fakeGoproxy({ modules });
    await using through = await goThroughProxy(upstream, { modules: [] });
    expect(await through.go('list', '-m', '-versions', 'example.com/one')).toMatchObject({ code: 0 });
    expect(await through.go('get', 'example.com/Two@latest')).toMatchObject({ code: 0 });
    expect(upstream.asked('list')).toHaveLength(2);
  });

  test('survives what goes wrong with the first request of every file', async () => {
    const faults: Fault[] = [
      { kind: 'reset' },
      { kind: 'reset', after: 20 },
      { kind: 'truncate', after: 30 },
      { kind: 'truncate', after: 30, honest: true },
      { kind: 'flip' },
      { kind: 'status', status: 502 },
      { kind: 'status', status: 404, body: 'not found: bad upstream' },
      { kind: 'body', body: '<html>sign in</html>' },
    ];
    let next = 0;
    await using upstream = await faulty(({ attempt }) =>
      attempt === 1 ? faults[next++ % faults.length] : undefined,
    );
    await using through = await goThroughProxy(upstream);
    expect(await through.go('mod', 'download')).toMatchObject({ code: 0, stderr: '' });
    expect(await through.go('mod', 'verify')).toMatchObject({ code: 0 });
    expect(through.proxy.stats().retries).toBe(3 * count);
  });

  test('gets the reason in the end why it cannot have a file, with the name of the upstream', async () => {
    await using upstream = await faulty(({ kind }) =>
      kind === 'zip' ? { kind: 'status', status: 500, body: 'out of order' } : undefined,
    );
    await using through = await goThroughProxy(upstream, { attempts: 2 });
    const { code, stderr } = await through.go('mod', 'download');
    expect(code).toBe(1);
    expect(stderr).toContain(
      `reading ${upstream.url}/example.com/one/@v/v1.0.0.zip: 500 Internal Server Error`,
    );
    expect(stderr).toContain(`server response:`);
    expect(stderr).toContain(`${new URL(upstream.url).host}: 500 Internal Server Error (out of order)`);
  });

  test('gets the words of the upstream when a version does not exist', async () => {
    await using upstream = await fakeGoproxy({ modules });
    await using through = await goThroughProxy(upstream);
    const { code, stderr } = await through.go('mod', 'download', 'example.com/one@v9.9.9');
    expect(code).toBe(1);
    expect(stderr).toContain('404 Not Found');
  });

  test('gets the origin of a version as the upstream has it', async () => {
    const origin = { VCS: 'git', URL: 'https://example.com/one', Ref: 'refs/tags/v1.0.0', Hash: 'abc' };
    const body = JSON.stringify({ Version: 'v1.0.0', Time: '2024-01-02T03:04:05Z', Origin: origin });
    await using upstream = await faulty(({ path }) =>
      path.endsWith('/one/@v/v1.0.0.info') ? { kind: 'body', body } : undefined,
    );
    const placement = { gomodcache: '', writableDirs: true };
    await using modcache = await tempDir();
    for (const changes of [{}, { placement: { ...placement, gomodcache: modcache.path } }]) {
      await using through = await goThroughProxy(upstream, changes, modcache.path);
      await through.proxy.prefetched;
      const { stdout } = await through.go('list', '-m', '-json', 'example.com/one@v1.0.0');
      expect(JSON.parse(stdout)).toMatchObject({ Version: 'v1.0.0', Origin: origin });
    }
  });

  test('gets the incompatible version that a version without a go.mod stands for', async () => {
    const old = {
      path: 'example.com/old',
      version: 'v2.0.0+incompatible',
      goMod: 'module example.com/old\n',
    };
    const body = JSON.stringify({ Version: old.version });
    await using upstream = await fakeGoproxy({
      modules: [old],
      script: ({ path }) =>
        path.endsWith('/old/@v/v2.0.0.info')
          ? { kind: 'answer', answer: (response) => void response.writeHead(200).end(body) }
          : undefined,
    });
    await using through = await goThroughProxy(upstream, { modules: [] });
    const { code, stdout } = await through.go('mod', 'download', '-json', 'example.com/old@v2.0.0');
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, Version: old.version });
  });

  test.each([
    { name: 'zip', kind: 'zip' },
    { name: 'go.mod', kind: 'mod' },
  ] as const)('never gets a forged $name, and is told that it is a matter of security', async ({ kind }) => {
    const forged = buildModule({
      path: 'example.com/one',
      version: 'v1.0.0',
      goMod: 'module example.com/one\n\ngo 1.20\n',
      files: { 'one.go': 'package one // forged\n' },
    });
    await using upstream = await faulty((request) =>
      request.kind === kind && request.path.includes('/one/')
        ? { kind: 'body', body: forged[kind] }
        : undefined,
    );
    await using through = await goThroughProxy(upstream);
    const { code, stderr } = await through.go('mod', 'download');
    expect(code).toBe(1);
    expect(stderr).toContain('checksum mismatch');
    expect(stderr).toContain('SECURITY ERROR');
    const [one] = upstream.modules;
    if (one === undefined) throw new Error('there is a first module');
    const there = modcachePaths(through.gomodcache, one);
    await expect(readFile(kind === 'zip' ? there.zip : there.mod)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('gets what one mirror forges from the fallback, and nothing private goes there', async () => {
    await using mirror = await fakeGoproxy({ modules });
    await using upstream = await faulty(({ kind }) =>
      kind === 'zip' ? { kind: 'body', body: 'no zip' } : undefined,
    );
    await using through = await goThroughProxy(upstream, {
      fallback: mirror.url,
      gonosumdb: 'example.com/Two',
    });
    const { code, stderr } = await through.go('mod', 'download');
    expect({ code, private: mirror.asked().filter((path) => path.includes('two')) }).toEqual({
      code: 1,
      private: [],
    });
    expect(stderr).toContain('its zip has no end (6 attempts)');
    expect(stderr).not.toContain('example.com/one');
    expect(through.events.filter(({ kind }) => kind === 'failover')).toHaveLength(2);
  });

  test.each([
    { name: 'asks for a password', status: 401 },
    { name: 'is down', status: 502 },
  ])('gets everything from one repository of a registry when another one $name', async ({ status }) => {
    await using modulesOf = await fakeGoproxy({ modules });
    await using registry = await registryOf(modulesOf, status);
    for (const prefetched of [modulesOf.modules, []]) {
      const goproxy = `${registry.url}/broken|${registry.url}/good`;
      await using through = await goThroughProxy(modulesOf, { goproxy, modules: prefetched });
      expect(await through.go('mod', 'download')).toMatchObject({ code: 0, stderr: '' });
      expect(await through.go('mod', 'verify')).toMatchObject({ code: 0 });
    }
  });

  test('at `,` leaves the second proxy alone when the first is dead, at `|` goes there', async () => {
    await using dead = await faulty(() => ({ kind: 'reset' }));
    await using alive = await fakeGoproxy({ modules });
    await using strict = await goThroughProxy(dead, { goproxy: `${dead.url},${alive.url}`, attempts: 2 });
    expect(await strict.go('mod', 'download')).toMatchObject({ code: 1 });
    expect(alive.requests).toEqual([]);
    await using lenient = await goThroughProxy(dead, { goproxy: `${dead.url}|${alive.url}` });
    expect(await lenient.go('mod', 'download')).toMatchObject({ code: 0, stderr: '' });
  });

  test('asks no proxy for what GONOPROXY matches', async () => {
    await using upstream = await fakeGoproxy({ modules });
    await using through = await goThroughProxy(upstream, { goprivate: 'example.com/Two,*.example.org' });
    const { code } = await through.go('mod', 'download');
    expect(code).toBe(1);
    expect(upstream.asked().filter((path) => path.includes('two'))).toEqual([]);
  });

  test('uses the checksum database of the upstream', async () => {
    await using upstream = await fakeGoproxy({ modules });
    await using through = await goThroughProxy(upstream);
    await fetch(`${through.proxy.goproxy}/sumdb/sum.example.com/supported`);
    await fetch(`${through.proxy.goproxy}/sumdb/sum.example.com/lookup/example.com/%21two@v1.2.3`);
    expect(upstream.asked('other')).toEqual([
      '/sumdb/sum.example.com/supported',
      '/sumdb/sum.example.com/lookup/example.com/!two@v1.2.3',
    ]);
  });
});

describe('the module proxy', () => {
  test('answers HEAD, and 404 to a list entry that it does not stand in for', async () => {
    await using upstream = await fakeGoproxy({ modules });
    await using through = await goThroughProxy(upstream);
    const zip = `${through.proxy.goproxy}/example.com/one/@v/v1.0.0.zip`;
    const head = await fetch(zip, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(upstream.module('example.com/one').zip.length));
    expect((await fetch(`${through.proxy.goproxy}0/example.com/one/@v/list`)).status).toBe(404);
  });

  test.each([
    'robots.txt',
    'example.com/one/@v/v1.0.0.exe',
    'sumdb/sum.example.com',
    'sumdb/sum.example.com/%2e%2e/%2e%2e/admin',
    'sumdb/sum.example.com/.%2E/latest',
    'sumdb/%2e/latest',
    'sumdb/sum.example.com/..%2f..%2fadmin',
    'example.com/one/%2e%2e/@v/list',
    'example.com/one/@v/%ff.info',
  ])('refuses what the protocol does not have, and asks no one: %s', async (path) => {
    await using upstream = await fakeGoproxy({ modules });
    await using through = await goThroughProxy(upstream, { modules: [] });
    const { hostname, port, pathname } = new URL(through.proxy.goproxy);
    // fetch would resolve the dots.
    const asking = httpRequest({ hostname, port, path: `${pathname}/${path}` }).end();
    const [response] = await once(asking, 'response');
    response.resume();
    expect(response.statusCode).toBe(400);
    expect(upstream.requests).toEqual([]);
  });

  test.each([
    { status: 404, body: 'not found: module example.com/one: no matching versions' },
    { status: 410, body: 'Gone: retired by the platform team\nask in #go-modules' },
    { status: 404, body: '' },
  ])('repeats the words of the only upstream that was asked: $status $body', async ({ status, body }) => {
    await using upstream = await faulty(() => ({ kind: 'status', status, body }));
    await using through = await goThroughProxy(upstream, { modules: [], attempts: 1 });
    const response = await fetch(`${through.proxy.goproxy}/example.com/one/@v/v1.0.0.mod`);
    expect(response.status).toBe(status);
    expect(await response.text()).toBe(body);
  });

  test('names each upstream where several were asked', async () => {
    await using first = await faulty(() => ({ kind: 'status', status: 404, body: 'unknown here' }));
    await using second = await faulty(() => ({ kind: 'status', status: 410, body: 'gone there' }));
    const goproxy = `${first.url},${second.url}`;
    await using through = await goThroughProxy(first, { goproxy, modules: [], attempts: 1 });
    const response = await fetch(`${through.proxy.goproxy}/example.com/one/@v/v1.0.0.mod`);
    const text = await response.text();
    expect(text).toContain(`${new URL(first.url).host}: 404 Not Found (unknown here)`);
    expect(text).toContain(`${new URL(second.url).host}: 410 Gone (gone there)`);
  });

  test.each([
    { upstream: 401, answer: 401 },
    { upstream: 403, answer: 403 },
    { upstream: 501, answer: 501 },
    { upstream: 304, answer: 502 },
    { upstream: 429, answer: 429 },
    { upstream: 503, answer: 503 },
    { upstream: 500, answer: 500 },
    { upstream: 507, answer: 507 },
  ])('makes $answer of $upstream, with the reason in plain text', async ({ upstream: status, answer }) => {
    await using upstream = await faulty(() => ({ kind: 'status', status }));
    await using through = await goThroughProxy(upstream, { modules: [], attempts: 1 });
    const response = await fetch(`${through.proxy.goproxy}/example.com/one/@v/v1.0.0.mod`);
    expect(response.status).toBe(answer);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toContain(`${new URL(upstream.url).host}: ${status} `);
  });

  test('makes 504 of silence', async () => {
    await using upstream = await faulty(() => ({ kind: 'stall' }));
    await using through = await goThroughProxy(upstream, { modules: [], attempts: 1, stallTimeout: 100 });
    const response = await fetch(`${through.proxy.goproxy}/example.com/one/@v/v1.0.0.mod`);
    expect(response.status).toBe(504);
    expect(await response.text()).toContain('no answer within 0.1 s');
  });

  test('fetches a file once for many who ask at the same time', async () => {
    await using upstream = await faulty(() => ({ kind: 'delay', ms: 100 }));
    await using through = await goThroughProxy(upstream, { modules: [] });
    const url = `${through.proxy.goproxy}/example.com/one/@v/v1.0.0.mod`;
    const bodies = await Promise.all(Array.from({ length: 10 }, async () => (await fetch(url)).text()));
    expect(new Set(bodies).size).toBe(1);
    expect(upstream.requests).toHaveLength(1);
  });

  test('hands a zip over once, and fetches it again for another request', async () => {
    await using upstream = await fakeGoproxy({ modules });
    await using through = await goThroughProxy(upstream, { modules: [] });
    const url = `${through.proxy.goproxy}/example.com/one/@v/v1.0.0.zip`;
    const first = await (await fetch(url)).arrayBuffer();
    const again = await (await fetch(url)).arrayBuffer();
    expect(Buffer.from(again)).toEqual(Buffer.from(first));
  });

  test('ends in the middle of everything, and leaves no file', async () => {
    await using upstream = await faulty(({ kind }) =>
      kind === 'zip' ? { kind: 'stall', after: 10 } : undefined,
    );
    await using through = await goThroughProxy(upstream);
    const running = through.go('mod', 'download');
    await new Promise<void>((resolve) => {
      const looking = setInterval(() => {
        if (through.events.some(({ kind }) => kind === 'received')) resolve(clearInterval(looking));
      }, 5);
    });
    await through.proxy.close();
    expect(await running).toMatchObject({ code: 1 });
    expect(await readdir(through.scratchDir)).toEqual([]);
  });

  test('ends its requests with the signal of the step', async () => {
    const aborting = new AbortController();
    await using upstream = await faulty(() => ({ kind: 'stall' }));
    await using through = await goThroughProxy(upstream, { signal: aborting.signal });
    const running = through.go('mod', 'download');
    aborting.abort(new Error('the step is at its deadline'));
    const { code, stderr } = await running;
    expect(code).toBe(1);
    expect(stderr).toContain('the step is at its deadline');
  });

  test('lets the zips that have come lie unread when its signal aborts', async () => {
    const aborting = new AbortController();
    const full = Promise.withResolvers<void>();
    await using upstream = await fakeGoproxy({ modules });
    await using through = await goThroughProxy(upstream, {
      hasher: new HeldHasher(aborting.signal, full.resolve),
      signal: aborting.signal,
    });
    await full.promise;
    aborting.abort(new Error('the job was cancelled'));
    await through.proxy.prefetched;
    const fetched = through.events.flatMap((event) => (event.kind === 'fetched' ? [event.file.kind] : []));
    expect(fetched).not.toContain('zip');
  });

  test.each(['direct', 'off', 'file:///mirror,direct'])('stands in for nothing in %s', async (goproxy) => {
    await using upstream = await fakeGoproxy({ modules });
    await using through = await goThroughProxy(upstream, { goproxy });
    expect(through.proxy.goproxy).toBe(goproxy);
    expect(through.proxy.env({ A: 'b', GOPROXY: 'x' })).toEqual({ A: 'b', GOPROXY: goproxy });
    expect(through.proxy.rewrite('text')).toBe('text');
    expect(through.proxy.stats()).toEqual({ retries: 0, hosts: [], modules: [] });
    expect(await readdir(through.scratchDir)).toEqual([]);
  });

  test('shows no credentials and no loopback URL in what the go command says', async () => {
    await using upstream = await fakeGoproxy({ modules });
    const goproxy = `https://user:secret@proxy.example.com/go|${upstream.url},direct`;
    await using through = await goThroughProxy(upstream, { goproxy, modules: [] });
    expect(through.proxy.goproxy).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\w+\/0,direct$/);
    const [ours = ''] = through.proxy.goproxy.split(',');
    expect(through.proxy.rewrite(`# get ${ours}/example.com/one/@v/list: 200 OK`)).toBe(
      '# get https://proxy.example.com/go/example.com/one/@v/list: 200 OK',
    );
  });

  test('lets the user decide on GOMAXPROCS', async () => {
    await using upstream = await fakeGoproxy({ modules });
    await using through = await goThroughProxy(upstream, { modules: [] });
    expect(through.proxy.env({ GOMAXPROCS: '3' })['GOMAXPROCS']).toBe('3');
    expect(Number(through.proxy.env({})['GOMAXPROCS'])).toBeGreaterThan(1);
  });
});
