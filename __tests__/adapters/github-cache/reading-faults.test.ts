import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { GithubCacheOptions } from '../../../src/adapters/github-cache/github-cache.ts';
import type { CacheFetch } from '../../../src/ports/cache-backend.ts';
import { contentsOf, piecesOf } from '../../support/entry-contents.ts';
import {
  type CacheServiceFaults,
  fakeCacheService,
  packVersion,
  type RpcFault,
  refusal,
  silence,
} from '../../support/fake-cache-service.ts';
import { openGithubCache } from '../../support/github-cache.ts';
import { listening } from '../../support/listening.ts';
import { outerArchive } from '../../support/outer-archive.ts';
import { waitUntil } from '../../support/processes.ts';

const never = new AbortController().signal;
const lookupTimeout = 4000;
const stallTimeout = 1000;
const packBytes = 12e6;
const contents = randomBytes(packBytes);
const archive = await outerArchive([{ name: 'go-mod-download.pack', contents }]);

/** A service that holds the entry `k-1`, and a client of it. */
async function scene(settings: Partial<GithubCacheOptions> = {}, first = false) {
  const service = await fakeCacheService();
  await service.putEntry('k-1', packVersion, archive);
  const env = first ? service.envOfFirst() : service.env();
  // Short pauses: what ends an attempt must not be luck.
  const options = { scratchDir: '/nowhere', lookupTimeout, stallTimeout, random: () => 0.1 };
  const cache = openGithubCache({ env, ...options, ...settings });
  return {
    service,
    cache,
    async [Symbol.asyncDispose]() {
      await cache.close();
      await service[Symbol.asyncDispose]();
    },
  };
}

const unavailable = (reason: RegExp) => ({ kind: 'unavailable', reason: expect.stringMatching(reason) });

/** On a busy machine. */
const slack = 20_000;

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const start = performance.now();
  const outcome = await work;
  expect(performance.now() - start).toBeLessThan(limitMs + slack);
  return outcome;
}

const text = (status: number, body: string, headers: Record<string, string> = {}): RpcFault => ({
  kind: 'answer',
  status,
  body,
  headers,
});

