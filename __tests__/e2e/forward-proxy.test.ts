import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { listening } from '../support/listening.ts';
import { tempDir } from '../support/temp-dir.ts';
import { tlsFront } from '../support/tls-front.ts';
import { workflow } from '../support/workflow.ts';

const modules = Array.from({ length: 6 }, (_, index) => ({
  path: `example.com/m${index}`,
  version: 'v1.0.0',
}));

/** Whoever is refused may have asked once for each request that was under way; that is few of all files. */
const concurrency = 4;

/** After an error that the go command might not share, it tries once by itself, with a request for each module. */
const ofGo = modules.length;

/** A name that only the forward proxy knows. */
const host = 'module-proxy.test';
const right = 'somebody:pa55-w0rd';

// Elsewhere the go command looks for authorities in the system's own store only.
const onLinux = process.platform === 'linux' ? test : test.skip;

/** A forward proxy that demands a password, and leads to `targets` whoever asks for a port of the host. */
async function forwardProxy(targets: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const wanted = `Basic ${btoa(right)}`;
  const isLetIn = (request: IncomingMessage): boolean => {
    asked.push(request.url ?? '');
    return request.headers['proxy-authorization'] === wanted;
  };
  const server = createServer((request, response) => {
    if (!isLetIn(request))
      return void response.writeHead(407, { 'proxy-authenticate': 'Basic realm="x"' }).end();
    forward(targets[new URL(request.url ?? '/').port || '80'], request, response);
  });
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    client.on('error', () => undefined);
    if (!isLetIn(request)) return void client.end('HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n');
    const { hostname, port } = new URL(`http://${targets[request.url?.split(':')[1] ?? '']}`);
    const onward = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(client).pipe(onward);
    });
    client.on('close', () => onward.destroy());
    onward.on('error', () => client.destroy());
  });
  const at = await listening(server);
  return { ...at, asked, urlFor: (userinfo: string) => `http://${userinfo}@${at.host}` };
}

function forward(target: string | undefined, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/');
  const onward = httpRequest(`http://${target}${pathname}`, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy()).end();
}

/** All that is asked for when nothing goes wrong: three files of each module. */
const filesOfAll = 3 * modules.length;

describe('behind a forward proxy with a password', () => {
  test('everything comes through it', async () => {
    await using flow = await workflow({ modules });
    await using proxy = await forwardProxy({ 80: new URL(flow.proxy.url).host });
    const job = await flow.job({
      inputs: { cache: 'off', goproxy: `http://${host}`, 'http-proxy': proxy.urlFor(right) },
    });
    expect(job.report?.errors).toEqual([]);
    expect(job.code).toBe(0);
    expect(proxy.asked).toHaveLength(filesOfAll);
  });

  test.each(['http', 'https'])(
    'a wrong one is one error over %s that says so, and is not tried again and again',
    async (scheme) => {
      await using flow = await workflow({ modules });
      await using proxy = await forwardProxy({});
      const job = await flow.job({
        inputs: {
          cache: 'off',
          concurrency: String(concurrency),
          goproxy: `${scheme}://${host}`,
          [`${scheme}-proxy`]: proxy.urlFor('somebody:guessed'),
        },
      });
      expect(job.code).toBe(1);
      expect(job.report?.errors).toMatchObject([
        { class: 'auth', code: 'http-proxy-denied', message: expect.stringContaining('407') },
      ]);
      expect(proxy.asked.length).toBeLessThanOrEqual(concurrency);
      expect(flow.proxy.requests).toEqual([]);
      expect(job.log.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('guessed');
    },
  );

  onLinux('TLS goes through a tunnel, and is trusted with `ca-file` only', async () => {
    await using flow = await workflow({ modules });
    await using front = await tlsFront(flow.proxy.url, [host]);
    await using proxy = await forwardProxy({ 443: front.host });
    const inputs = {
      cache: 'off',
      concurrency: String(concurrency),
      goproxy: `https://${host}`,
      'https-proxy': proxy.urlFor(right),
    };
    const trusting = await flow.job({ inputs: { ...inputs, 'ca-file': front.certificate } });
    expect(trusting.report?.errors).toEqual([]);
    expect(flow.proxy.requests).toHaveLength(filesOfAll);

    proxy.asked.length = 0;
    const wary = await flow.job({ inputs });
    expect(wary.code).toBe(1);
    expect(wary.report?.errors).toMatchObject([{ class: 'tls', message: expect.stringContaining(host) }]);
    expect(proxy.asked.length).toBeLessThanOrEqual(concurrency + ofGo);
    expect(flow.proxy.requests).toHaveLength(filesOfAll);
  });
});

onLinux('certificates in a folder of SSL_CERT_DIR are trusted, as the go command trusts them', async () => {
  await using flow = await workflow({ modules });
  await using front = await tlsFront(flow.proxy.url);
  const job = await flow.job({
    inputs: { cache: 'off', goproxy: `https://${front.host}` },
    env: { SSL_CERT_DIR: `/nowhere:${path.dirname(front.certificate)}` },
  });
  expect(job.report?.errors).toEqual([]);
  expect(job.code).toBe(0);
});

onLinux('an expired certificate is one error that says so, even where it is trusted', async () => {
  await using dir = await tempDir();
  const run = promisify(execFile);
  const { stdout: goroot } = await run('go', ['env', 'GOROOT']);
  const tool = path.join(goroot.trim(), 'src', 'crypto', 'tls', 'generate_cert.go');
  const dates = ['-start-date', 'Jan 2 15:04:05 2020', '-duration', '24h'];
  await run('go', ['run', tool, '-ecdsa-curve', 'P256', '-host', '127.0.0.1', ...dates], { cwd: dir.path });
  const certificate = path.join(dir.path, 'cert.pem');
  const [cert, key] = [await readFile(certificate), await readFile(path.join(dir.path, 'key.pem'))];
  await using flow = await workflow({ modules });
  let asked = 0;
  let connections = 0;
  const server = createTlsServer({ cert, key }, () => asked++).on('connection', () => connections++);
  await using at = await listening(server);
  const job = await flow.job({
    inputs: {
      cache: 'off',
      concurrency: String(concurrency),
      goproxy: `https://${at.host}`,
    },
    env: { SSL_CERT_FILE: certificate },
  });
  expect(job.code).toBe(1);
  expect(job.report?.errors).toMatchObject([{ class: 'tls', message: expect.stringMatching(/expired/) }]);
  expect(asked).toBe(0);
  expect(connections).toBeLessThanOrEqual(concurrency + ofGo);
});
