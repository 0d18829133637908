import { describe, expect, test } from '@jest/globals';
import type { FetchFailure } from '../../src/fetch/failure.ts';
import { groupUpstreams } from '../../src/fetch/goproxy-list.ts';
import { NotFetched } from '../../src/fetch/not-fetched.ts';
import { parseRequest, type RequestedFile } from '../../src/fetch/requested-file.ts';
import { servers } from '../../src/fetch/servers.ts';
import { walkUpstreams } from '../../src/fetch/walk.ts';
import { describeFailure } from '../../src/fetch/wording.ts';
import { parseGoproxy } from '../../src/go/goproxy.ts';
import { TransportError } from '../../src/ports/transport-error.ts';
import type { Priority } from '../../src/resilience/priority-limiter.ts';
import { type ScriptedAnswer, scriptedHttp } from '../http/scripted-http.ts';
import { testFetcher } from './test-fetcher.ts';

/** What a server says to its `time`-th request, from 1. */
type Say = (time: number, url: string) => ScriptedAnswer | Error | 'hang';

const concurrency = 4;
const refused = new TransportError('unreachable', 'connection refused');
const good: ScriptedAnswer = { body: ['{"Version":"v1.0.0"}'] };

/** Two dozen files, many more than are asked for at once. */
const files = Array.from({ length: 24 }, (_, index) => parsed(`example.com/m${index}/@v/v1.0.0.info`));

function parsed(wire: string): RequestedFile {
  const file = parseRequest(wire);
  if (file === undefined) throw new Error('it is a file of the protocol');
  return file;
}

async function fetchingFrom(says: Readonly<Record<string, Say>>) {
  const times = new Map<string, number>();
  const http = scriptedHttp(({ url }) => {
    const { host } = new URL(url);
    const time = (times.get(host) ?? 0) + 1;
    times.set(host, time);
    return says[host.slice(0, 1)]?.(time, url) ?? 'hang';
  });
  const fetching = await testFetcher(http);
  const { clock, onEvent } = fetching.context;
  const context = {
    ...fetching.context,
    servers: servers({ concurrency, stallTimeout: 30_000 }, clock, onEvent),
  };
  const connections = (letter: string) => times.get(`${letter}.example.com`) ?? 0;
  return { ...fetching, context, connections };
}

type Fetching = Awaited<ReturnType<typeof fetchingFrom>>;

/** How each of the files ends that are asked for at once: `fetched`, or why not. */
async function outcomes(fetching: Fetching, list: string, priority: Priority, asked = files) {
  const expanded = list.replace(/[a-z]/g, (letter) => `https://${letter}.example.com`);
  const [group] = groupUpstreams(parseGoproxy(expanded)).groups;
  if (group === undefined) throw new Error('there is a group');
  const { context } = fetching;
  const each = asked.map((file) =>
    walkUpstreams(context, { group, fallback: [] }, file, { priority, isLarge: false }).then(
      () => 'fetched',
      (error: unknown) => (error instanceof NotFetched ? wordsOf(error.failure) : String(error)),
    ),
  );
  const { value = [], ms } = await fetching.settle(Promise.all(each));
  return { ended: [...new Set(value)], all: value, ms };
}

const wordsOf = (failure: FetchFailure) => `${describeFailure(failure)}, asked ${failure.attempts}`;

