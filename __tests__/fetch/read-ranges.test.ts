import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { undiciClient } from '../../src/adapters/network/client.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { type RangeReadOptions, readRanges } from '../../src/fetch/read-ranges.ts';
import { followRedirects } from '../../src/http/redirects.ts';
import { listening } from '../support/listening.ts';
import { waitUntil } from '../support/processes.ts';

const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251));

type Serve = (request: IncomingMessage, response: ServerResponse, time: number) => void;

/** A server with `content`, which `serve` may spoil; it gets how often the same range was asked for. */
async function serving(serve: Serve = serveRange, settings: Partial<RangeReadOptions> = {}) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const alike = requests.filter(
      ({ url, headers }) => url === request.url && headers.range === request.headers.range,
    );
    serve(request, response, alike.length);
  });
  const at = await listening(server);
  const noProxies = { httpProxy: '', httpsProxy: '', noProxy: '' };
  const http = followRedirects(undiciClient({ proxies: noProxies, ca: () => [], connections: 8 }));
  const url = `${at.url}/blob`;
  const open = (more: Partial<RangeReadOptions> = {}) =>
    readRanges({
      send: (headers, signal) => http.send({ url, headers, signal }),
      sizeLimit: 1e6,
      stallTimeout: 60_000,
      speedFloor: 0,
      requestTimeout: 20_000,
      rangeBytes: 10_000,
      parallel: 3,
      clock: systemClock,
      random: () => 0,
      signal: new AbortController().signal,
      ...settings,
      ...more,
    });
  return {
    requests,
    open,
    async read(more: Partial<RangeReadOptions> = {}): Promise<Buffer> {
      const { pieces } = await open(more);
      const copies: Buffer[] = [];
      for await (const piece of pieces) copies.push(Buffer.from(piece));
      return Buffer.concat(copies);
    },
    async [Symbol.asyncDispose]() {
      await http.close();
      await at[Symbol.asyncDispose]();
    },
  };
}

function rangeOf({ headers }: IncomingMessage): { from: number; to: number } {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  return { from: Number(from), to: Math.min(Number(to), content.length - 1) };
}

function rangeHeaders(request: IncomingMessage): Record<string, string | number> {
  const { from, to } = rangeOf(request);
  return {
    'content-range': `bytes ${from}-${to}/${content.length}`,
    'content-length': to - from + 1,
    etag: '"one"',
  };
}

function serveRange(request: IncomingMessage, response: ServerResponse): void {
  const { from, to } = rangeOf(request);
  response.writeHead(206, rangeHeaders(request)).end(content.subarray(from, to + 1));
}

function isAt(request: IncomingMessage, from: number): boolean {
  return rangeOf(request).from === from;
}

describe('a body that is read by ranges', () => {
  test.each([
    { name: 'whole ranges', rangeBytes: 10_000 },
    { name: 'a last range that is shorter', rangeBytes: 30_001 },
    { name: 'one range larger than it', rangeBytes: 200_000 },
    { name: 'one range as large as it', rangeBytes: 100_000 },
    { name: 'a last range of one byte', rangeBytes: 99_999 },
  ])('is whole and in order: $name', async ({ rangeBytes }) => {
    await using server = await serving();
    expect((await server.read({ rangeBytes })).equals(content)).toBe(true);
    expect(server.requests.length).toBe(Math.ceil(content.length / rangeBytes));
  });

  test('tells its size before it has come', async () => {
    await using server = await serving();
    const body = await server.open();
    expect(body.bytes).toBe(100_000);
    await body.close();
  });

  test('is of one version: all but the first request name its ETag', async () => {
    await using server = await serving();
    await server.read();
    expect(server.requests.map(({ headers }) => headers['if-match'])).toEqual([
      undefined,
      ...Array.from({ length: 9 }, () => '"one"'),
    ]);
  });

  test('is in order whatever order and pieces its ranges come in', async () => {
    const delays = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 10, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(delays, async (all) => {
        await using server = await serving((request, response) => {
          const { from, to } = rangeOf(request);
          const middle = from + Math.floor(((to - from) * (from % 97)) / 97);
          setTimeout(
            () => {
              response.writeHead(206, rangeHeaders(request));
              response.write(content.subarray(from, middle));
              setTimeout(() => response.end(content.subarray(middle, to + 1)), 2);
            },
            all[from / 10_000],
          );
        });
        return (await server.read()).equals(content);
      }),
      { numRuns: 10 },
    );
  });

  test('is not requested further than the memory allows while no one reads', async () => {
    await using server = await serving();
    const { pieces, close } = await server.open();
    await pieces.next();
    await waitUntil(() => server.requests.length === 3);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.requests.length).toBe(3);
    await close();
  });

  test('leaves no request behind when it is closed, whether or not it was read', async () => {
    await using server = await serving((request, response, time) => {
      if (isAt(request, 0)) serveRange(request, response);
      else if (time > 0) response.writeHead(206, rangeHeaders(request)).write('x');
    });
    const unread = await server.open();
    const read = await server.open();
    await read.pieces.next();
    await Promise.all([unread.close(), read.close()]);
    await expect(read.pieces.next()).rejects.toThrow('no longer needed');
  });

  test('is read in one stream where the server gives no ranges', async () => {
    await using server = await serving((_, response) => void response.writeHead(200).end(content));
    const { bytes, pieces, close } = await server.open();
    expect(bytes).toBeUndefined();
    await pieces.next();
    await close();
    expect((await server.read()).equals(content)).toBe(true);
    expect(server.requests.length).toBe(2);
  });

  test('ends with the reason of whoever gives it up', async () => {
    await using server = await serving((request, response) => {
      if (isAt(request, 0)) serveRange(request, response);
    });
    const caller = new AbortController();
    const reading = server.read({ signal: caller.signal });
    await waitUntil(() => server.requests.length >= 3);
    caller.abort(new Error('the deadline has passed'));
    await expect(reading).rejects.toThrow('the deadline has passed');
  });
});

