import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readFile, symlink } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createTcpServer } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { readTrust, trustedCertificates } from '../../../src/adapters/network/certificates.ts';
import { waitUntil } from '../../support/processes.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { client, get, listening, never, noProxies, textOf } from './servers.ts';

/** A forward proxy that wants a user and a password, tunnels, and forwards http. */
function forwardProxy(seen: string[], password = 'user:pass'): RequestListener {
  return (request, response) => {
    const wanted = `Basic ${Buffer.from(password).toString('base64')}`;
    seen.push(`${request.method} ${request.url}`);
    if (request.headers['proxy-authorization'] !== wanted) return void response.writeHead(407).end();
    response.end('forwarded');
  };
}

describe('the client', () => {
  test('gives status, headers and body of an answer as they are', async () => {
    await using server = await listening(
      createServer((request, response) => {
        response
          .setHeader('x-twice', ['a', 'b'])
          .writeHead(418)
          .end(`${request.url} ${request.headers.range}`);
      }),
    );
    await using http = client();
    const response = await get(http, `http://127.0.0.1:${server.port}/a%21b?c=d`, { range: 'bytes=5-' });
    expect(response).toMatchObject({ status: 418, headers: { 'x-twice': 'a, b' } });
    expect(await textOf(response)).toBe('/a%21b?c=d bytes=5-');
  });

  test.each([
    { name: 'bytes', body: Buffer.from('hello there'), bytes: 11 },
    { name: 'no bytes', body: Buffer.alloc(0), bytes: 0 },
    {
      name: 'a stream',
      body: { bytes: 11, chunks: Readable.from([Buffer.from('hello '), Buffer.from('there')]) },
      bytes: 11,
    },
  ])('sends $name with the length', async ({ body, bytes }) => {
    await using server = await listening(
      createServer(async (request, response) => {
        const { method, headers } = request;
        response.end(`${method} ${headers['content-length']} ${await text(request)}`);
      }),
    );
    await using http = client();
    const url = `http://127.0.0.1:${server.port}/`;
    const response = await http.send({ method: 'PUT', url, headers: {}, body, signal: never });
    expect(await textOf(response)).toBe(`PUT ${bytes} ${bytes === 0 ? '' : 'hello there'}`);
  });

  test('rejects a stream that is shorter than announced', async () => {
    await using server = await listening(createServer((request) => void request.resume()));
    await using http = client();
    const body = { bytes: 12, chunks: Readable.from([Buffer.from('hello there')]) };
    const sending = http.send({
      method: 'PUT',
      url: `http://127.0.0.1:${server.port}/`,
      headers: {},
      body,
      signal: never,
    });
    await expect(sending).rejects.toMatchObject({ name: 'TransportError' });
  });

  test('gets the headers of an answer to HEAD', async () => {
    await using server = await listening(
      createServer(
        (request, response) =>
          void response.setHeader('x-method', `${request.method}`).setHeader('content-length', 4).end(),
      ),
    );
    await using http = client();
    const url = `http://127.0.0.1:${server.port}/`;
    const response = await http.send({ method: 'HEAD', url, headers: {}, signal: never });
    expect(response.headers).toMatchObject({ 'x-method': 'HEAD', 'content-length': '4' });
    expect(await textOf(response)).toBe('');
  });

  test('gives the first of several places to go, byte for byte', async () => {
    await using server = await listening(
      createTcpServer((socket) => {
        socket
          .on('error', () => undefined)
          .once('data', () => {
            const head =
              'HTTP/1.1 302 Found\r\nLocation: /caf\u00c3\u00a9\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n';
            socket.end(Buffer.from(head, 'latin1'));
          });
      }),
    );
    await using http = client();
    const { headers } = await get(http, `http://127.0.0.1:${server.port}/`);
    expect(headers['location']).toBe('/caf\u00c3\u00a9');
  });

  test('follows no redirect', async () => {
    await using server = await listening(
      createServer((_, response) => void response.writeHead(302, { location: '/x' }).end()),
    );
    await using http = client();
    expect((await get(http, `http://127.0.0.1:${server.port}/`)).status).toBe(302);
  });

  test('says that a body broke off', async () => {
    await using server = await listening(
      createServer((_, response) => {
        response.writeHead(200, { 'content-length': 10 });
        response.write('12345', () => response.socket?.resetAndDestroy());
      }),
    );
    await using http = client();
    const response = await get(http, `http://127.0.0.1:${server.port}/`);
    await expect(textOf(response)).rejects.toMatchObject({
      name: 'TransportError',
      fault: 'broken',
      transient: true,
    });
  });

  test('gives the reason to whoever reads a body that is discarded or given up', async () => {
    await using server = await listening(
      createServer((_, response) => void response.writeHead(200, { 'content-length': 10 }).write('12345')),
    );
    await using http = client();
    const discarded = await get(http, `http://127.0.0.1:${server.port}/`);
    const reading = textOf(discarded);
    discarded.discard(new Error('too slow'));
    await expect(reading).rejects.toThrow('too slow');

    const aborting = new AbortController();
    const response = await get(http, `http://127.0.0.1:${server.port}/`, {}, aborting.signal);
    const read = textOf(response);
    aborting.abort(new Error('enough'));
    await expect(read).rejects.toThrow('enough');
  });

  test('can be given up before there is an answer', async () => {
    await using server = await listening(createServer(() => {}));
    await using http = client();
    const aborting = new AbortController();
    const asking = get(http, `http://127.0.0.1:${server.port}/`, {}, aborting.signal);
    aborting.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
  });

  test('can be given up while a connection is being set up, of which nothing is left', async () => {
    let sockets = 0;
    await using server = await listening(
      createTcpServer((socket) => {
        sockets++;
        socket.on('close', () => sockets--).on('error', () => undefined);
        socket.resume();
      }),
    );
    const http = client();
    const aborting = new AbortController();
    const asking = get(http, `https://127.0.0.1:${server.port}/`, {}, aborting.signal);
    await once(server, 'connection');
    aborting.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
    await http.close();
    await waitUntil(() => sockets === 0);
  });

  test('sends no request once it has been given up', async () => {
    await using http = client();
    const asking = get(http, 'http://127.0.0.1:9/', {}, AbortSignal.abort(new Error('enough')));
    await expect(asking).rejects.toThrow('enough');
  });

  test('leaves no connection behind', async () => {
    await using server = await listening(createServer(() => {}));
    const http = client();
    const asking = get(http, `http://127.0.0.1:${server.port}/`);
    await once(server, 'request');
    await Promise.all([http.close(), expect(asking).rejects.toMatchObject({ name: 'TransportError' })]);
    await new Promise(setImmediate);
    expect(await promisify(server.getConnections.bind(server))()).toBe(0);
  });

  test('says that nothing answers', async () => {
    const server = await listening(createServer());
    await server[Symbol.asyncDispose]();
    await using http = client();
    await expect(get(http, `http://127.0.0.1:${server.port}/`)).rejects.toMatchObject({
      fault: 'unreachable',
      message: 'connection refused',
    });
  });

  test('says that there is no such host', async () => {
    await using http = client();
    await expect(get(http, 'http://nowhere.invalid/')).rejects.toMatchObject({ fault: 'unreachable' });
  });

  test('says that an answer is no HTTP', async () => {
    await using server = await listening(
      createTcpServer((socket) => void socket.resume().end('SSH-2.0-OpenSSH\r\n')),
    );
    await using http = client();
    await expect(get(http, `http://127.0.0.1:${server.port}/`)).rejects.toMatchObject({ fault: 'broken' });
  });
});

