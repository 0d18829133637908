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

  test.each([
    { to: 'https://a.example.com:8443/', lostLogin: true },
    { to: 'https://deep.a.example.com/', lostLogin: true },
    { to: 'https://b.example.com/', lostLogin: undefined },
    { to: 'https://other-a.example.com/', lostLogin: undefined },
    { to: 'https://user@deep.a.example.com/', lostLogin: undefined },
    { to: '/y', lostLogin: undefined },
  ])('to $to says whether Go would have kept the login: $lostLogin', async ({ to, lostLogin }) => {
    const { get } = redirecting({ 'https://a.example.com/x': to });
    expect((await get('https://a.example.com/x')).lostLogin).toBe(lostLogin);
  });

  test('does not give the credentials back where they came from', async () => {
    const { http, get } = redirecting({
      'https://a.example.com/x': 'https://b.example.com/',
      'https://b.example.com/': 'https://a.example.com/z',
    });
    await get('https://a.example.com/x');
    expect(http.requests.map(({ headers }) => 'authorization' in headers)).toEqual([true, false, false]);
  });

  test('may bring credentials of its own, in the place of ours', async () => {
    const { http, get } = redirecting({ 'https://a.example.com/x': 'https://user:p%E9ss@b.example.com/' });
    await get('https://a.example.com/x');
    expect(http.requests.at(-1)).toMatchObject({
      url: 'https://b.example.com/',
      headers: { authorization: `Basic ${btoa('user:p\xe9ss')}` },
    });
  });

  test.each(['/a b', '?x=1', '//a.example.com/y', 'https://a.example.com/50%off'])(
    'to %j is followed',
    async (to) => {
      const { http, get } = redirecting({ 'https://a.example.com/x': to });
      expect((await get('https://a.example.com/x')).status).toBe(200);
      expect(http.requests.at(-1)?.url).toBe(new URL(to, 'https://a.example.com/x').href);
    },
  );

  test('with bytes above ASCII is followed with these bytes', async () => {
    const { http, get } = redirecting({ 'https://a.example.com/x': '/caf\u00c3\u00a9/\u00e9' });
    await get('https://a.example.com/x');
    expect(http.requests.at(-1)?.url).toBe('https://a.example.com/caf%c3%a9/%e9');
  });

  test.each([
    { to: '/a\\b|c?d\\e|f', url: 'https://a.example.com/a%5cb%7cc?d\\e|f' },
    { to: '/\\evil.example.com/', url: 'https://a.example.com/%5cevil.example.com/' },
  ])('to $to has the path that Go sends', async ({ to, url }) => {
    const { http, get } = redirecting({ 'https://a.example.com/x': to });
    await get('https://a.example.com/x');
    expect(http.requests.at(-1)?.url).toBe(url);
  });

  test('from http by way of https to http is followed', async () => {
    const { get } = redirecting({
      'http://a.example.com/x': 'https://a.example.com/x',
      'https://a.example.com/x': 'http://b.example.com/',
    });
    expect((await get('http://a.example.com/x')).status).toBe(200);
  });

  test.each([
    {
      name: 'from https to http',
      to: 'http://a.example.com/',
      message: 'from https to http (a.example.com)',
    },
    { name: 'to a file', to: 'file:///etc/passwd', message: 'redirected to file:' },
    { name: 'to nowhere', to: 'https://', message: 'what is not a URL' },
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

  test.each([
    { name: 'without a place to go', answer: { status: 302 } },
    { name: 'to an empty place', answer: { status: 302, headers: { location: '' } } },
    { name: 'that is none', answer: { status: 304, headers: { location: '/y' } } },
  ])('$name is an answer like any other', async ({ answer }) => {
    const http = scriptedHttp(() => answer);
    const response = await followRedirects(http).send({ url: 'https://a.example.com/', headers: {}, signal });
    expect(response.status).toBe(answer.status);
    expect(http.requests).toHaveLength(1);
  });
});
