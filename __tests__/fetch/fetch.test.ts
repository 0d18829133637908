import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type FetchRequest, fetchFrom } from '../../src/fetch/fetch.ts';
import { moduleFile, parseRequest } from '../../src/fetch/requested-file.ts';
import { asUpstream } from '../../src/fetch/upstream.ts';
import { goModHash } from '../../src/go/dirhash.ts';
import type { HttpClient } from '../../src/ports/http-client.ts';
import { TransportError } from '../../src/ports/transport-error.ts';
import { type ScriptedAnswer, scriptedHttp } from '../http/scripted-http.ts';
import { built, bytesOf, forged, type TestFetcher, testFetcher } from './test-fetcher.ts';

const upstream = asUpstream('https://user:token@proxy.example.com/go', '');
const [info, mod, zip] = (['info', 'mod', 'zip'] as const).map((kind) => moduleFile(built, kind));

function requestFor(file = zip, changes: Partial<FetchRequest> = {}): FetchRequest {
  if (file === undefined) throw new Error('there is such a file');
  return {
    file,
    upstream,
    demand: { priority: 'now', isLarge: false },
    hasFallback: false,
    wrongHashes: new Map(),
    ...changes,
  };
}

const fetched = (fetching: TestFetcher, file = zip, changes: Partial<FetchRequest> = {}) =>
  fetching.settle(fetchFrom(fetching.context, requestFor(file, changes)));

const half = Math.floor(built.zip.length / 2);
const whole: ScriptedAnswer = { headers: { 'content-length': String(built.zip.length) }, body: [built.zip] };
const broken = new TransportError('broken', 'connection reset by peer');

/** What a server with ranges says, breaking off in the middle of the first answer. */
function ranged(
  headers: Record<string, string>,
  rest: ScriptedAnswer = restOf(built.zip),
): HttpClient & { requests: unknown[] } {
  return scriptedHttp((_, time) =>
    time === 1
      ? { headers: { ...whole.headers, ...headers }, body: [built.zip.subarray(0, half)], finally: broken }
      : rest,
  );
}

function restOf(bytes: Buffer, from = half): ScriptedAnswer {
  const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
  return { status: 206, headers: { 'content-range': range }, body: [bytes.subarray(from)] };
}

