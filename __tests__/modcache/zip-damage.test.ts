import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fetchFrom } from '../../src/fetch/fetch.ts';
import { moduleFile } from '../../src/fetch/requested-file.ts';
import { asUpstream } from '../../src/fetch/upstream.ts';
import { damagedRange } from '../../src/modcache/zip-damage.ts';
import type { HttpRequest } from '../../src/ports/http-client.ts';
import { TransportError } from '../../src/ports/transport-error.ts';
import { built, bytesOf, testFetcher } from '../fetch/test-fetcher.ts';
import { type ScriptedAnswer, type ScriptedHttp, scriptedHttp } from '../http/scripted-http.ts';
import { buildModule } from '../support/goproxy-module.ts';
import { tempDir } from '../support/temp-dir.ts';

const { zip } = built;
const middle = zip.indexOf('shout.go') + 40;

function flipped(bytes: Buffer, position: number): Buffer {
  const wrong = Buffer.from(bytes);
  wrong[position] = (wrong[position] ?? 0) ^ 1;
  return wrong;
}

const wholeAnswer = (body: Buffer): ScriptedAnswer => ({
  headers: { 'content-length': String(body.length), etag: '"1"' },
  body: [body],
});

/** What a server says that holds `bytes` and understands ranges. */
function served(bytes: Buffer, { headers }: HttpRequest): ScriptedAnswer {
  const range = /^bytes=(?<from>\d+)-(?<last>\d*)$/.exec(headers['range'] ?? '')?.groups;
  if (range === undefined) return wholeAnswer(bytes);
  const from = Number(range['from']);
  const last = range['last'] ? Number(range['last']) : bytes.length - 1;
  return {
    status: 206,
    headers: { 'content-range': `bytes ${from}-${last}/${bytes.length}` },
    body: [bytes.subarray(from, last + 1)],
  };
}

const sentBy = ({ body = [] }: ScriptedAnswer): number => body.reduce((sum, { length }) => sum + length, 0);

async function fetchedThrough(http: ScriptedHttp, hasFallback = false) {
  await using fetching = await testFetcher(http);
  const request = {
    file: moduleFile(built, 'zip'),
    upstream: asUpstream('https://proxy.example.com', ''),
    demand: { priority: 'now', isLarge: true },
    hasFallback,
    wrongHashes: new Map<string, number>(),
  } as const;
  const { value, error, ms } = await fetching.settle(fetchFrom(fetching.context, request));
  return { bytes: value && (await bytesOf(value)), error, ms };
}

describe('a zip that is damaged in one place', () => {
  test('is fetched again in that place, at once', async () => {
    const http = scriptedHttp((request, time) =>
      time === 1 ? wholeAnswer(flipped(zip, middle)) : served(zip, request),
    );
    const { bytes, ms } = await fetchedThrough(http);
    expect(bytes).toEqual(zip);
    expect(ms).toBe(0);
    expect(http.requests).toHaveLength(2);
    const from = zip.indexOf('PK\x03\x04', 4);
    expect(http.requests[1]?.headers).toMatchObject({
      range: `bytes=${from}-${zip.length - 1}`,
      'if-range': '"1"',
    });
  });

  test('wherever that is, arrives whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: zip.length - 1 }), async (position) => {
        const http = scriptedHttp((request, time) =>
          time === 1 ? wholeAnswer(flipped(zip, position)) : served(zip, request),
        );
        const { bytes = Buffer.alloc(0) } = await fetchedThrough(http);
        // What neither the hash nor the go command looks at can stay as it came: it is the same module.
        expect(
          bytes.equals(zip) || (http.requests.length === 1 && bytes.equals(flipped(zip, position))),
        ).toBe(true);
        expect(http.requests.length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 60 },
    );
  });

  const broken = new TransportError('broken', 'connection reset by peer');
  const half = (answer: ScriptedAnswer): ScriptedAnswer => {
    const body = Buffer.concat((answer.body ?? []).map((piece) => Buffer.from(piece)));
    return { ...answer, body: [body.subarray(0, body.length >> 1)], finally: broken };
  };
  const second: [string, (request: HttpRequest) => ScriptedAnswer][] = [
    ['comes as wrong again', (request) => served(flipped(zip, middle), request)],
    ['comes with all the rest', () => wholeAnswer(zip)],
    ['comes with more than was asked for', () => ({ ...served(zip, rangeRequest(0)), status: 206 })],
    ['breaks off', (request) => half(served(zip, request))],
    ['is refused for a while', () => ({ status: 503 })],
  ];
  test.each(second)('arrives whole when that place %s', async (_, answer) => {
    const http = scriptedHttp((request, time) => {
      if (time === 1) return wholeAnswer(flipped(zip, middle));
      return time === 2 ? answer(request) : served(zip, request);
    });
    expect((await fetchedThrough(http)).bytes).toEqual(zip);
    expect(http.requests.length).toBeLessThanOrEqual(3);
  });

  test('is left for another server where there is one', async () => {
    const http = scriptedHttp(() => wholeAnswer(flipped(zip, middle)));
    expect((await fetchedThrough(http, true)).error).toMatchObject({ kind: 'invalid' });
    expect(http.requests).toHaveLength(1);
  });

  test('on the server itself is invalid in the end, as for the go command', async () => {
    const http = scriptedHttp((request) => served(flipped(zip, zip.indexOf('shout! ') + 1), request));
    expect((await fetchedThrough(http)).error).toMatchObject({ kind: 'invalid' });
    const sent = http.requests.map((request) => sentBy(served(zip, request)));
    expect(sent.filter((bytes) => bytes === zip.length)).toHaveLength(6);
  });
});

function rangeRequest(from: number): HttpRequest {
  return { url: '', headers: { range: `bytes=${from}-` }, signal: AbortSignal.abort() };
}

describe('what is damaged in a zip', () => {
  const large = buildModule({
    path: 'example.com/large',
    version: 'v1.0.0',
    files: { 'a.txt': 'a', 'large.txt': 'abcdefgh'.repeat(2 ** 20 + 3), 'z.txt': 'z' },
  }).zip;

  test('is found in a file too large to be held whole', async () => {
    await using dir = await tempDir();
    const file = path.join(dir.path, 'large.zip');
    writeFileSync(file, large);
    expect(await damagedRange(file)).toBeUndefined();
    writeFileSync(file, flipped(large, large.length >> 1));
    const range = await damagedRange(file);
    expect(range?.from).toBe(large.lastIndexOf('PK\x03\x04', large.length >> 1));
    expect(range?.until).toBe(large.indexOf('PK\x03\x04', large.length >> 1));
  });

  test('is not known of what is no zip', async () => {
    await using dir = await tempDir({ 'no.zip': 'no zip at all' });
    expect(await damagedRange(path.join(dir.path, 'no.zip'))).toBeUndefined();
  });
});
