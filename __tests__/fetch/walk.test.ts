import { describe, expect, test } from '@jest/globals';
import { groupUpstreams } from '../../src/fetch/goproxy-list.ts';
import { NotFetched } from '../../src/fetch/not-fetched.ts';
import { moduleFile, type RequestedFile } from '../../src/fetch/requested-file.ts';
import { asUpstream } from '../../src/fetch/upstream.ts';
import { walkUpstreams } from '../../src/fetch/walk.ts';
import { describeFailure, describeNotFetched } from '../../src/fetch/wording.ts';
import { parseGoproxy } from '../../src/go/goproxy.ts';
import { TransportError } from '../../src/ports/transport-error.ts';
import type { Priority } from '../../src/resilience/priority-limiter.ts';
import { type ScriptedAnswer, scriptedHttp } from '../http/scripted-http.ts';
import { built, bytesOf, forged, testFetcher } from './test-fetcher.ts';

const zip = moduleFile(built, 'zip');
const info = moduleFile(built, 'info');
const mod = moduleFile(built, 'mod');

/** What each mirror says, by the first letter of its host. */
type Say = ScriptedAnswer | Error | 'hang';
const good: Say = { body: [built.zip] };
const evil: Say = { body: [forged.zip] };
const absent: Say = { status: 404, headers: { 'content-type': 'text/plain' }, body: ['no such thing'] };
const dead: Say = new TransportError('unreachable', 'connection refused');

/** Walks `GOPROXY=list` (`A,B|C,direct`) and the mirrors of `fallback`, asking for `file` as often as `times`. */
async function walk(
  {
    list,
    fallback = '',
    file = zip,
    times = 1,
  }: { list: string; fallback?: string; file?: RequestedFile; times?: number },
  says: Readonly<Record<string, Say>>,
) {
  const expanded = list.replace(/[A-Z]/g, (letter) => `https://${letter.toLowerCase()}.example.com`);
  const [group] = groupUpstreams(parseGoproxy(expanded)).groups;
  if (group === undefined) throw new Error('there is a group');
  const mirrors = [...fallback].map((letter) =>
    asUpstream(`https://${letter.toLowerCase()}.example.com`, ''),
  );
  const http = scriptedHttp(({ url }) => says[new URL(url).host.slice(0, 1).toUpperCase()] ?? 'hang');
  await using fetching = await testFetcher(http);
  const outcomes = [];
  for (let time = 0; time < times; time++) {
    const walking = walkUpstreams(fetching.context, { group, fallback: mirrors }, file, {
      priority: 'now',
      isLarge: false,
    });
    outcomes.push(await fetching.settle(walking));
  }
  const { value, error, ms = 0 } = outcomes.at(-1) ?? {};
  const asked = http.requests.map(({ url }) => new URL(url).host.slice(0, 1).toUpperCase());
  return {
    content: value === undefined ? undefined : await bytesOf(value),
    error,
    ms,
    asked: asked.join('').replace(/(.)\1+/g, '$1'),
    requests: asked.length,
    failovers: fetching.events.flatMap((event) =>
      event.kind === 'failover' ? [`${event.from} > ${event.to}`] : [],
    ),
  };
}

describe('a GOPROXY list', () => {
  test.each([
    {
      name: 'asks the first one that has it',
      list: 'A,B',
      says: { A: good, B: good },
      asked: 'A',
      kind: undefined,
    },
    {
      name: 'goes on at `,` after a 404',
      list: 'A,B',
      says: { A: absent, B: good },
      asked: 'AB',
      kind: undefined,
    },
    {
      name: 'goes on at `|` after a 404',
      list: 'A|B',
      says: { A: absent, B: good },
      asked: 'AB',
      kind: undefined,
    },
    {
      name: 'stops at `,` after a failure',
      list: 'A,B',
      says: { A: dead, B: good },
      asked: 'A',
      kind: 'throttled',
    },
    {
      name: 'stops at `,` after a refusal',
      list: 'A,B',
      says: { A: { status: 403 }, B: good },
      asked: 'A',
      kind: 'refused',
    },
    {
      name: 'stops at `,` after wrong bytes',
      list: 'A,B',
      says: { A: evil, B: good },
      asked: 'A',
      kind: 'mismatch',
    },
    {
      name: 'goes on at `|` after a failure',
      list: 'A|B',
      says: { A: dead, B: good },
      asked: 'AB',
      kind: undefined,
    },
    {
      name: 'goes on at `|` after a refusal',
      list: 'A|B',
      says: { A: { status: 403 }, B: good },
      asked: 'AB',
      kind: undefined,
    },
    {
      name: 'goes on at `|` after wrong bytes',
      list: 'A|B',
      says: { A: evil, B: good },
      asked: 'AB',
      kind: undefined,
    },
    {
      name: 'goes on at `|` after silence',
      list: 'A|B',
      says: { A: 'hang', B: good },
      asked: 'AB',
      kind: undefined,
    },
    {
      name: 'minds each separator',
      list: 'A|B,C',
      says: { A: dead, B: dead, C: good },
      asked: 'AB',
      kind: 'throttled',
    },
    {
      name: 'says absent when all say so',
      list: 'A,B',
      says: { A: absent, B: absent },
      asked: 'AB',
      kind: 'absent',
    },
    {
      name: 'says at its end what really failed',
      list: 'A|B',
      says: { A: dead, B: absent },
      asked: 'AB',
      kind: 'throttled',
    },
    {
      name: 'says absent where it goes on to direct',
      list: 'A|B,direct',
      says: { A: dead, B: absent },
      asked: 'AB',
      kind: 'absent',
    },
    {
      name: 'says what stopped it before direct',
      list: 'A,B,direct',
      says: { A: absent, B: dead },
      asked: 'AB',
      kind: 'throttled',
    },
  ] as { name: string; list: string; says: Record<string, Say>; asked: string; kind: string | undefined }[])(
    '$list $name',
    async ({ list, says, asked, kind }) => {
      const walked = await walk({ list }, says);
      expect(walked.asked).toBe(asked);
      expect((walked.error as { failure?: { kind: string } } | undefined)?.failure?.kind).toBe(kind);
      if (kind === undefined) expect(walked.content).toEqual(built.zip);
    },
  );

  test('that fails names everybody who was asked, and what they said', async () => {
    const { error } = await walk({ list: 'A|B', fallback: 'C' }, { A: dead, B: { status: 502 }, C: absent });
    if (!(error instanceof NotFetched)) throw new Error('no upstream has it', { cause: error });
    expect(error).toMatchObject({
      upstream: { host: 'b.example.com' },
      failure: { reason: { kind: 'status', status: 502 } },
      tried: [
        { upstream: { host: 'a.example.com' }, failure: { kind: 'throttled', attempts: 5 } },
        { upstream: { host: 'b.example.com' }, failure: { status: 502, attempts: 5 } },
        {
          upstream: { host: 'c.example.com' },
          failure: { kind: 'absent', reason: { body: 'no such thing' } },
        },
      ],
    });
    expect(describeNotFetched(error, describeFailure).split('\n')).toEqual([
      'example.com/Shout@v1.2.3.zip could not be fetched',
      'a.example.com: connection refused (5 attempts)',
      'b.example.com: 502 Bad Gateway (5 attempts)',
      'c.example.com: 404 Not Found (no such thing)',
    ]);
  });
});