describe('through a forward proxy', () => {
  const target = 'http://upstream.example.com/x';

  test('http is forwarded, with the credentials of the URL of the proxy', async () => {
    const seen: string[] = [];
    await using proxy = await listening(createServer(forwardProxy(seen, 'user:p@ss')));
    await using http = client({
      proxies: { ...noProxies, httpProxy: `http://user:p%40ss@127.0.0.1:${proxy.port}` },
    });
    expect(await textOf(await get(http, target))).toBe('forwarded');
    expect(seen).toEqual([`GET ${target}`]);
  });

  test('https is tunnelled', async () => {
    await using dir = await tempDir();
    const { key, cert } = await certificate(dir.path);
    await using upstream = await listening(
      createTlsServer({ key, cert }, (_, response) => void response.end('secret')),
    );
    const seen: string[] = [];
    await using proxy = await listening(createServer());
    proxy.on('connect', (request, socket) => {
      seen.push(`${request.url} ${request.headers['proxy-authorization']}`);
      const through = connect(upstream.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      through.on('error', () => socket.destroy());
      socket.on('error', () => through.destroy());
    });
    await using http = client({
      ca: () => [cert],
      proxies: { ...noProxies, httpsProxy: `http://user:pass@127.0.0.1:${proxy.port}` },
    });
    expect(await textOf(await get(http, 'https://upstream.example.com/x'))).toBe('secret');
    expect(seen).toEqual([`upstream.example.com:443 Basic ${Buffer.from('user:pass').toString('base64')}`]);
  });

  test.each([
    { status: 407, fault: 'proxy-refused', transient: false, message: 'asks for a user and a password' },
    {
      status: 403,
      fault: 'proxy-refused',
      transient: false,
      message: 'refused upstream.example.com (403 No)',
    },
    {
      status: 503,
      fault: 'proxy-failed',
      transient: true,
      message: 'answered 503 No for upstream.example.com',
    },
  ])('a $status to the tunnel is $fault', async ({ status, message, ...expected }) => {
    await using proxy = await listening(createServer());
    proxy.on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`));
    await using http = client({ proxies: { ...noProxies, httpsProxy: `http://127.0.0.1:${proxy.port}` } });
    await expect(get(http, 'https://upstream.example.com/')).rejects.toMatchObject({
      ...expected,
      message: expect.stringContaining(message),
    });
  });

  test('a wrong password for http is one clear error', async () => {
    await using proxy = await listening(createServer(forwardProxy([])));
    await using http = client({
      proxies: { ...noProxies, httpProxy: `http://user:wrong@127.0.0.1:${proxy.port}` },
    });
    await expect(get(http, target)).rejects.toMatchObject({
      fault: 'proxy-refused',
      message: expect.not.stringContaining('wrong@'),
    });
  });
});

describe('TLS', () => {
  test('is trusted with the CA that is given, and not without', async () => {
    await using dir = await tempDir();
    const { key, cert, file } = await certificate(dir.path);
    await using server = await listening(
      createTlsServer({ key, cert }, (_, response) => void response.end('secret')),
    );
    const url = `https://localhost:${server.port}/`;
    await using trusting = client({ ca: await readTrust([file], []) });
    expect(await textOf(await get(trusting, url))).toBe('secret');
    await using wary = client({ ca: await readTrust([], []) });
    await expect(get(wary, url)).rejects.toMatchObject({ fault: 'tls', transient: false });
  });

  test('has its certificates read once, and not before a server speaks it', async () => {
    await using dir = await tempDir();
    const { key, cert } = await certificate(dir.path);
    await using plain = await listening(createServer((_, response) => void response.end('public')));
    await using secure = await listening(
      createTlsServer({ key, cert }, (_, response) => void response.end('secret')),
    );
    let reads = 0;
    const ca = () => {
      reads++;
      return [cert];
    };
    await using http = client({ ca });
    expect(await textOf(await get(http, `http://localhost:${plain.port}/`))).toBe('public');
    expect(reads).toBe(0);
    const texts = ['/a', '/b'].map(async (file) =>
      textOf(await get(http, `https://localhost:${secure.port}${file}`)),
    );
    expect(await Promise.all(texts)).toEqual(['secret', 'secret']);
    expect(reads).toBe(1);
  });

  test('that Node does not trust by itself is tried once more with all certificates, and from then on with them', async () => {
    await using dir = await tempDir();
    const { key, cert } = await certificate(dir.path);
    await using server = await listening(
      createTlsServer({ key, cert }, (_, response) => void response.end('secret')),
    );
    let refusals = 0;
    server.on('tlsClientError', () => refusals++);
    let reads = 0;
    const ca = () => {
      reads++;
      return [cert];
    };
    await using http = client({ ca, isNodeFirst: true });
    for (const host of ['localhost', '127.0.0.1']) {
      const asked = get(http, `https://${host}:${server.port}/`);
      // The certificate is for the name alone.
      if (host === 'localhost') expect(await textOf(await asked)).toBe('secret');
      else await expect(asked).rejects.toMatchObject({ fault: 'tls' });
    }
    expect({ refusals, reads }).toEqual({ refusals: 1, reads: 1 });
  });

  test('that nothing vouches for is refused, whichever certificates are tried first', async () => {
    await using dir = await tempDir();
    const { key, cert } = await certificate(dir.path);
    await using server = await listening(createTlsServer({ key, cert }));
    for (const isNodeFirst of [false, true]) {
      await using http = client({ ca: await readTrust([], []), isNodeFirst });
      await expect(get(http, `https://localhost:${server.port}/`)).rejects.toMatchObject({ fault: 'tls' });
    }
  });

  test('that the server does not speak is said to be missing', async () => {
    await using server = await listening(createServer());
    await using http = client();
    await expect(get(http, `https://127.0.0.1:${server.port}/`)).rejects.toMatchObject({ fault: 'tls' });
  });
});

describe('CA files', () => {
  test('are added to what is trusted anyway', async () => {
    await using dir = await tempDir();
    const { cert, file } = await certificate(dir.path);
    const [without, withFile] = await Promise.all([
      trustedCertificates(['']),
      trustedCertificates([file, file]),
    ]);
    expect(without.length).toBeGreaterThan(50);
    expect(withFile).toEqual([...without, cert.trim()]);
  });

  test('are found in folders, among whatever else is there', async () => {
    await using dir = await tempDir({ 'notes.txt': 'no certificate' });
    const { cert } = await certificate(dir.path);
    await mkdir(path.join(dir.path, 'more'));
    await symlink('nowhere', path.join(dir.path, 'dangling.pem'));
    const folders = ['', dir.path, path.join(dir.path, 'absent'), path.join(dir.path, 'cert.pem')];
    expect(await trustedCertificates([], folders)).toEqual([...(await trustedCertificates([])), cert.trim()]);
  });

  test('are found after one that is cut off', async () => {
    await using dir = await tempDir({ 'cut.pem': '-----BEGIN CERTIFICATE-----\nTm90IGEgY2VydA==\n' });
    const { cert } = await certificate(dir.path);
    const file = path.join(dir.path, 'cut.pem');
    await appendFile(file, cert);
    expect(await trustedCertificates([file])).toEqual([...(await trustedCertificates([])), cert.trim()]);
  });

  test.each([
    { name: 'missing.pem', message: 'cannot be read' },
    { name: 'key.txt', message: 'holds no certificate in PEM format' },
  ])('$name: $message', async ({ name, message }) => {
    await using dir = await tempDir({ 'key.txt': 'no certificate' });
    await expect(trustedCertificates([path.join(dir.path, name)])).rejects.toMatchObject({
      code: 'ca-file-unusable',
      message: expect.stringContaining(message),
    });
  });
});

/** A certificate that vouches for itself. */
async function certificate(dir: string): Promise<{ key: string; cert: string; file: string }> {
  const [keyFile, file] = [path.join(dir, 'key.pem'), path.join(dir, 'cert.pem')];
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...['-keyout', keyFile, '-out', file, '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost,DNS:upstream.example.com'],
  ]);
  const [key, cert] = await Promise.all([readFile(keyFile, 'utf8'), readFile(file, 'utf8')]);
  return { key, cert, file };
}