describe('a refusal that is not about the file', () => {
  const noPassword = new TransportError('proxy-refused', 'the HTTP proxy asks for a user and a password');
  const cases: { name: string; say: ScriptedAnswer | Error; says: string }[] = [
    { name: 'an untrusted certificate', say: new TransportError('tls', 'not trusted'), says: 'not trusted' },
    { name: 'a tunnel that is denied', say: noPassword, says: noPassword.message },
    { name: '407', say: { status: 407 }, says: '407 Proxy Authentication Required' },
    { name: '401', say: { status: 401 }, says: '401 Unauthorized' },
  ];

  test.each(cases)('is shared by all files: $name', async ({ say, says }) => {
    await using fetching = await fetchingFrom({ a: () => say });
    const prefetched = await outcomes(fetching, 'a', 'later');
    expect(prefetched.ended).toEqual([`${says}, asked 1`]);
    expect(fetching.connections('a')).toBeLessThanOrEqual(concurrency);
    const asked = await outcomes(fetching, 'a', 'now');
    expect(asked.ended).toEqual([`${says}, asked 1`]);
    // A registry's 401 has to come more often, until it is believed.
    expect(fetching.connections('a')).toBeLessThanOrEqual(concurrency + (says.startsWith('401') ? 8 : 0));
  });

  test('leads on at `|`', async () => {
    await using fetching = await fetchingFrom({ a: () => noPassword, b: () => good });
    expect((await outcomes(fetching, 'a|b', 'later')).ended).toEqual(['fetched']);
    expect(fetching.connections('a')).toBeLessThanOrEqual(concurrency);
  });

  test('is taken back by an answer to what was under way', async () => {
    await using fetching = await fetchingFrom({ a: (time) => (time === 1 ? noPassword : good) });
    const [first = [], rest = []] = [files.slice(0, concurrency), files.slice(concurrency)];
    await outcomes(fetching, 'a', 'later', first);
    expect((await outcomes(fetching, 'a', 'later', rest)).ended).toEqual(['fetched']);
  });

  test.each([
    { name: '401', say: { status: 401 } },
    { name: '403', say: { status: 403 } },
  ])('does not stop a host that serves other files: $name', async ({ say }) => {
    await using fetching = await fetchingFrom({ a: (_, url) => (/m[0-8]\//.test(url) ? say : good) });
    const { all } = await outcomes(fetching, 'a', 'now', files.toReversed());
    expect(all.filter((ended) => ended === 'fetched')).toHaveLength(24 - 9);
  });

  test('stops the prefetch only, where the first few private modules of a registry are denied', async () => {
    await using fetching = await fetchingFrom({
      a: (_, url) => (/m[01]\//.test(url) ? { status: 401 } : good),
    });
    await outcomes(fetching, 'a', 'later', files.slice(0, 2));
    const { all } = await outcomes(fetching, 'a', 'now');
    expect(all.filter((ended) => ended === 'fetched')).toHaveLength(24 - 2);
  });
});

describe('a host that was never reached', () => {
  test.each([
    { name: 'refuses connections', error: refused },
    { name: 'has a name that does not exist', error: new TransportError('unreachable', 'no such host') },
    {
      name: 'lies behind a dead HTTP proxy',
      error: new TransportError('proxy-failed', 'the proxy said 502'),
    },
  ])('$name: is given up after the attempts of one file', async ({ error }) => {
    await using fetching = await fetchingFrom({ a: () => error });
    const prefetched = await outcomes(fetching, 'a', 'later');
    expect(prefetched.ended).toEqual([`${error.message}; giving up on this host, asked 6`]);
    // Half of 0.4, 1.2, 3.6, 10.8 and 15 s.
    expect(prefetched.ms).toBeGreaterThanOrEqual(15_500);
    expect(prefetched.ms).toBeLessThan(20_000);
    expect(fetching.connections('a')).toBeLessThanOrEqual(concurrency + 5);
    const asked = await outcomes(fetching, 'a', 'now');
    expect(asked.ended).toEqual(prefetched.ended);
    expect(asked.ms).toBeLessThan(1000);
    expect(fetching.connections('a')).toBeLessThanOrEqual(concurrency + 5);
  });

  test('gets all its files asked for as soon as it answers', async () => {
    await using fetching = await fetchingFrom({ a: (time) => (time <= concurrency + 3 ? refused : good) });
    const { ended, ms } = await outcomes(fetching, 'a', 'later');
    expect(ended).toEqual(['fetched']);
    expect(ms).toBeLessThan(10_000);
    expect(fetching.connections('a')).toBe(concurrency + 3 + files.length);
  });

  test('is not waited for when there is a fallback', async () => {
    await using fetching = await fetchingFrom({ a: () => refused, b: () => good });
    const { ended, ms } = await outcomes(fetching, 'a|b', 'now');
    expect(ended).toEqual(['fetched']);
    expect(ms).toBeLessThan(2000);
  });

  test('keeps no request waiting after the end of the step', async () => {
    const step = new AbortController();
    await using fetching = await fetchingFrom({ a: () => refused });
    const stoppable = { ...fetching, context: { ...fetching.context, signal: step.signal } };
    const ending = outcomes(stoppable, 'a', 'later');
    step.abort(new Error('the step is over'));
    expect((await ending).ended).toEqual(['Error: the step is over']);
  });
});

test('a host that has answered once is judged file by file', async () => {
  await using fetching = await fetchingFrom({ a: (time) => (time === 1 ? good : refused) });
  await outcomes(fetching, 'a', 'now', files.slice(0, 1));
  const { ended } = await outcomes(fetching, 'a', 'now', files.slice(1, 4));
  expect(ended).toEqual(['connection refused, asked 6']);
  expect(fetching.connections('a')).toBe(1 + 3 * 6);
});