describe('a fetch', () => {
  test('asks with the credentials of its upstream and for plain bytes', async () => {
    const http = scriptedHttp(() => whole);
    await using fetching = await testFetcher(http);
    const { value } = await fetched(fetching);
    expect(await bytesOf(value)).toEqual(built.zip);
    expect(http.requests).toMatchObject([
      {
        url: 'https://proxy.example.com/go/example.com/%21shout/@v/v1.2.3.zip',
        headers: { 'accept-encoding': 'identity', authorization: 'Basic dXNlcjp0b2tlbg==' },
      },
    ]);
  });

  test.each([
    { name: 'a server error', answer: { status: 500 }, reason: '500 Internal Server Error' },
    { name: 'a bad gateway', answer: { status: 502 }, reason: '502 Bad Gateway' },
    { name: 'being throttled', answer: { status: 429 }, reason: '429 Too Many Requests' },
    { name: 'a broken connection', answer: broken, reason: 'connection reset by peer' },
    {
      name: 'a masked 404',
      answer: { status: 404, headers: { 'content-type': 'text/plain' }, body: ['not found: bad upstream'] },
      reason: '404 Not Found (not found: bad upstream)',
    },
    {
      name: 'a masked 404 that timed out',
      answer: {
        status: 404,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: ['not found: fetch timed out'],
      },
      reason: '404 Not Found (not found: fetch timed out)',
    },
    {
      name: 'a body that is too short',
      answer: { headers: whole.headers ?? {}, body: [built.zip.subarray(0, half)] },
      reason: `received ${half} of ${built.zip.length} bytes`,
    },
    {
      name: 'a zip cut short with the length it has',
      answer: { body: [built.zip.subarray(0, half)] },
      reason: 'invalid zip: its zip has no end',
    },
  ] as { name: string; answer: ScriptedAnswer | Error; reason: string }[])(
    'recovers from $name',
    async ({ answer, reason }) => {
      const http = scriptedHttp((_, time) => (time === 1 ? answer : whole));
      await using fetching = await testFetcher(http);
      const { value } = await fetched(fetching);
      expect(await bytesOf(value)).toEqual(built.zip);
      expect(fetching.reasons()).toEqual([reason]);
    },
  );

  test.each([
    { name: '404', answer: { status: 404 }, kind: 'absent' },
    {
      name: '410',
      answer: { status: 410, headers: { 'content-type': 'text/html' }, body: ['bad upstream'] },
      kind: 'absent',
    },
    { name: '401', answer: { status: 401 }, kind: 'refused' },
    { name: '403', answer: { status: 403 }, kind: 'refused' },
    { name: '501', answer: { status: 501 }, kind: 'refused' },
    {
      name: 'an untrusted certificate',
      answer: new TransportError('tls', 'unable to verify'),
      kind: 'refused',
    },
    { name: 'a wrong proxy password', answer: new TransportError('proxy-refused', '407'), kind: 'refused' },
    {
      name: 'a Retry-After of hours',
      answer: { status: 503, headers: { 'retry-after': '7200' } },
      kind: 'throttled',
    },
  ] as { name: string; answer: ScriptedAnswer | Error; kind: string }[])(
    'does not try again after $name',
    async ({ answer, kind }) => {
      const http = scriptedHttp(() => answer);
      await using fetching = await testFetcher(http);
      const { error } = await fetched(fetching);
      expect(error).toMatchObject({ name: 'FetchFailure', kind });
      expect(http.requests).toHaveLength(1);
    },
  );

  test('gives up after its attempts, and leaves nothing on disk', async () => {
    const http = scriptedHttp(() => ({ status: 500 }));
    await using fetching = await testFetcher(http);
    const { error, ms } = await fetched(fetching);
    expect(error).toMatchObject({ kind: 'broken', status: 500 });
    expect(http.requests).toHaveLength(6);
    // Half of 200, 400, 800, 1600 and 3200 ms.
    expect(ms).toBeGreaterThanOrEqual(3100);
    const [spool = ''] = await readdir(fetching.dir.path);
    expect(await readdir(path.join(fetching.dir.path, spool))).toEqual([]);
  });

  test('gives a busy server more time than a broken connection', async () => {
    await using fetching = await testFetcher(scriptedHttp(() => ({ status: 503 })));
    // Half of 0.4, 1.2, 3.6, 10.8 and 15 s.
    expect((await fetched(fetching)).ms).toBeGreaterThanOrEqual(15_000);
  });

  test('takes a server for no busier because a connection broke before', async () => {
    const http = scriptedHttp((_, time) => (time < 4 ? broken : time === 4 ? { status: 503 } : whole));
    await using fetching = await testFetcher(http);
    // Half of 0.2, 0.4 and 0.8 s, and of 0.4 s.
    expect((await fetched(fetching)).ms).toBeLessThan(1500);
  });

  test('waits for as long as Retry-After says, and a little more', async () => {
    const http = scriptedHttp((_, time) =>
      time === 1 ? { status: 429, headers: { 'retry-after': '30' } } : whole,
    );
    await using fetching = await testFetcher(http);
    await fetched(fetching);
    expect(fetching.events).toContainEqual(expect.objectContaining({ kind: 'retry', pause: 30_200 }));
  });

  test('without anybody waiting for it leaves the last tokens to others', async () => {
    const http = scriptedHttp(() => ({ status: 500 }));
    await using fetching = await testFetcher(http);
    while (fetching.context.servers.of(upstream).host.budget.tryTake());
    await fetched(fetching, zip, { demand: { priority: 'later', isLarge: true } });
    expect(http.requests).toHaveLength(1);
    const { ms } = await fetched(fetching);
    expect(http.requests).toHaveLength(7);
    expect(ms).toBeGreaterThan(3100);
  });

  test('ends with its signal', async () => {
    const aborting = new AbortController();
    const http = scriptedHttp(() => 'hang');
    await using fetching = await testFetcher(http, { signal: aborting.signal });
    const fetch = fetchFrom(fetching.context, requestFor());
    await fetching.clock.advance(100);
    aborting.abort(new Error('enough'));
    await expect(fetch).rejects.toThrow('enough');
    expect(fetching.clock.sleepers()).toBe(0);
  });
});

