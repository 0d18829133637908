import { once } from 'node:events';
import { createServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectProxy } from '../../support/connect-proxy.ts';
import { type Pki, pki } from '../../support/pki.ts';
import { socksServer } from '../../support/socks-server.ts';
import { client, get, listening, noProxies, textOf } from './servers.ts';

let certificates: Pki;

beforeAll(async () => {
  certificates = await pki();
});

afterAll(async () => {
  await certificates[Symbol.asyncDispose]();
});

describe('a request', () => {
  test('names its client as the go command does, unless it brings a name', async () => {
    await using server = await listening(
      createServer((request, response) => void response.end(request.headers['user-agent'])),
    );
    await using http = client();
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await textOf(await get(http, url))).toBe('Go-http-client/1.1');
    expect(await textOf(await get(http, url, { 'user-agent': 'other' }))).toBe('other');
  });

  test.each([
    { name: 'one header of 900 kB', headers: { 'x-long': 'x'.repeat(900_000) } },
    {
      name: 'two thousand headers',
      headers: Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`x-${n}`, 'y'.repeat(40)])),
    },
  ])('takes an answer with $name', async ({ headers }) => {
    await using server = await listening(
      createServer((_, response) => void response.writeHead(200, headers).end('fine')),
    );
    await using http = client();
    expect(await textOf(await get(http, `http://127.0.0.1:${server.port}/`))).toBe('fine');
  });

  test('does not take headers without end', async () => {
    await using server = await listening(
      createServer((_, response) => void response.writeHead(200, { 'x-long': 'x'.repeat(11 << 20) }).end()),
    );
    await using http = client();
    await expect(get(http, `http://127.0.0.1:${server.port}/`)).rejects.toMatchObject({ fault: 'broken' });
  });
});

describe('a certificate', () => {
  const serverOf = async (key: string, chain: string) =>
    listening(
      createTlsServer({ key, cert: chain, ciphers: 'DEFAULT@SECLEVEL=0' }, (_, response) => {
        response.end('secret');
      }),
    );

  test('is trusted when only the authority that issued it is, and that is not a root', async () => {
    const root = await certificates.issue('root', { isAuthority: true });
    const mid = await certificates.issue('mid', { isAuthority: true, issuer: root });
    const leaf = await certificates.issue('leaf', { issuer: mid });
    await using server = await serverOf(leaf.key, leaf.cert + mid.cert);
    await using http = client({ ca: () => [mid.cert] });
    expect(await textOf(await get(http, `https://localhost:${server.port}/`))).toBe('secret');
  });

  test('is for its alternative names, and not for its Common Name', async () => {
    const root = await certificates.issue('namer', { isAuthority: true });
    const leaf = await certificates.issue('localhost', { issuer: root, isNamed: false });
    await using server = await serverOf(leaf.key, leaf.cert);
    await using http = client({ ca: () => [root.cert] });
    await expect(get(http, `https://localhost:${server.port}/`)).rejects.toMatchObject({
      fault: 'tls',
      message: expect.stringContaining('only a Common Name'),
    });
  });

  test('is trusted when it is named itself, and not by another one', async () => {
    const root = await certificates.issue('another-root', { isAuthority: true });
    const leaf = await certificates.issue('named', { issuer: root });
    const other = await certificates.issue('other', { issuer: root });
    await using server = await serverOf(leaf.key, leaf.cert);
    await using http = client({ ca: () => [leaf.cert] });
    expect(await textOf(await get(http, `https://127.0.0.1:${server.port}/`))).toBe('secret');
    await using wary = client({ ca: () => [other.cert] });
    await expect(get(wary, `https://127.0.0.1:${server.port}/`)).rejects.toMatchObject({ fault: 'tls' });
  });

  test('is asked for without DHE, whose group may be too small', async () => {
    const { key, cert } = await certificates.issue('prefers DHE', { key: ['rsa:2048'] });
    const options = { key, cert, dhparam: 'auto', maxVersion: 'TLSv1.2', honorCipherOrder: true } as const;
    const ciphers = 'DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256';
    await using server = await listening(
      createTlsServer({ ...options, ciphers }, (request, response) => {
        response.end(request.socket instanceof TLSSocket ? request.socket.getCipher().name : '');
      }),
    );
    await using http = client({ ca: () => [cert] });
    const url = `https://localhost:${server.port}/`;
    expect(await textOf(await get(http, url))).toBe('ECDHE-RSA-AES128-GCM-SHA256');
  });

  test('that may not sign others does not vouch for them', async () => {
    const issuer = await certificates.issue('no authority');
    const { key, cert } = await certificates.issue('signed by it', { issuer });
    await using server = await serverOf(key, cert);
    await using http = client({ ca: () => [issuer.cert] });
    const asking = get(http, `https://localhost:${server.port}/`);
    await expect(asking).rejects.toMatchObject({ fault: 'tls', transient: false });
  });

  test('has to be trusted whatever the environment says to Node', async () => {
    const { key, cert } = await certificates.issue('untrusted');
    await using server = await serverOf(key, cert);
    await using http = client();
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      await expect(get(http, `https://localhost:${server.port}/`)).rejects.toMatchObject({ fault: 'tls' });
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });

  test('is asked for without the dot that may end a name', async () => {
    const { key, cert } = await certificates.issue('dotted');
    const asked: unknown[] = [];
    await using server = await listening(
      createTlsServer({ key, cert }, (request, response) => {
        asked.push(Object(request.socket).servername);
        response.end('secret');
      }),
    );
    await using proxy = await connectProxy(`127.0.0.1:${server.port}`);
    await using http = client({ ca: () => [cert], proxies: { ...noProxies, httpsProxy: proxy.url } });
    expect(await textOf(await get(http, 'https://upstream.example.com./'))).toBe('secret');
    expect(asked).toEqual(['upstream.example.com']);
  });

  test.each([
    { name: 'a key of 1024 bits', key: ['rsa:1024'], digest: 'sha256', trusted: true },
    { name: 'a key of 512 bits', key: ['rsa:512'], digest: 'sha256', trusted: false },
    { name: 'a signature with SHA-1', key: ['rsa:2048'], digest: 'sha1', trusted: false },
    { name: 'a signature with SHA-384', key: ['rsa:3072'], digest: 'sha384', trusted: true },
  ])('with $name is trusted: $trusted', async ({ name, key, digest, trusted }) => {
    const root = await certificates.issue(`root of ${name}`, { isAuthority: true });
    const leaf = await certificates.issue(name, { issuer: root, key, digest });
    await using server = await serverOf(leaf.key, leaf.cert);
    await using http = client({ ca: () => [root.cert] });
    const asking = get(http, `https://localhost:${server.port}/`);
    if (trusted) expect(await textOf(await asking)).toBe('secret');
    else await expect(asking).rejects.toMatchObject({ fault: 'tls', transient: false });
  });
});

