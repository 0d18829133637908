import { describe, expect, test } from '@jest/globals';
import { groupUpstreams } from '../../src/fetch/goproxy-list.ts';
import { NotFetched } from '../../src/fetch/not-fetched.ts';
import { moduleFile } from '../../src/fetch/requested-file.ts';
import { servers } from '../../src/fetch/servers.ts';
import { walkUpstreams } from '../../src/fetch/walk.ts';
import { parseGoproxy } from '../../src/go/goproxy.ts';
import type { HttpRequest } from '../../src/ports/http-client.ts';
import { TransportError } from '../../src/ports/transport-error.ts';
import type { Priority } from '../../src/resilience/priority-limiter.ts';
import { type ScriptedAnswer, scriptedHttp } from '../http/scripted-http.ts';
import { testFetcher } from './test-fetcher.ts';

type Say = ScriptedAnswer | Error | ((request: HttpRequest) => ScriptedAnswer | Error);

const concurrency = 4;
const good: ScriptedAnswer = { body: ['{"Version":"v1.0.0"}'] };
const files = Array.from({ length: 24 }, (_, index) =>
  moduleFile({ path: `example.com/m${index}`, version: 'v1.0.0' }, 'info'),
);

/** Fetches 24 files from a registry: `list` names its repositories, `a|b`, and `says` what each answers. */
async function fetchAll(list: string, says: Readonly<Record<string, Say>>, priority: Priority = 'now') {
  const requests: string[] = [];
  const http = scriptedHttp((request) => {
    const name = new URL(request.url).pathname.split('/')[1] ?? '';
    requests.push(name);
    const say = says[name] ?? new Error(`there is no repository ${name}`);
    return typeof say === 'function' ? say(request) : say;
  });
  await using fetching = await testFetcher(http);
  const { clock, onEvent } = fetching.context;
  const context = {
    ...fetching.context,
    servers: servers({ concurrency, stallTimeout: 30_000 }, clock, onEvent),
  };
  const [group] = groupUpstreams(
    parseGoproxy(list.replace(/(\w+@)?(\w+)/g, 'https://$1registry.example.com/$2')),
  ).groups;
  if (group === undefined) throw new Error('there is a group');
  const each = files.map((file) =>
    walkUpstreams(context, { group, fallback: [] }, file, { priority, isLarge: false }).then(
      () => 'fetched',
      (error: unknown) =>
        error instanceof NotFetched ? error.tried.map(({ failure }) => failure.reason.kind).join() : 'broken',
    ),
  );
  const { value = [] } = await fetching.settle(Promise.all(each));
  return {
    ended: [...new Set(value)],
    requests: (name: string) => requests.filter((each) => each === name).length,
    all: requests.length,
  };
}

describe('a failing repository of a registry does not stop the others', () => {
  test.each<{ name: string; say: Say; priority: Priority; requestsMax: number }>([
    { name: 'asks for a password', say: { status: 401 }, priority: 'later', requestsMax: concurrency },
    { name: 'asks for a password, of go itself', say: { status: 401 }, priority: 'now', requestsMax: 12 },
    { name: 'is down', say: { status: 502 }, priority: 'later', requestsMax: 30 },
    { name: 'is down for go itself', say: { status: 500 }, priority: 'now', requestsMax: 30 },
  ])('when it $name', async ({ say, priority, requestsMax }) => {
    const { ended, requests } = await fetchAll('a|b', { a: say, b: good }, priority);
    expect(ended).toEqual(['fetched']);
    expect(requests('b')).toBe(files.length);
    expect(requests('a')).toBeLessThanOrEqual(requestsMax);
  });

  test('the second one does not stop the first either', async () => {
    const absent: ScriptedAnswer = { status: 404 };
    const some: Say = ({ url }) => (/m1?\d\//.test(url) ? good : absent);
    const { ended } = await fetchAll('a,b', { a: some, b: { status: 401 } }, 'later');
    expect(ended.sort()).toEqual(['fetched', 'status,status']);
  });

  test('refused credentials do not stop another entry for the same URL', async () => {
    const say: Say = ({ headers }) =>
      Buffer.from(headers['authorization']?.slice('Basic '.length) ?? '', 'base64').toString() === 'right:'
        ? good
        : { status: 401 };
    const { ended, requests } = await fetchAll('wrong@a|right@a', { a: say }, 'later');
    expect(ended).toEqual(['fetched']);
    expect(requests('a')).toBeLessThanOrEqual(files.length + concurrency);
  });
});

describe('all repositories of a host share', () => {
  test.each([
    ['an untrusted certificate', new TransportError('tls', 'not trusted')],
    ['a refusal of the forward proxy', new TransportError('proxy-refused', 'it asks for a password')],
  ])('%s', async (_, say) => {
    const { ended, all } = await fetchAll('a|b', { a: say, b: say }, 'later');
    expect(ended).toEqual(['transport,transport']);
    expect(all).toBeLessThanOrEqual(concurrency);
  });

  test('one probe of a host that cannot be reached', async () => {
    const refused = new TransportError('unreachable', 'connection refused');
    const { ended, all } = await fetchAll('a|b', { a: refused, b: refused }, 'later');
    // Those that came late find the circuit of the first one open.
    for (const kinds of ended) expect(kinds).toMatch(/^(?:transport|circuit-open),transport$/);
    expect(all).toBeLessThanOrEqual(files.length + 2 * concurrency);
  });

  test('any answer, which shows that the host can be reached', async () => {
    const refused = new TransportError('unreachable', 'connection refused');
    const { ended, requests } = await fetchAll('a|b', { a: refused, b: good });
    expect(ended).toEqual(['fetched']);
    expect(requests('b')).toBe(files.length);
  });
});
