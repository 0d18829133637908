import { expect, test } from '@jest/globals';
import {
  checksumDatabaseOf,
  databaseQuestion,
  leadsToNext,
  moduleProxiesOf,
  ownerOf,
  routeModules,
  sampleQuestion,
} from '../../src/doctor/endpoints.ts';
import { parseGoproxy } from '../../src/go/goproxy.ts';
import type { GoSetting } from '../../src/plan/go-settings.ts';

test('the http(s) entries of GOPROXY are asked, each knowing what follows it, and none shows its credentials', () => {
  const entries = parseGoproxy(
    'https://user:secret@a.example.com/go|file:///srv/mirror,http://b.example.com,direct',
  );
  const proxies = moduleProxiesOf(entries);
  expect(proxies.map(({ role }) => role)).toEqual([
    { kind: 'module-proxy', separator: '|', next: 'file:///srv/mirror', hasCredentials: true },
    { kind: 'module-proxy', separator: ',', next: 'direct', hasCredentials: false },
  ]);
  expect(proxies[0]?.upstream.url).toBe('https://a.example.com/go');
});

test('a module proxy is asked for a module of the project, or for one that all have', () => {
  const [proxy] = moduleProxiesOf(parseGoproxy('https://user:secret@a.example.com/go'));
  if (proxy === undefined) throw new Error('there should be one');
  const sample = { path: 'example.com/Alpha', version: 'v1.0.0' };
  expect(sampleQuestion(proxy, sample)).toEqual({
    url: 'https://a.example.com/go/example.com/%21alpha/@v/v1.0.0.info',
    asked: 'example.com/Alpha@v1.0.0',
    authorization: `Basic ${btoa('user:secret')}`,
  });
  expect(sampleQuestion(proxy, undefined).url).toBe('https://a.example.com/go/golang.org/x/mod/@v/list');
});

test.each([
  { setting: 'off', database: undefined },
  { setting: '', database: undefined },
  { setting: 'sum.example.com', database: { name: 'sum.example.com', url: undefined } },
  { setting: 'sum.example.com+033de0ae+Key', database: { name: 'sum.example.com', url: undefined } },
  {
    setting: 'sum.example.com+033de0ae+Key https://relay.example.com/sumdb',
    database: { name: 'sum.example.com', url: 'https://relay.example.com/sumdb' },
  },
])('GOSUMDB=$setting', ({ setting, database }) => {
  expect(checksumDatabaseOf(setting)).toEqual(database);
});

test('credentials in the URL of a checksum database are sent, and not shown', () => {
  const question = databaseQuestion('https://user:secret@relay.example.com/sumdb/', 'sum.example.com');
  expect(question).toEqual({
    url: 'https://relay.example.com/sumdb/latest',
    asked: 'the latest state of sum.example.com',
    authorization: `Basic ${btoa('user:secret')}`,
  });
});

const settings = (GONOPROXY: string, GOPRIVATE = ''): GoSetting[] => [
  { name: 'GONOPROXY', value: GONOPROXY, source: 'input', isJoined: false },
  { name: 'GOPRIVATE', value: GOPRIVATE, source: 'input', isJoined: false },
];
const modules = ['example.com/alpha', 'git.example.com/team/a', 'git.example.com/team/b'].map((path) => ({
  path,
  version: 'v1.0.0',
}));

test.each([
  { noproxy: '', goprivate: '', goproxy: 'https://a.example.com', direct: [] },
  {
    noproxy: 'git.example.com',
    goprivate: '',
    goproxy: 'https://a.example.com',
    direct: ['git.example.com'],
  },
  { noproxy: '', goprivate: '*.example.com', goproxy: 'https://a.example.com', direct: ['git.example.com'] },
  { noproxy: 'none', goprivate: '*.example.com', goproxy: 'https://a.example.com', direct: [] },
  { noproxy: '', goprivate: '', goproxy: 'direct', direct: ['example.com', 'git.example.com'] },
])('GONOPROXY=$noproxy, GOPRIVATE=$goprivate, GOPROXY=$goproxy: direct from $direct', (at) => {
  const routed = routeModules(modules, settings(at.noproxy, at.goprivate), parseGoproxy(at.goproxy));
  expect([...routed.direct.keys()]).toEqual(at.direct);
  const direct = [...routed.direct.values()].flat().length;
  expect(routed.proxied.length + direct).toBe(modules.length);
});

test.each([
  ['github.com/acme/tool/v2', 'github.com/acme'],
  ['git.example.com/team/tool', 'git.example.com'],
  ['github.com', 'github.com'],
])('the owner of %s is %s', (path, owner) => {
  expect(ownerOf(path)).toBe(owner);
});

test.each([
  { status: 404, separator: ',', leads: true },
  { status: 410, separator: '', leads: true },
  { status: 403, separator: ',', leads: false },
  { status: 503, separator: '|', leads: true },
] as const)('$status before `$separator` leads on: $leads', ({ status, separator, leads }) => {
  const reply = { kind: 'answered', asked: '', status, firstByte: 0, speed: undefined } as const;
  expect(leadsToNext(reply, separator)).toBe(leads);
});