describe('a range that fails', () => {
  const spoiled: readonly [name: string, serve: Serve][] = [
    ['a status of 500', (_, response) => void response.writeHead(500).end()],
    ['a status of 503', (_, response) => void response.writeHead(503).end()],
    ['no answer', () => undefined],
    ['a connection that is reset', (request) => void request.socket.resetAndDestroy()],
  ];
  test.each(spoiled)('is asked for again: %s', async (_name, spoil) => {
    for (const at of [0, 20_000]) {
      await using server = await serving((request, response, time) =>
        isAt(request, at) && time === 1 ? spoil(request, response, time) : serveRange(request, response),
      );
      expect((await server.read({ requestTimeout: 500 })).equals(content)).toBe(true);
    }
  });

  test.each([0, 20_000])('is resumed where it broke off: the one at %i', async (at) => {
    await using server = await serving((request, response) => {
      if (!isAt(request, at)) return serveRange(request, response);
      response.writeHead(206, rangeHeaders(request));
      response.write(content.subarray(at, at + 4000), () => response.destroy());
    });
    expect((await server.read()).equals(content)).toBe(true);
    expect(server.requests.map(({ headers }) => headers.range)).toContain(`bytes=${at + 4000}-${at + 9999}`);
  });

  test('is resumed where it fell silent', async () => {
    await using server = await serving((request, response) => {
      if (!isAt(request, 20_000)) return serveRange(request, response);
      response.writeHead(206, rangeHeaders(request)).write(content.subarray(20_000, 24_000));
    });
    expect((await server.read({ requestTimeout: 500 })).equals(content)).toBe(true);
  });

  test('waits as long as the server asks for, but not for long', async () => {
    await using server = await serving((request, response, time) => {
      if (!isAt(request, 0) || time > 1) return serveRange(request, response);
      response.writeHead(503, { 'retry-after': '1' }).end();
    });
    const start = performance.now();
    await server.read();
    expect(performance.now() - start).toBeGreaterThan(950);

    await using busy = await serving(
      (_, response) => void response.writeHead(503, { 'retry-after': '60' }).end(),
    );
    await expect(busy.read()).rejects.toMatchObject({ kind: 'throttled', status: 503 });
    expect(busy.requests.length).toBe(1);
  });

  test('for good is the end, after what came before it', async () => {
    await using server = await serving((request, response) =>
      isAt(request, 20_000) ? void response.writeHead(403).end() : serveRange(request, response),
    );
    const { pieces } = await server.open();
    let read = 0;
    const reading = (async () => {
      for await (const piece of pieces) read += piece.length;
    })();
    await expect(reading).rejects.toMatchObject({ name: 'FetchFailure', kind: 'refused', status: 403 });
    expect(read).toBe(20_000);
  });
});