describe('a server of HTTP/2 alone', () => {
  test('is spoken to in HTTP/2, over one connection from the second request on', async () => {
    const { key, cert } = await certificates.issue('h2');
    const seen: string[] = [];
    const sessions: unknown[] = [];
    const server = createSecureServer({ key, cert, allowHTTP1: false }, (request, response) => {
      seen.push(`${request.httpVersion} ${request.url} ${request.headers['user-agent']}`);
      response.writeHead(200, { 'content-type': 'text/plain', etag: '"1"' }).end('fast'.repeat(50_000));
    });
    server.on('session', (session) => sessions.push(session));
    await using at = await listening(server);
    await using http = client({ ca: () => [cert], connections: 32 });
    const url = `https://localhost:${at.port}`;
    expect((await textOf(await get(http, `${url}/first%21?x`))).length).toBe(200_000);
    const texts = Array.from({ length: 50 }, async (_, n) => {
      const response = await get(http, `${url}/${n}`);
      expect(response).toMatchObject({ status: 200, headers: { etag: '"1"' } });
      return (await textOf(response)).length;
    });
    expect(new Set(await Promise.all(texts))).toEqual(new Set([200_000]));
    expect(seen[0]).toBe('2.0 /first%21?x Go-http-client/1.1');
    expect(seen).toHaveLength(51);
    expect(sessions.length).toBeLessThan(3);
  });

  test('that breaks off is reported like any other, and leaves no connection', async () => {
    const { key, cert } = await certificates.issue('h2-broken');
    await using at = await listening(
      createSecureServer({ key, cert, allowHTTP1: false }, (_, response) => {
        response.writeHead(200, { 'content-length': 10 });
        response.write('12345', () => response.stream.session?.destroy());
      }),
    );
    await using http = client({ ca: () => [cert] });
    const response = await get(http, `https://localhost:${at.port}/`);
    await expect(textOf(response)).rejects.toMatchObject({ name: 'TransportError', fault: 'broken' });
  });

  test('is not asked in HTTP/2 when it speaks HTTP/1.1 as well', async () => {
    const { key, cert } = await certificates.issue('both');
    await using at = await listening(
      createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => {
        response.end(request.httpVersion);
      }),
    );
    await using http = client({ ca: () => [cert] });
    expect(await textOf(await get(http, `https://localhost:${at.port}/`))).toBe('1.1');
  });
});

