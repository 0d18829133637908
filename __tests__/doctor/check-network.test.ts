import { describe, expect, test } from '@jest/globals';
import { networkOf } from '../../src/adapters/network/network.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { checkNetwork } from '../../src/doctor/check-network.ts';
import { routeModules } from '../../src/doctor/endpoints.ts';
import { parseGoproxy } from '../../src/go/goproxy.ts';
import type { ModuleVersion } from '../../src/go/module.ts';
import { type FakeGoproxyOptions, fakeGoproxy } from '../support/fake-goproxy.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
const beta = { path: 'other.example.com/beta', version: 'v1.0.0' };

/** What is seen of module proxies that answer in their own ways; the sockets on the way are not looked at here. */
async function toured(
  ways: readonly Partial<FakeGoproxyOptions>[],
  { separator = ',', modules = [alpha], gosumdb = 'off' }: Partial<Options> = {},
) {
  await using stack = new AsyncDisposableStack();
  const proxies = [];
  for (const way of ways) proxies.push(stack.use(await fakeGoproxy({ modules: [alpha, beta], ...way })));
  const settings = { httpProxy: '', httpsProxy: '', noProxy: '', caFiles: [], caPaths: [], goauth: 'off' };
  const http = await networkOf({}, 'linux', { mask: () => undefined, redact: (text) => text }).open({
    ...settings,
    connections: 8,
  });
  stack.defer(() => http.close());
  const entries = parseGoproxy(proxies.map(({ url }) => url).join(separator));
  const seen = await checkNetwork(entries, routeModules(modules, [], entries), {
    http,
    clock: systemClock,
    prober: { probe: async () => [] },
    signal: new AbortController().signal,
    ca: [],
    proxyFor: () => undefined,
    deadline: 5000,
    gosumdb,
  });
  return { ...seen, urls: proxies.map(({ url }) => url), asked: proxies.map((proxy) => proxy.asked()) };
}

interface Options {
  readonly separator: ',' | '|';
  readonly modules: readonly ModuleVersion[];
  readonly gosumdb: string;
}

const nothing: Partial<FakeGoproxyOptions> = { modules: [] };
const broken: Partial<FakeGoproxyOptions> = { script: () => ({ kind: 'status', status: 503 }) };

describe('a module of go.mod', () => {
  test('is known when a later entry knows it', async () => {
    const { modules } = await toured([nothing, {}]);
    expect(modules).toEqual([{ ...alpha, answer: 'known' }]);
  });

  test('is unknown when none knows any version of it', async () => {
    const { modules } = await toured([nothing, nothing]);
    expect(modules).toEqual([{ ...alpha, answer: 'unknown' }]);
  });

  test('has a version that is unknown when there are others', async () => {
    const newer = { ...alpha, version: 'v9.9.9' };
    const { modules } = await toured([{}], { modules: [newer] });
    expect(modules).toEqual([{ ...newer, answer: 'version-unknown' }]);
  });

  test('is refused where the entry that decides refuses it, and no other is asked then', async () => {
    const script: FakeGoproxyOptions['script'] = ({ path }) =>
      path.includes('beta') ? { kind: 'status', status: 403 } : undefined;
    const { modules, urls, asked } = await toured([{ script }, {}], { modules: [alpha, beta] });
    expect(modules).toContainEqual({ ...beta, answer: { refusedBy: urls[0], status: 403 } });
    expect(asked[1]?.filter((path) => path.includes('beta'))).toEqual([]);
  });

  test('is not judged by a module proxy that is down', async () => {
    expect((await toured([broken])).modules).toEqual([]);
  });

  test('is one of each owner', async () => {
    const twins = ['one', 'two'].map((name) => ({ path: `example.com/${name}`, version: 'v1.0.0' }));
    const { modules } = await toured([{}], { modules: [alpha, ...twins, beta] });
    expect(modules.map(({ path }) => path).sort()).toEqual([alpha.path, beta.path]);
  });
});

describe('the checksum database', () => {
  const gosumdb = 'sum.example.com';
  const relaying: Partial<FakeGoproxyOptions> = {
    script: ({ path }) => (path.startsWith('/sumdb/') ? { kind: 'body', body: 'ok' } : undefined),
  };

  test('is asked through the first module proxy that relays it', async () => {
    const { endpoints, urls } = await toured([nothing, relaying], { gosumdb });
    expect(endpoints.at(-1)).toMatchObject({
      role: { kind: 'checksum-database', through: 'a module proxy' },
      url: urls[1],
      reply: { kind: 'answered', status: 200 },
    });
  });

  test('is blocked by a module proxy that does not say whether it relays it', async () => {
    const forbidding: Partial<FakeGoproxyOptions> = {
      script: ({ path }) => (path.startsWith('/sumdb/') ? { kind: 'status', status: 403 } : undefined),
    };
    const { endpoints, urls } = await toured([forbidding, relaying], { gosumdb });
    expect(endpoints.at(-1)).toMatchObject({
      role: { kind: 'checksum-database' },
      url: urls[0],
      reply: { kind: 'answered', status: 403 },
    });
  });

  test('is not judged behind a module proxy that is down: that is said already', async () => {
    const { endpoints } = await toured([broken, relaying], { gosumdb });
    expect(endpoints.map(({ role }) => role.kind)).toEqual(['module-proxy', 'module-proxy']);
  });

  test('is looked for behind it where the list allows', async () => {
    const { endpoints, urls } = await toured([broken, relaying], { gosumdb, separator: '|' });
    expect(endpoints.at(-1)).toMatchObject({ url: urls[1], reply: { kind: 'answered', status: 200 } });
  });

  test('is not asked when it is off', async () => {
    const { endpoints } = await toured([relaying], { gosumdb: 'off' });
    expect(endpoints.map(({ role }) => role.kind)).toEqual(['module-proxy']);
  });
});

test('the host of a module that GONOPROXY matches is looked at, and no module proxy asked for it', async () => {
  await using proxy = await fakeGoproxy({ modules: [alpha] });
  const entries = parseGoproxy(proxy.url);
  const settings = [
    { name: 'GONOPROXY', value: 'other.example.com', source: 'input', isJoined: false } as const,
  ];
  const asked: string[] = [];
  const http = {
    send: async ({ url }: { url: string }) => {
      asked.push(url);
      return { status: 200, headers: {}, body: (async function* () {})(), discard: () => undefined };
    },
    close: async () => undefined,
  };
  const { endpoints } = await checkNetwork(entries, routeModules([alpha, beta], settings, entries), {
    http,
    clock: systemClock,
    prober: { probe: async () => [] },
    signal: new AbortController().signal,
    ca: [],
    proxyFor: () => undefined,
    deadline: 5000,
    gosumdb: 'off',
  });
  expect(endpoints.map(({ role, url }) => [role.kind, url])).toEqual([
    ['module-proxy', proxy.url],
    ['repository', 'https://other.example.com'],
  ]);
  expect(asked.filter((url) => url.includes('beta'))).toEqual([]);
});
