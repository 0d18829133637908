import { describe, expect, test } from '@jest/globals';
import { followRedirects } from '../../src/http/redirects.ts';
import { scriptedHttp } from './scripted-http.ts';

const signal = new AbortController().signal;

function redirecting(targets: Readonly<Record<string, string>>, status = 302) {
  const http = scriptedHttp(({ url }) =>
    targets[url] === undefined ? { body: [url] } : { status, headers: { location: targets[url] } },
  );
  const get = (url: string) =>
    followRedirects(http).send({ url, headers: { authorization: 'secret', range: 'bytes=5-' }, signal });
  return { http, get };
}

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])(
    '%i is followed, with all headers within the origin',
    async (status) => {
      const { http, get } = redirecting({ 'https://a.example.com/x': '/y?z' }, status);
      expect((await get('https://a.example.com/x')).status).toBe(200);
      expect(http.requests.at(-1)).toMatchObject({
        url: 'https://a.example.com/y?z',
        headers: { authorization: 'secret', range: 'bytes=5-' },
      });
    },
  );

  test.each([
    { name: 'another host', to: 'https://b.example.com/' },
    { name: 'another port', to: 'https://a.example.com:8443/' },
    { name: 'a host below', to: 'https://deep.a.example.com/' },
  ])('to $name loses the credentials and keeps the rest', async ({ to }) => {
    const { http, get } = redirecting({ 'https://a.example.com/x': to });
    await get('https://a.example.com/x');
    expect(http.requests.at(-1)?.headers).toEqual({ range: 'bytes=5-' });
  });

  test('does not give the credentials back where they came from', async () => {
    const { http, get } = redirecting({
      'https://a.example.com/x': 'https://b.example.com/',
      'https://b.example.com/': 'https://a.example.com/z',
    });
    await get('https://a.example.com/x');
    expect(http.requests.map(({ headers }) => 'authorization' in headers)).toEqual([true, false, false]);
  });

  test('brings no credentials of its own', async () => {
    const { http, get } = redirecting({ 'https://a.example.com/x': 'https://user:password@b.example.com/' });
    await get('https://a.example.com/x');
    expect(http.requests.at(-1)?.url).toBe('https://b.example.com/');
  });

  test.each([
    {
      name: 'from https to http',
      to: 'http://a.example.com/',
      message: 'from https to http (a.example.com)',
    },
    { name: 'to a file', to: 'file:///etc/passwd', message: 'redirected to file:' },
    { name: 'to nowhere', to: 'https://', message: 'what is no URL' },
    { name: 'to itself', to: 'https://a.example.com/x', message: 'stopped after 10 redirects' },
  ])('$name is refused', async ({ to, message }) => {
    const { get } = redirecting({ 'https://a.example.com/x': to });
    await expect(get('https://a.example.com/x')).rejects.toMatchObject({
      fault: 'redirect',
      transient: false,
      message: expect.stringContaining(message),
    });
  });

  test('from http to https is followed, and ten of them are', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`http://a.example.com/${index}`, `/${index + 1}`]),
    );
    const { get } = redirecting({ ...chain, 'http://a.example.com/9': 'https://a.example.com/10' });
    expect((await get('http://a.example.com/0')).status).toBe(200);
  });

  test.each(['POST', 'PUT', 'DELETE'] as const)('of a %s is the answer', async (method) => {
    const { http } = redirecting({ 'https://a.example.com/x': '/y' }, 307);
    const url = 'https://a.example.com/x';
    const response = await followRedirects(http).send({ method, url, headers: {}, signal });
    expect(response.status).toBe(307);
    expect(http.requests.length).toBe(1);
  });

  test('without a place to go is an answer like any other', async () => {
    const http = scriptedHttp(() => ({ status: 304 }));
    const response = await followRedirects(http).send({ url: 'https://a.example.com/', headers: {}, signal });
    expect(response.status).toBe(304);
  });
});