describe('silence', () => {
  test.each([
    { name: 'an .mod of a host not yet measured, 3 s', file: mod, measured: undefined, bound: 3000 },
    { name: 'an .mod of a quick host, 1 s', file: mod, measured: 20, bound: 1000 },
    { name: 'an .mod of a slow host, 4 times what is normal', file: mod, measured: 700, bound: 2800 },
    {
      name: 'a zip of a host not yet measured, the stall timeout',
      file: zip,
      measured: undefined,
      bound: 30_000,
    },
    { name: 'a zip of a quick host, 5 s', file: zip, measured: 20, bound: 5000 },
  ])('before the first byte of $name', async ({ file, measured, bound }) => {
    const body = file === mod ? { body: [built.mod] } : whole;
    const http = scriptedHttp((_, time) => (time === 1 ? 'hang' : body));
    await using fetching = await testFetcher(http);
    const { timeout } = fetching.context.servers.of(upstream);
    if (measured !== undefined) timeout[file === mod ? 'small' : 'zip'].measured(measured);
    const { ms } = await fetched(fetching, file);
    expect(ms).toBeGreaterThanOrEqual(bound);
    expect(ms).toBeLessThan(bound + 400);
    expect(fetching.reasons()).toEqual([`no answer within ${bound / 1000} s`]);
  });

  test('is borne longer each time, so that a slow server gets its turn', async () => {
    const http = scriptedHttp(() => 'hang');
    await using fetching = await testFetcher(http);
    fetching.context.servers.of(upstream).timeout.small.measured(20);
    await fetched(fetching, mod);
    expect(fetching.reasons()).toEqual([1, 2, 4, 8, 16].map((s) => `no answer within ${s} s`));
  });

  test('in the middle of a zip ends the exchange, and the rest is asked for', async () => {
    const http = scriptedHttp((_, time) =>
      time === 1 ? { ...whole, body: [built.zip.subarray(0, half)], finally: 'hang' } : restOf(built.zip),
    );
    await using fetching = await testFetcher(http);
    const { value, ms } = await fetched(fetching);
    expect(await bytesOf(value)).toEqual(built.zip);
    expect(fetching.reasons()).toEqual(['stalled: almost no data for 5 s']);
    expect(ms).toBeLessThan(11_000);
  });
});

