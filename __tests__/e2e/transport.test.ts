import { once } from 'node:events';
import { createServer, request as httpRequest, type RequestListener } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listening } from '../support/listening.ts';
import { type IssuedCertificate, type Pki, pki } from '../support/pki.ts';
import { socksServer } from '../support/socks-server.ts';
import { type Job, type Workflow, workflow } from '../support/workflow.ts';

const modules = [
  { path: 'example.com/alpha', version: 'v1.0.0' },
  { path: 'example.com/Shout/beta', version: 'v0.2.0' },
];

let certificates: Pki;
let root: IssuedCertificate;
let mid: IssuedCertificate;
let leaf: IssuedCertificate;

beforeAll(async () => {
  certificates = await pki();
  root = await certificates.issue('root', { isAuthority: true });
  mid = await certificates.issue('mid', { isAuthority: true, issuer: root });
  leaf = await certificates.issue('leaf', { issuer: mid });
});

afterAll(async () => {
  await certificates[Symbol.asyncDispose]();
});

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** What the module proxy of a workflow answers. */
async function ask(flow: Workflow, url = '/'): Promise<Answer> {
  const asked = httpRequest(new URL(url, flow.proxy.url)).end();
  const [response] = await once(asked, 'response');
  const type = String(response.headers['content-type'] ?? 'text/plain');
  return { status: response.statusCode, type, body: await buffer(response) };
}

/** The module proxy of a workflow behind a server that answers in its own way. */
const front =
  (flow: Workflow, tell: (answer: Answer, ...on: Parameters<RequestListener>) => void): RequestListener =>
  async (request, response) =>
    tell(await ask(flow, request.url), request, response);

const plain = (flow: Workflow) =>
  front(flow, ({ status, type, body }, _, response) => {
    response.writeHead(status, { 'content-type': type, 'content-length': body.length }).end(body);
  });

const run = (
  flow: Workflow,
  env: Record<string, string>,
  inputs: Record<string, string> = {},
): Promise<Job> => flow.job({ inputs: { cache: 'off', attempts: '2', timeout: '60s', ...inputs }, env });

describe('where the go command gets the modules, the action gets them, at the first attempt, from', () => {
  test('a server that compresses everything and refuses clients without a name', async () => {
    await using flow = await workflow({ modules });
    await using server = await listening(
      createServer(
        front(flow, ({ status, type, body }, request, response) => {
          if (!request.headers['user-agent']) return void response.writeHead(403).end();
          response
            .writeHead(status, { 'content-type': type, 'content-encoding': 'gzip' })
            .end(gzipSync(body));
        }),
      ),
    );
    const job = await run(flow, {}, { goproxy: `http://127.0.0.1:${server.port}` });
    expect(job).toMatchObject({ code: 0, outputs: { retries: '0' } });
  });

  test('a server whose answers are HTTP only to Go', async () => {
    await using flow = await workflow({ modules });
    await using server = await listening(
      createTcpServer((socket) => {
        socket.once('data', async (head) => {
          const { status, body } = await ask(flow, String(head).split(' ')[1]);
          const lines = [`HTTP/1.1 ${status}`, 'X Odd: 1', 'X-Long: one', ' two'];
          socket.write(`${[...lines, ...Array(2).fill(`Content-Length: ${body.length}`)].join('\n')}\n\n`);
          socket.end(body);
        });
      }),
    );
    const job = await run(flow, {}, { goproxy: `http://127.0.0.1:${server.port}` });
    expect(job).toMatchObject({ code: 0, outputs: { retries: '0' } });
  });

  test('a server of HTTP/2 alone, of which the system trusts the issuing authority alone', async () => {
    await using flow = await workflow({ modules });
    const server = createSecureServer({
      key: leaf.key,
      cert: leaf.cert + mid.cert,
      allowHTTP1: false,
    });
    server.on('request', async (request, response) => {
      const { status, type, body } = await ask(flow, request.url);
      response.writeHead(status, { 'content-type': type }).end(body);
    });
    await using at = await listening(server);
    const env = { SSL_CERT_FILE: mid.file, SSL_CERT_DIR: '/nowhere' };
    const job = await run(flow, env, { goproxy: `https://localhost:${at.port}` });
    expect(job).toMatchObject({ code: 0, outputs: { retries: '0' } });
  });

  test('a server behind a SOCKS server that alone knows its name, over TLS, with passwords of odd bytes', async () => {
    await using flow = await workflow({ modules });
    const login = `Basic ${btoa('user:p\xe9ss')}`;
    await using server = await listening(
      createTlsServer({ key: leaf.key, cert: leaf.cert + mid.cert }, (request, response) => {
        if (request.headers.authorization === login) plain(flow)(request, response);
        else response.writeHead(401).end();
      }),
    );
    await using socks = await socksServer({ target: server.port, login: 'needed' });
    const env = { SSL_CERT_FILE: root.file, HTTPS_PROXY: `socks5h://us:p%40ss@${socks.host}` };
    const job = await run(flow, env, { goproxy: 'https://user:p%E9ss@upstream.example.com' });
    expect(job).toMatchObject({ code: 0, outputs: { retries: '0' } });
    expect(new Set(socks.asked.map(({ host, login: by }) => `${by} ${host}`))).toEqual(
      new Set(['us:p@ss upstream.example.com:443']),
    );
  });
});
