import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { socketProber } from '../../../src/adapters/probe/sockets.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { ProbeTarget, Stage } from '../../../src/ports/prober.ts';
import { connectProxy } from '../../support/connect-proxy.ts';
import { listening } from '../../support/listening.ts';
import { socksServer } from '../../support/socks-server.ts';
import { type TlsFront, tlsFront } from '../../support/tls-front.ts';

const prober = socketProber(systemClock);
const never = new AbortController().signal;

let front: TlsFront;
let trusted: readonly string[];

beforeAll(async () => {
  front = await tlsFront('http://127.0.0.1:9', ['known.example.com']);
  trusted = [await readFile(front.certificate, 'utf8')];
});

afterAll(async () => {
  await front[Symbol.asyncDispose]();
});

function probe(overrides: Partial<ProbeTarget>, signal = never): Promise<readonly Stage[]> {
  const target = {
    host: '127.0.0.1',
    port: 9,
    tls: false,
    forwardProxy: undefined,
    ca: [],
    deadline: 20_000,
  };
  return prober.probe({ ...target, ...overrides }, signal);
}

function namesAndFaults(stages: readonly Stage[]): readonly [string, string | undefined][] {
  return stages.map(({ name, fault }) => [name, fault]);
}

function portOf(at: TlsFront): number {
  return Number(new URL(`https://${at.host}`).port);
}

describe('the way to a server', () => {
  test('is walked to its end, and the certificate is reported', async () => {
    const stages = await probe({ port: portOf(front), tls: true, ca: trusted });
    expect(namesAndFaults(stages)).toEqual([
      ['tcp', undefined],
      ['tls', undefined],
    ]);
    expect(stages[1]?.certificate).toMatchObject({
      issuer: 'O=Acme Co',
      names: expect.arrayContaining(['127.0.0.1']),
    });
  });

  test('begins with DNS where there is a name', async () => {
    await using server = await listening(createServer());
    const stages = await probe({ host: 'localhost', port: server.port });
    expect(stages[0]).toMatchObject({
      name: 'dns',
      fault: undefined,
      detail: expect.stringContaining('127.0.0.1'),
    });
  });

  test.each<{
    name: string;
    target: () => Promise<Partial<ProbeTarget>>;
    stages: [string, string | undefined][];
  }>([
    {
      name: 'a name that DNS does not know',
      target: async () => ({ host: 'goproxy.invalid', deadline: 20_000 }),
      stages: [['dns', 'no-such-host']],
    },
    {
      name: 'a certificate of nobody',
      target: async () => ({ port: portOf(front), tls: true }),
      stages: [
        ['tcp', undefined],
        ['tls', 'unknown-ca'],
      ],
    },
    {
      name: 'a certificate for another name',
      target: async () => ({ host: 'localhost', port: portOf(front), tls: true, ca: trusted }),
      stages: [
        ['dns', undefined],
        ['tcp', undefined],
        ['tls', 'wrong-name'],
      ],
    },
  ])(
    'ends at $name',
    async ({ target, stages }) => {
      expect(namesAndFaults(await probe(await target()))).toEqual(stages);
    },
    30_000,
  );

  test('ends at a closed port', async () => {
    const server = createServer();
    const { port, ...closing } = await listening(server);
    await closing[Symbol.asyncDispose]();
    expect(namesAndFaults(await probe({ port }))).toEqual([['tcp', 'refused']]);
  });

  test('ends at a server that speaks no TLS', async () => {
    await using server = await listening(
      createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    expect(namesAndFaults(await probe({ port: server.port, tls: true }))).toEqual([
      ['tcp', undefined],
      ['tls', 'no-tls'],
    ]);
  });

  test('ends when a stage says nothing until its deadline', async () => {
    await using server = await listening(createServer((socket) => socket.on('error', () => undefined)));
    const stages = await probe({ port: server.port, tls: true, deadline: 500 });
    expect(namesAndFaults(stages)).toEqual([
      ['tcp', undefined],
      ['tls', 'timeout'],
    ]);
    expect(stages[1]?.ms).toBeGreaterThanOrEqual(499);
  });

  test('is left when whoever asked gives up', async () => {
    await using server = await listening(createServer((socket) => socket.on('error', () => undefined)));
    const gaveUp = AbortSignal.abort(new Error('enough'));
    await expect(probe({ port: server.port, tls: true }, gaveUp)).rejects.toThrow('enough');
  });
});

describe('by way of a forward proxy', () => {
  test('the name is the proxy’s to look up, and the certificate is still the server’s', async () => {
    await using proxy = await connectProxy(front.host);
    const target = { host: 'known.example.com', port: 443, tls: true, ca: trusted, forwardProxy: proxy.url };
    expect(namesAndFaults(await probe(target))).toEqual([
      ['tcp', undefined],
      ['proxy', undefined],
      ['tls', undefined],
    ]);
    expect(proxy.asked).toEqual(['known.example.com:443']);
  });

  test.each([true, false])('a SOCKS server is asked for the connection, with tls: %s', async (tls) => {
    await using socks = await socksServer({ target: portOf(front), login: 'needed' });
    const forwardProxy = `socks5://user:s%40cret@${socks.host}`;
    const target = { host: 'known.example.com', port: 8443, tls, ca: trusted, forwardProxy };
    expect(namesAndFaults(await probe(target))).toEqual([
      ['tcp', undefined],
      ['proxy', undefined],
      ...(tls ? [['tls', undefined]] : []),
    ]);
    expect(socks.asked).toEqual([{ host: 'known.example.com:8443', login: 'user:s@cret' }]);
  });

  test('a refusal of a SOCKS server is reported without the password', async () => {
    await using socks = await socksServer({ target: 9, login: 'refuse' });
    const forwardProxy = `socks5://user:s3cret@${socks.host}`;
    const stages = await probe({ host: 'known.example.com', port: 443, tls: true, forwardProxy });
    expect(stages.at(-1)).toMatchObject({
      name: 'proxy',
      fault: 'proxy-refusal',
      detail: expect.not.stringContaining('s3cret'),
    });
  });

  test.each([
    { status: 407, fault: 'proxy-login' },
    { status: 403, fault: 'proxy-refusal' },
    { status: 502, fault: 'proxy-refusal' },
  ])('it ends at $status with the fault $fault', async ({ status, fault }) => {
    const logins: (string | undefined)[] = [];
    const server = createHttpServer();
    server.on('connect', (request, socket) => {
      logins.push(request.headers['proxy-authorization']);
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    });
    await using at = await listening(server);
    const forwardProxy = `http://user:s%40cret@127.0.0.1:${at.port}`;
    const stages = await probe({ host: 'known.example.com', port: 443, tls: true, forwardProxy });
    expect(namesAndFaults(stages)).toEqual([
      ['tcp', undefined],
      ['proxy', fault],
    ]);
    expect(logins).toEqual([`Basic ${btoa('user:s@cret')}`]);
  });

  test('it ends at what is no HTTP proxy', async () => {
    await using server = await listening(createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')));
    const forwardProxy = `http://127.0.0.1:${server.port}`;
    const stages = await probe({ host: 'known.example.com', port: 443, tls: true, forwardProxy });
    expect(stages.at(-1)).toMatchObject({ name: 'proxy', fault: 'broken' });
  });
});
