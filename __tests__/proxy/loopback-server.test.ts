import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { type Handler, startLoopbackServer } from '../../src/proxy/loopback-server.ts';

async function loopback(handler: Handler = async (path, response) => void response.end(`asked for ${path}`)) {
  const server = await startLoopbackServer(handler);
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}

async function ask(url: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  const asking = request(url, options).end();
  const [response] = await once(asking, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, body };
}

describe('the loopback server', () => {
  test('answers a request for its URL', async () => {
    await using server = await loopback();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}$/);
    expect(await ask(`${server.url}/0/a%21b?c`)).toEqual({ status: 200, body: 'asked for 0/a%21b' });
  });

  test.each([
    { name: 'another secret', url: (url: string) => `${url.slice(0, -1)}x/0/a` },
    { name: 'no secret', url: (url: string) => `${new URL(url).origin}/0/a` },
    { name: 'half a secret', url: (url: string) => `${url.slice(0, -8)}/0/a` },
    { name: 'the secret alone', url: (url: string) => url },
  ])('gives an empty 404 to $name', async ({ url }) => {
    await using server = await loopback();
    expect(await ask(url(server.url))).toEqual({ status: 404, body: '' });
  });

  test.each(['localhost', 'evil.example.com', '127.0.0.1'])(
    'gives an empty 404 under the name "%s"',
    async (host) => {
      await using server = await loopback();
      expect(await ask(`${server.url}/0/a`, { headers: { host } })).toEqual({ status: 404, body: '' });
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    await using server = await loopback();
    expect((await ask(`${server.url}/0/a`, { method })).status).toBe(405);
  });

  test('is another one each time', async () => {
    await using one = await loopback();
    await using other = await loopback();
    expect(new URL(one.url).pathname).not.toBe(new URL(other.url).pathname);
  });

  test('lets go of its port and its connections, and waits for its handlers', async () => {
    const ended: string[] = [];
    const arrived = Promise.withResolvers<void>();
    const server = await loopback(async (path, response) => {
      arrived.resolve();
      await once(response, 'close');
      ended.push(path);
    });
    const asking = request(`${server.url}/slow`).end();
    const failed = once(asking, 'error');
    await arrived.promise;
    await server.close();
    expect(ended).toEqual(['slow']);
    expect(String(await failed)).toContain('socket hang up');
    const { port } = new URL(server.url);
    await expect(once(connect(Number(port), '127.0.0.1'), 'connect')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