describe('a transfer that broke off', () => {
  test.each([
    { name: 'is resumed by its ETag', headers: { etag: '"1"', 'last-modified': 'today' }, ifRange: '"1"' },
    {
      name: 'is resumed by its date',
      headers: { etag: 'W/"1"', 'last-modified': 'today' },
      ifRange: 'today',
    },
    { name: 'is resumed if a hash will verify it', headers: {}, ifRange: undefined },
  ])('$name', async ({ headers, ifRange }) => {
    const http = ranged({ ...headers } as Record<string, string>);
    await using fetching = await testFetcher(http);
    const { value } = await fetched(fetching);
    expect(await bytesOf(value)).toEqual(built.zip);
    expect(http.requests.at(-1)).toMatchObject({ headers: { range: `bytes=${half}-` } });
    expect((http.requests.at(-1) as { headers: Record<string, string> }).headers['if-range']).toBe(ifRange);
    expect(fetching.events).toContainEqual(expect.objectContaining({ kind: 'resumed', from: half }));
  });

  test('begins again where it was compressed, for its bytes do not say where the rest is', async () => {
    const compressed = { headers: { etag: '"1"' }, uncompressed: true };
    const http = scriptedHttp((_, time) =>
      time === 1
        ? { ...compressed, body: [built.zip.subarray(0, half)], finally: broken }
        : { ...compressed, body: [built.zip] },
    );
    await using fetching = await testFetcher(http);
    const { value } = await fetched(fetching);
    expect(await bytesOf(value)).toEqual(built.zip);
    expect(http.requests.map(({ headers }) => headers['range'])).toStrictEqual([undefined, undefined]);
  });

  test('begins again where the rest came compressed', async () => {
    const http = scriptedHttp((_, time) => {
      if (time === 1) return { ...whole, body: [built.zip.subarray(0, half)], finally: broken };
      return time === 2 ? { ...restOf(built.zip), uncompressed: true } : whole;
    });
    await using fetching = await testFetcher(http);
    const { value } = await fetched(fetching);
    expect(await bytesOf(value)).toEqual(built.zip);
    expect(http.requests.map(({ headers }) => headers['range'])).toStrictEqual([
      undefined,
      `bytes=${half}-`,
      undefined,
    ]);
  });

  test('begins again where the server has no ranges', async () => {
    await using fetching = await testFetcher(ranged({}, whole));
    const { value } = await fetched(fetching);
    expect(await bytesOf(value)).toEqual(built.zip);
  });

  test.each([
    { name: 'from another place', answer: restOf(built.zip, half - 1) },
    { name: 'of another length', answer: restOf(Buffer.concat([built.zip, Buffer.from('x')])) },
    { name: 'without a range', answer: { status: 206, body: [built.zip.subarray(half)] } },
  ])('is not put together with what is $name', async ({ answer }) => {
    const http = scriptedHttp((_, time) => {
      if (time === 1) return { ...whole, body: [built.zip.subarray(0, half)], finally: broken };
      return time === 2 ? answer : whole;
    });
    await using fetching = await testFetcher(http);
    const { value } = await fetched(fetching);
    expect(await bytesOf(value)).toEqual(built.zip);
    expect(http.requests.at(-1)?.headers).not.toHaveProperty('range');
  });

  test('that was put together wrongly is fetched from the beginning, and counts against no upstream', async () => {
    const otherRest = Buffer.concat([built.zip.subarray(0, half), Buffer.alloc(built.zip.length - half)]);
    const http = scriptedHttp((_, time) => {
      if (time % 2 === 1 && time < 4)
        return { ...whole, body: [built.zip.subarray(0, half)], finally: broken };
      return time < 5 ? restOf(otherRest) : whole;
    });
    await using fetching = await testFetcher(http);
    const { value } = await fetched(fetching);
    expect(await bytesOf(value)).toEqual(built.zip);
  });

  test('that is put together to the same wrong bytes every time counts against no upstream', async () => {
    const middle = Math.floor(forged.zip.length / 2);
    const begun: ScriptedAnswer = {
      headers: { 'content-length': String(forged.zip.length) },
      body: [forged.zip.subarray(0, middle)],
      finally: broken,
    };
    const http = scriptedHttp(({ headers }, time) => {
      if (time > 6) return whole;
      return headers['range'] === undefined ? begun : restOf(forged.zip, middle);
    });
    await using fetching = await testFetcher(http, { attempts: 7 });
    expect(await bytesOf((await fetched(fetching)).value)).toEqual(built.zip);
    expect(fetching.reasons().filter((reason) => reason.includes(forged.h1))).toHaveLength(3);
  });

  test('is not resumed if a change would go unnoticed', async () => {
    const stranger = parseRequest('example.com/other/@v/v1.0.0.zip');
    const http = ranged({}, whole);
    await using fetching = await testFetcher(http);
    await fetched(fetching, stranger);
    expect(http.requests.at(-1)).toMatchObject({
      headers: expect.not.objectContaining({ range: expect.anything() }),
    });
  });
});