describe('a server that cannot be right', () => {
  const page = { 'content-type': 'text/html; charset=utf-8' };
  const wrong: readonly [name: string, serve: Serve, message: RegExp][] = [
    ['nothing is there', (_, response) => void response.writeHead(404).end(), /^404 Not Found$/],
    ['not allowed', (_, response) => void response.writeHead(403).end(), /^403 Forbidden$/],
    ['a page', (_, response) => void response.writeHead(200, page).end('<p>log in</p>'), /HTML page/],
    [
      'another range first',
      (_, response) =>
        void response
          .writeHead(206, { 'content-range': 'bytes 5-10004/100000' })
          .end(content.subarray(0, 10_000)),
      /another range/,
    ],
    [
      'a range of unknown size',
      (_, response) => void response.writeHead(206, { 'content-range': 'bytes 0-9999/*' }).end(),
      /another range/,
    ],
    ['a range without a word', (_, response) => void response.writeHead(206).end(content), /another range/],
    [
      'another range later',
      (request, response) => {
        if (isAt(request, 0)) return serveRange(request, response);
        response.writeHead(206, { 'content-range': 'bytes 0-9999/100000' }).end(content.subarray(0, 10_000));
      },
      /another range/,
    ],
    [
      'the whole body later',
      (request, response) => {
        if (isAt(request, 0)) return serveRange(request, response);
        response.writeHead(200).end(content);
      },
      /another range/,
    ],
    [
      'another size later',
      (request, response) => {
        if (isAt(request, 0)) return serveRange(request, response);
        const { from, to } = rangeOf(request);
        response
          .writeHead(206, { 'content-range': `bytes ${from}-${to}/100001` })
          .end(content.subarray(from, to + 1));
      },
      /another range/,
    ],
    [
      'another version later',
      (request, response) =>
        isAt(request, 0) ? serveRange(request, response) : void response.writeHead(412).end(),
      /changed while it was read/,
    ],
    [
      'more than it announced',
      (request, response) => {
        const { 'content-length': _, ...headers } = rangeHeaders(request);
        response.writeHead(206, headers).end(content);
      },
      /exceeds the requested range/,
    ],
    [
      'a body that is too large',
      (request, response) => {
        const { from, to } = rangeOf(request);
        response
          .writeHead(206, { 'content-range': `bytes ${from}-${to}/5000000` })
          .end(content.subarray(from, to + 1));
      },
      /exceeds 1000000 bytes/,
    ],
    [
      'a stream that is too large',
      (_, response) => void response.writeHead(200).end(Buffer.alloc(2e6)),
      /exceeds 1000000 bytes/,
    ],
    [
      'a stream that says that it is too large',
      (_, response) => void response.writeHead(200, { 'content-length': 2e6 }).end(Buffer.alloc(2e6)),
      /exceeds 1000000 bytes/,
    ],
    [
      'half a stream',
      (_, response) => {
        response.writeHead(200, { 'content-length': content.length });
        response.write(content.subarray(0, 50_000), () => response.destroy());
      },
      /./,
    ],
    ['silence', () => undefined, /stalled/],
    [
      'redirects without an end',
      (_, response) => void response.writeHead(302, { location: '/blob' }).end(),
      /redirects/,
    ],
  ];
  test.each(wrong)('is not believed: %s', async (name, serve, message) => {
    await using server = await serving(serve);
    await expect(server.read(name === 'silence' ? { stallTimeout: 1000 } : {})).rejects.toMatchObject({
      name: 'FetchFailure',
      message: expect.stringMatching(message),
    });
  });

  test('is given up when it falls silent for good, in ranges or in one stream', async () => {
    const halves: Serve[] = [
      (request, response) => void response.writeHead(206, rangeHeaders(request)).write('x'),
      (_, response) => void response.writeHead(200).write('x'),
    ];
    for (const serve of halves) {
      await using server = await serving(serve);
      await expect(server.read({ stallTimeout: 500 })).rejects.toMatchObject({ kind: 'stalled' });
    }
  });

  test('is given up when it trickles', async () => {
    const trickle: Serve = (request, response) => {
      response.writeHead(206, rangeHeaders(request));
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    };
    await using server = await serving(trickle);
    await expect(server.read({ stallTimeout: 500, speedFloor: 1e6 })).rejects.toMatchObject({
      kind: 'stalled',
      message: 'stalled: less than 1 MB/s for 0.5 s',
    });
  });
});