describe('fallback mirrors', () => {
  test.each([
    { name: 'are asked after a dead upstream', a: dead, asked: 'AF' },
    { name: 'are asked after a silent upstream', a: 'hang', asked: 'AF' },
    { name: 'are asked after wrong bytes', a: evil, asked: 'AF' },
    {
      name: 'are asked after a masked 404',
      a: { ...(absent as ScriptedAnswer), body: ['bad upstream'] },
      asked: 'AF',
    },
    { name: 'are not asked after a 404', a: absent, asked: 'A' },
    { name: 'are not asked after a 401', a: { status: 401 }, asked: 'A' },
    { name: 'are not asked after a 403', a: { status: 403 }, asked: 'A' },
    {
      name: 'are not asked when a certificate is not trusted',
      a: new TransportError('tls', 'no'),
      asked: 'A',
    },
  ] as { name: string; a: Say; asked: string }[])('$name', async ({ a, asked }) => {
    const walked = await walk({ list: 'A,direct', fallback: 'F' }, { A: a, F: good });
    expect(walked.asked).toBe(asked);
    expect(walked.content === undefined).toBe(asked === 'A');
  });

  test('are asked one after the other', async () => {
    const walked = await walk({ list: 'A', fallback: 'FG' }, { A: dead, F: dead, G: good });
    expect(walked).toMatchObject({
      asked: 'AFG',
      failovers: ['a.example.com > f.example.com', 'f.example.com > g.example.com'],
    });
  });

  test('that lack a module do not make it absent', async () => {
    const walked = await walk({ list: 'A', fallback: 'F' }, { A: dead, F: absent });
    expect(walked.error).toMatchObject({ failure: { kind: 'throttled' } });
  });

  test('that have the same wrong bytes end it', async () => {
    const walked = await walk({ list: 'A', fallback: 'F' }, { A: evil, F: evil });
    expect(walked.error).toMatchObject({ failure: { kind: 'mismatch' } });
    expect(walked.requests).toBe(3);
  });

  test('spare a zip a second silence', async () => {
    const walked = await walk({ list: 'A', fallback: 'F' }, { A: 'hang', F: good });
    expect(walked).toMatchObject({ requests: 2 });
    expect(walked.ms).toBeLessThan(31_000);
  });
});

describe('a breaker', () => {
  const infos = { file: info, times: 8 };
  const infoOf: Say = { body: ['{"Version":"v1.2.3"}'] };

  test('keeps a dead upstream from being asked where there is another', async () => {
    const walked = await walk({ list: 'A|B', ...infos }, { A: dead, B: infoOf });
    expect(walked.ms).toBeLessThan(400);
    expect(walked.requests).toBeLessThanOrEqual(8 + 6);
  });

  test('never keeps the only upstream from being asked', async () => {
    const walked = await walk({ list: 'A', ...infos }, { A: { status: 502 } });
    expect(walked.requests).toBe(8 * 6);
  });

  test('keeps zips from waiting for a host that says nothing, also those that stood in line', async () => {
    const silent = scriptedHttp(({ url }) => (url.startsWith('https://a.') ? 'hang' : good));
    await using fetching = await testFetcher(silent);
    const [group] = groupUpstreams(parseGoproxy('https://a.example.com|https://b.example.com')).groups;
    if (group === undefined) throw new Error('there is a group');
    const ask = (file: RequestedFile, priority: Priority) =>
      walkUpstreams(fetching.context, { group, fallback: [] }, file, {
        priority,
        isLarge: priority === 'later',
      });
    const smalls = Array.from({ length: 8 }, () => ask(mod, 'now').catch((error: unknown) => error));
    const zips = Array.from({ length: 8 }, () => ask(zip, 'later'));
    const { value, ms } = await fetching.settle(Promise.all(zips));
    expect(value).toHaveLength(8);
    expect(ms).toBeLessThan(4000);
    await fetching.settle(Promise.all(smalls));
    const inVain = silent.requests.filter(({ url }) => url.startsWith('https://a.') && url.endsWith('.zip'));
    expect(inVain.length).toBeLessThan(8);
  });
});