const lookups: readonly [name: string, fault: RpcFault, reason: RegExp][] = [
  ['401', refusal(401), /answered 401: it does not accept the job's token$/],
  ['403', refusal(403), /answered 403: the job's token does not permit it$/],
  ['403 by policy', refusal(403, 'cache read denied: fork'), /denies reading: fork$/],
  ['404', refusal(404), /answered 404$/],
  ['429', refusal(429), /answered 429: too many requests, also when asked again$/],
  [
    '429 for a minute',
    { kind: 'answer', status: 429, body: {}, headers: { 'retry-after': '60' } },
    /answered 429: too many requests$/,
  ],
  ['500', refusal(500), /answered 500: an error on its side, also when asked again$/],
  ['503', refusal(503), /answered 503: .*, also when asked again$/],
  ['silence', silence, /did not answer within 4 s$/],
  [
    'a page in place of JSON',
    text(200, '<p>log in</p>', { 'content-type': 'text/html' }),
    /not its protocol$/,
  ],
  ['JSON that is no object', text(200, '"yes"'), /not its protocol$/],
  ['JSON without what counts', text(200, '{"ok":true}'), /not its protocol$/],
  ['JSON of another service', text(200, '{"status":"up"}'), /not its protocol$/],
  ['an answer without an end', text(200, `{"ok":false}${' '.repeat(100_000)}`), /not its protocol$/],
  [
    'an address that is none',
    {
      kind: 'answer',
      status: 200,
      body: { ok: true, matched_key: 'k-1', signed_download_url: 'file:///etc/passwd' },
    },
    /not its protocol$/,
  ],
  [
    'an entry that was not asked for',
    {
      kind: 'answer',
      status: 200,
      body: { ok: true, matched_key: 'x-1', signed_download_url: 'http://127.0.0.1/' },
    },
    /not asked for$/,
  ],
  [
    'a redirect',
    text(307, '', { location: 'http://127.0.0.1:9/' }),
    /answered 307: it sends the request elsewhere/,
  ],
];

describe('a cache service that does not answer as it should', () => {
  test.each(lookups)('costs a look-up little time: %s', async (_name, fault, reason) => {
    await using at = await scene();
    at.service.faults.lookup = fault;
    expect(await within(lookupTimeout, at.cache.lookup(['k-'], never))).toEqual(unavailable(reason));
    expect(await within(lookupTimeout, at.cache.fetch(['k-'], never))).toEqual(unavailable(reason));
  });

  test.each<[string, RpcFault, RegExp]>([
    ['401', refusal(401), /answered 401/],
    ['403 by policy', refusal(403, 'cache read denied: fork'), /denies reading: fork$/],
    ['500', refusal(500), /answered 500/],
    ['silence', silence, /did not answer within 4 s$/],
    ['a page in place of JSON', text(200, '<p>log in</p>'), /not its protocol$/],
    ['JSON without what counts', text(200, '{"cacheKey":"k-1"}'), /not its protocol$/],
    ['a redirect to nowhere', text(302, '', { location: 'http://127.0.0.1:9/' }), /could not be asked: /],
  ])('costs as little on an Enterprise Server: %s', async (_name, fault, reason) => {
    await using at = await scene({}, true);
    at.service.faults.lookup = fault;
    expect(await within(lookupTimeout, at.cache.lookup(['k-'], never))).toEqual(unavailable(reason));
  });

  test.each<[string, RpcFault]>([
    ['503', refusal(503)],
    ['429 for a moment', { kind: 'answer', status: 429, body: {}, headers: { 'retry-after': '0' } }],
    ['silence', silence],
  ])('is asked again after %s', async (_name, fault) => {
    await using at = await scene();
    Object.defineProperty(at.service.faults, 'lookup', {
      get: () => (at.service.requests.length <= 1 ? fault : undefined),
    });
    expect(await at.cache.lookup(['k-'], never)).toEqual({ kind: 'found', key: 'k-1' });
    expect(at.service.requests.length).toBeGreaterThan(1);
  });

  test('is named when nothing listens there', async () => {
    const gone = await fakeCacheService();
    const env = gone.env();
    await gone[Symbol.asyncDispose]();
    await using at = await scene({ env });
    expect(await at.cache.lookup(['k-'], never)).toEqual(
      unavailable(/could not be asked: connection refused/),
    );
  });

  test('gives its token to nothing that it redirects to', async () => {
    const seen: (string | undefined)[] = [];
    await using elsewhere = await listening(
      createServer((request, response) => {
        seen.push(request.headers.authorization);
        response.end('{}');
      }),
    );
    const location = `${elsewhere.url}/`;
    for (const [first, status] of [
      [false, 302],
      [false, 307],
      [true, 302],
      [true, 307],
    ] as const) {
      await using at = await scene({}, first);
      at.service.faults.lookup = text(status, '', { location });
      await at.cache.lookup(['k-'], never);
    }
    // Of GET requests only, which an Enterprise Server is asked by, a redirect is followed.
    expect(seen).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('never shows its token', async () => {
    await using at = await scene();
    at.service.faults.lookup = refusal(403, `cache read denied: bad token ${at.service.token}`);
    const answer = await at.cache.lookup(['k-'], never);
    expect(JSON.stringify(answer)).not.toContain(at.service.token);
  });

  test('is asked for nothing once the caller has given up', async () => {
    await using at = await scene();
    const answer = await at.cache.lookup(['k-'], AbortSignal.abort(new Error('too late')));
    expect(answer).toEqual({ kind: 'unavailable', reason: 'too late' });
    expect(at.service.requests).toEqual([]);
  });

  test('is left at once when the caller gives up', async () => {
    await using at = await scene({ lookupTimeout: 60_000, stallTimeout: 60_000 });
    at.service.faults.lookup = silence;
    const caller = new AbortController();
    const answer = at.cache.lookup(['k-'], caller.signal);
    await waitUntil(() => at.service.requests.length > 0);
    caller.abort(new Error('the deadline of 30 m has passed'));
    expect(await within(0, answer)).toEqual({
      kind: 'unavailable',
      reason: 'the deadline of 30 m has passed',
    });
  });
});

/** Answers in place of the blob. */
const instead =
  (status: number, headers: Record<string, string> = {}, body = '') =>
  (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
    return true;
  };

const fetches: readonly [name: string, faults: CacheServiceFaults, reason: RegExp][] = [
  [
    'a signature that has expired',
    { blob: instead(403) },
    /answered 403 Forbidden, its signature may have expired$/,
  ],
  ['an entry that is gone', { blob: instead(404) }, /answered 404 Not Found$/],
  ['storage that is down', { blob: instead(503) }, /answered 503 Service Unavailable$/],
  ['storage that is busy for a minute', { blob: instead(503, { 'retry-after': '60' }) }, /answered 503/],
  [
    'a redirect in a circle',
    { blob: instead(302, { location: '/devstoreaccount1/x' }) },
    /stopped after 10 redirects$/,
  ],
  [
    'a redirect to a file',
    { blob: instead(302, { location: 'file:///etc/passwd' }) },
    /redirected to file:$/,
  ],
  [
    'a page',
    { blob: instead(200, { 'content-type': 'text/html' }, '<p>log in</p>') },
    /response is an HTML page$/,
  ],
  [
    'another range',
    { blob: instead(206, { 'content-range': 'bytes 7-8/9' }, 'xx') },
    /another range than requested$/,
  ],
  ['silence', { blob: () => true }, /stalled|no answer/],
];

describe('storage that does not give the entry', () => {
  test.each(fetches)('costs little time: %s', async (_name, faults, reason) => {
    await using at = await scene();
    Object.assign(at.service.faults, faults);
    const fetched = await within(lookupTimeout + 2 * stallTimeout, at.cache.fetch(['k-'], never));
    expect(fetched).toEqual(unavailable(reason));
  });

  test.each([
    ['no archive', Buffer.alloc(1e6, 'not an archive'), /cannot be decompressed/],
    ['nothing', Buffer.alloc(0), /./],
  ])('has a broken entry when that is %s', async (_name, stored, reason) => {
    await using at = await scene();
    await at.service.putEntry('b-1', packVersion, stored);
    expect(await at.cache.fetch(['b-'], never)).toMatchObject({ reason: expect.stringMatching(reason) });
  });
});

/** Reads an entry as far as it comes; returns how far that is, and why no further. */
async function readOf(
  fetched: CacheFetch,
): Promise<{ read: number; isRight: boolean; reason: string | undefined }> {
  if (fetched.kind !== 'found') throw new Error(JSON.stringify(fetched));
  const pieces: Buffer[] = [];
  let reason: string | undefined;
  try {
    for await (const piece of piecesOf(fetched)) pieces.push(Buffer.from(piece));
  } catch (error) {
    expect(error).toMatchObject({ name: 'EntryInterrupted' });
    reason = Error.isError(error) ? error.message : '';
  }
  await fetched.dispose();
  const all = Buffer.concat(pieces);
  return { read: all.length, isRight: all.equals(contents.subarray(0, all.length)), reason };
}

describe('an entry that breaks off', () => {
  /** Serves ranges up to `bytes`, and then does `what`, for good. */
  const upTo =
    (bytes: number, what: (response: ServerResponse) => void, calls = { left: Number.POSITIVE_INFINITY }) =>
    (request: IncomingMessage, response: ServerResponse) => {
      const [, from = '0', to = '0'] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      const [start, end] = [Number(from), Math.min(Number(to), archive.length - 1)];
      if (end < bytes || calls.left === 0) return false;
      calls.left -= 1;
      response.writeHead(206, {
        'content-length': end - start + 1,
        'content-range': `bytes ${start}-${end}/${archive.length}`,
        etag: '"0x1"',
      });
      response.write(archive.subarray(start, Math.max(start, bytes)), () => what(response));
      return true;
    };

  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['by silence', () => undefined, /storage of the cache service failed: stalled/],
    ['by closing', (response) => void response.destroy(), /storage of the cache service failed: /],
  ])('%s for good gives what came before', async (_name, what, reason) => {
    await using at = await scene({ stallTimeout: 2000 });
    at.service.faults.blob = upTo(9e6, what);
    const read = await within(10_000, at.cache.fetch(['k-'], never).then(readOf));
    expect(read).toMatchObject({ isRight: true, reason: expect.stringMatching(reason) });
    expect(read.read).toBeGreaterThan(8e6);
    expect(read.read).toBeLessThan(9e6);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['by silence', () => undefined],
    ['by closing', (response) => void response.destroy()],
  ])('%s once is carried on', async (_name, what) => {
    await using at = await scene({ stallTimeout: 4000 });
    at.service.faults.blob = upTo(9e6, what, { left: 1 });
    const fetched = await at.cache.fetch(['k-'], never);
    expect((await contentsOf(fetched)).equals(contents)).toBe(true);
  });

  test('in one stream gives what came before', async () => {
    await using at = await scene();
    at.service.faults.blob = (_, response) => {
      response.writeHead(200, { 'content-length': archive.length });
      response.write(archive.subarray(0, 9e6), () => response.destroy());
      return true;
    };
    const read = await at.cache.fetch(['k-'], never).then(readOf);
    expect(read).toMatchObject({
      isRight: true,
      reason: expect.stringMatching(/storage of the cache service failed/),
    });
    expect(read.read).toBeGreaterThan(5e6);
  });

  test('because its archive is damaged gives what came before', async () => {
    await using at = await scene();
    await at.service.putEntry(
      'd-1',
      packVersion,
      Buffer.concat([archive.subarray(0, 9e6), Buffer.alloc(3e6, 'damage')]),
    );
    const read = await at.cache.fetch(['d-'], never).then(readOf);
    expect(read.read).toBeGreaterThan(5e6);
    expect(read.reason).toMatch(/cannot be decompressed|ends early/);
  });

  test('at the end of the archive says so', async () => {
    await using at = await scene();
    await at.service.putEntry('h-1', packVersion, archive.subarray(0, 9e6));
    const read = await at.cache.fetch(['h-'], never).then(readOf);
    expect(read).toMatchObject({
      isRight: true,
      reason: expect.stringMatching(/ends early|cannot be decompressed/),
    });
  });

  test('is not read any further by one who gives up', async () => {
    await using at = await scene();
    const caller = new AbortController();
    const fetched = await at.cache.fetch(['k-'], caller.signal);
    caller.abort(new Error('the deadline of 30 m has passed'));
    if (fetched.kind !== 'found') throw new Error(JSON.stringify(fetched));
    await expect(contentsOf(fetched)).rejects.toThrow('the deadline of 30 m has passed');
  });
});

describe('a slow transfer', () => {
  test('goes on while it is faster than downloading', async () => {
    await using at = await scene({ stallTimeout: 2000 });
    at.service.faults.bytesPerSecond = 3e6;
    expect((await contentsOf(await at.cache.fetch(['k-'], never))).equals(contents)).toBe(true);
  });

  test('is given up when downloading is faster', async () => {
    await using at = await scene({ stallTimeout: 2000 });
    at.service.faults.bytesPerSecond = 50_000;
    const fetched = await at.cache.fetch(['k-'], never);
    expect(await readOf(fetched)).toMatchObject({
      reason: expect.stringMatching(/stalled: less than 1 MB\/s for 2 s$/),
    });
  });

  test('is not stopped where only the reader is slow', async () => {
    await using at = await scene({ stallTimeout: 1000 });
    const fetched = await at.cache.fetch(['k-'], never);
    if (fetched.kind !== 'found') throw new Error(JSON.stringify(fetched));
    let read = 0;
    for await (const piece of piecesOf(fetched)) {
      read += piece.length;
      if (read < 1e6) await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await fetched.dispose();
    expect(read).toBe(packBytes);
  });
});