describe('wrong bytes', () => {
  test('that are the same every time are a mismatch, and not retried', async () => {
    const http = scriptedHttp(() => ({ body: [forged.zip] }));
    await using fetching = await testFetcher(http);
    const { error } = await fetched(fetching);
    expect(error).toMatchObject({
      kind: 'mismatch',
      reason: { kind: 'mismatch', found: forged.h1, expected: built.h1 },
    });
    expect(http.requests).toHaveLength(3);
  });

  test('that come once are an accident', async () => {
    const http = scriptedHttp((_, time) => (time === 1 ? { body: [forged.zip] } : whole));
    await using fetching = await testFetcher(http);
    expect(await bytesOf((await fetched(fetching)).value)).toEqual(built.zip);
  });

  test('of unknown length are not resumed from their end', async () => {
    const http = scriptedHttp(({ headers }, time) => {
      if (headers['range'] !== undefined) return { status: 416 };
      return time === 1 ? { body: [forged.zip] } : { body: [built.zip] };
    });
    await using fetching = await testFetcher(http);
    expect(await bytesOf((await fetched(fetching)).value)).toEqual(built.zip);
  });

  test('of a go.mod are found by its line of go.sum', async () => {
    const http = scriptedHttp(() => ({ body: [forged.mod] }));
    await using fetching = await testFetcher(http);
    expect((await fetched(fetching, mod)).error).toMatchObject({
      kind: 'mismatch',
      reason: { found: goModHash(forged.mod), expected: goModHash(built.mod) },
    });
  });

  test('are not requested twice when there is a fallback', async () => {
    const http = scriptedHttp(() => ({ body: [forged.zip] }));
    await using fetching = await testFetcher(http);
    const { error } = await fetched(fetching, zip, { hasFallback: true });
    expect(error).toMatchObject({ kind: 'invalid' });
    expect(http.requests).toHaveLength(1);
  });

  test('are too many at some point', async () => {
    const flood = Buffer.alloc(4 * 2 ** 20);
    const http = scriptedHttp(() => ({ body: Array(9).fill(flood) }));
    await using fetching = await testFetcher(http);
    expect((await fetched(fetching, mod)).error).toMatchObject({
      kind: 'refused',
      reason: { kind: 'too-large', max: 32 * 2 ** 20 },
    });
  });
});

describe('an .info', () => {
  const asked = async (text: string, file = info) => {
    await using fetching = await testFetcher(
      scriptedHttp(() => ({ body: [text] })),
      { attempts: 1 },
    );
    const { value, error } = await fetched(fetching, file);
    return error ?? (await bytesOf(value)).toString();
  };

  test('keeps what Go reads, and nothing else', async () => {
    const kept = '"Version":"v1.2.3","Time":"2024-01-02T03:04:05Z","Origin":{"VCS":"git"}';
    expect(await asked(`{"GoMod":"x",${kept},"Deprecated":true}`)).toBe(`{${kept}}`);
  });

  test('of a version that does not go with its path names the one that does', async () => {
    const version = parseRequest('example.com/x/@v/v2.0.0.info');
    expect(await asked('{"Version":"v2.0.0+incompatible"}', version)).toBe(
      '{"Version":"v2.0.0+incompatible"}',
    );
  });

  test('has an end', async () => {
    expect(await asked(`{"Version":"v1.2.3"${' '.repeat(2 ** 20)}}`)).toMatchObject({
      reason: { kind: 'too-large' },
    });
  });

  test('needs no time', async () => {
    expect(await asked('{"Version":"v1.2.3","Time":null}')).toBe('{"Version":"v1.2.3"}');
  });

  test('of a branch has the version that the branch stands for', async () => {
    const branch = parseRequest('example.com/x/@v/main.info');
    expect(await asked('{"Version":"v0.0.0-2024"}', branch)).toBe('{"Version":"v0.0.0-2024"}');
  });

  test.each([
    { name: 'of another version', text: '{"Version":"v1.2.4"}' },
    { name: 'without a version', text: '{"Time":"2024-01-02T03:04:05Z"}' },
    { name: 'whose time does not exist', text: '{"Version":"v1.2.3","Time":"2024-13-02T03:04:05Z"}' },
    { name: 'whose time has another form', text: '{"Version":"v1.2.3","Time":"2 January 2024"}' },
    { name: 'whose time is a number', text: '{"Version":"v1.2.3","Time":5}' },
    { name: 'that is a list', text: '["v1.2.3"]' },
    { name: 'that is null', text: 'null' },
    { name: 'that is no JSON', text: '{"Version":"v1.2.3"' },
  ])('$name is invalid', async ({ text }) => {
    expect(await asked(text)).toMatchObject({ kind: 'invalid' });
  });
});