describe('through a SOCKS server', () => {
  test.each(['socks5', 'socks5h'])('%s, a name is looked up there, for http', async (scheme) => {
    await using upstream = await listening(createServer((_, response) => void response.end('far away')));
    await using socks = await socksServer({ target: upstream.port });
    await using http = client({ proxies: { ...noProxies, httpProxy: `${scheme}://${socks.host}` } });
    expect(await textOf(await get(http, 'http://upstream.example.com/x'))).toBe('far away');
    expect(socks.asked).toEqual([{ host: 'upstream.example.com:80', login: undefined }]);
  });

  test('https has its certificate checked, and the user and the password are given', async () => {
    const { key, cert } = await certificates.issue('behind-socks');
    await using upstream = await listening(
      createTlsServer({ key, cert }, (_, response) => void response.end('far away')),
    );
    await using socks = await socksServer({ target: upstream.port, login: 'needed' });
    const httpsProxy = `socks5://us%40er:p%C3%A4ss@${socks.host}`;
    await using http = client({ ca: () => [cert], proxies: { ...noProxies, httpsProxy } });
    expect(await textOf(await get(http, 'https://upstream.example.com:8443/x'))).toBe('far away');
    expect(socks.asked).toEqual([{ host: 'upstream.example.com:8443', login: 'us@er:p\u00e4ss' }]);
    await using wary = client({ proxies: { ...noProxies, httpsProxy } });
    await expect(get(wary, 'https://upstream.example.com/')).rejects.toMatchObject({ fault: 'tls' });
  });

  test.each([
    { name: 'wrong login', options: { login: 'refuse' }, fault: 'proxy-refused', transient: false },
    {
      name: 'missing login',
      options: { login: 'needed' },
      user: '',
      fault: 'proxy-refused',
      transient: false,
    },
    { name: 'ruleset', options: { reply: 2 }, fault: 'proxy-refused', transient: false },
    { name: 'unreachable host', options: { reply: 4 }, fault: 'proxy-failed', transient: true },
    {
      name: 'password that is not UTF-8, which Go would send',
      options: {},
      user: 'user:p%E9ss@',
      fault: 'broken',
      transient: true,
    },
  ] as const)('a refusal for a $name is $fault', async ({ options, fault, transient, ...more }) => {
    await using socks = await socksServer({ target: 9, ...options });
    const user = 'user' in more ? more.user : 'user:pass@';
    await using http = client({ proxies: { ...noProxies, httpProxy: `socks5://${user}${socks.host}` } });
    const refused = await get(http, 'http://upstream.example.com/').catch((error: unknown) => error);
    expect(refused).toMatchObject({
      name: 'TransportError',
      fault,
      message: expect.not.stringContaining('pass'),
    });
    expect(refused).toHaveProperty('transient', transient);
  });

  test('that says nothing, the exchange ends with its signal and leaves no socket', async () => {
    await using silent = await listening(createServer());
    const sockets = once(silent, 'connection');
    const http = client({ proxies: { ...noProxies, httpProxy: `socks5://127.0.0.1:${silent.port}` } });
    const aborting = new AbortController();
    const asking = get(http, 'http://upstream.example.com/', {}, aborting.signal);
    const [socket] = await sockets;
    aborting.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
    const closed = once(socket, 'close');
    await http.close();
    await closed;
  });
});

describe('through an HTTP proxy', () => {
  test('that is itself reached by TLS, http is forwarded and https is tunnelled', async () => {
    const { key, cert } = await certificates.issue('proxy');
    await using upstream = await listening(
      createTlsServer({ key, cert }, (_, response) => void response.end('far away')),
    );
    const seen: string[] = [];
    await using proxy = await listening(
      createTlsServer({ key, cert }, (request, response) => {
        seen.push(`${request.method} ${request.url} ${request.headers.host}`);
        response.end('forwarded');
      }),
    );
    proxy.on('connect', (request, socket) => {
      seen.push(`${request.method} ${request.url} ${request.headers['user-agent']}`);
      const onward = connect(upstream.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    const url = `https://localhost:${proxy.port}`;
    await using http = client({
      ca: () => [cert],
      proxies: { ...noProxies, httpProxy: url, httpsProxy: url },
    });
    expect(await textOf(await get(http, 'http://a.example.com/x?y'))).toBe('forwarded');
    expect(await textOf(await get(http, 'http://b.example.com:81/'))).toBe('forwarded');
    expect(await textOf(await get(http, 'https://upstream.example.com/x'))).toBe('far away');
    expect(seen).toEqual([
      'GET http://a.example.com/x?y a.example.com',
      'GET http://b.example.com:81/ b.example.com:81',
      'CONNECT upstream.example.com:443 Go-http-client/1.1',
    ]);
  });

  test('the password is sent as the bytes that it stands for', async () => {
    const logins: (string | undefined)[] = [];
    await using proxy = await listening(
      createServer((request, response) => {
        logins.push(request.headers['proxy-authorization']);
        response.end();
      }),
    );
    for (const userinfo of ['user:p%E9ss', 'user:p%25ss', 'user:', 'user']) {
      await using http = client({
        proxies: { ...noProxies, httpProxy: `http://${userinfo}@127.0.0.1:${proxy.port}` },
      });
      await textOf(await get(http, 'http://upstream.example.com/'));
    }
    expect(logins).toEqual(
      ['user:p\xe9ss', 'user:p%ss', 'user:', 'user:'].map((login) => `Basic ${btoa(login)}`),
    );
  });
});
