import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Throw, throwDice } from './dice.ts';
import type { FromUpstream, ToUpstream, UpstreamCounts, UpstreamSettings } from './upstream.ts';

/* The entry of the process behind upstream.ts: serves the folder it is given until no one is connected to it any more. */

const [, , folder = '.'] = process.argv;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What is served in one part of a measurement: answers that begin in it end in it. */
class Serving {
  readonly settings: UpstreamSettings;
  readonly counts: Mutable<UpstreamCounts> & { faults: Record<string, number> };
  readonly #asked = new Map<string, number>();
  #linkFree = 0;

  constructor(settings: UpstreamSettings) {
    this.settings = settings;
    this.counts = { requests: 0, bytes: 0, usefulBytes: 0, connections: 0, faults: {}, stalledZips: 0 };
  }

  /** Counts a request of a file of so many bytes, and throws its dice. */
  asked(name: string, size: number): Throw | undefined {
    const count = 1 + (this.#asked.get(name) ?? 0);
    this.#asked.set(name, count);
    this.counts.requests++;
    if (count === 1) this.counts.usefulBytes += size;
    const fault = throwDice(this.settings.dice, name, count);
    if (fault === undefined) return undefined;
    this.counts.faults[fault.kind] = 1 + (this.counts.faults[fault.kind] ?? 0);
    if (fault.kind === 'stall' && name.endsWith('.zip')) this.counts.stalledZips++;
    return fault;
  }

  /** All answers share one line: resolves when it has taken so many bytes more. */
  async send(bytes: number): Promise<void> {
    this.counts.bytes += bytes;
    const { bytesPerSecond } = this.settings;
    if (bytesPerSecond === undefined) return;
    const now = performance.now();
    this.#linkFree = Math.max(now, this.#linkFree) + (1000 * bytes) / bytesPerSecond;
    if (this.#linkFree - now > 1) await pause(this.#linkFree - now);
  }
}

let serving = new Serving({ latency: 0 });

const server = createServer((request, response) => {
  answer(serving, request, response).catch((error: unknown) => {
    if (!response.destroyed) throw error;
  });
});
server.keepAliveTimeout = 0;
server.on('connection', () => serving.counts.connections++);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('the upstream is not listening');
say({ kind: 'listening', url: `http://127.0.0.1:${address.port}` });

process.on('message', (message: ToUpstream) => {
  if (message.kind === 'count') return say({ kind: 'counted', counts: serving.counts });
  server.closeAllConnections();
  serving = new Serving(message.settings);
  say({ kind: 'serving' });
});
process.on('disconnect', () => process.exit());

function say(message: FromUpstream): void {
  process.send?.(message);
}

/** Small files are read once and kept, so that serving costs as little of the machine as it can. */
const kept = new Map<string, Buffer>();

async function answer(current: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = decodeURIComponent(new URL(request.url ?? '/', 'http://upstream').pathname);
  const file = path.join(folder, name);
  const size = kept.get(name)?.length ?? (await sizeOf(file));
  const fault = current.asked(name, size ?? 0);
  if (current.settings.latency > 0) await pause(current.settings.latency);
  if (size === undefined) return void response.writeHead(404).end(`not found: ${name}\n`);
  if (fault?.kind === '503' || fault?.kind === '429') {
    return void response.writeHead(Number(fault.kind), fault.variant ? { 'retry-after': '1' } : {}).end();
  }
  // Half of the stalls come before an answer, half within one.
  if (fault?.kind === 'stall' && fault.variant) return;
  await sendBody(current, { file, name, size }, { request, response }, fault);
}

interface Served {
  readonly file: string;
  readonly name: string;
  readonly size: number;
}

async function sendBody(
  current: Serving,
  { file, name, size }: Served,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  fault: Throw | undefined,
): Promise<void> {
  const range = rangeOf(request, size);
  const { start } = range;
  const { until, length, flipped, ending } = courseOf(range, fault);
  const isPart = range.end - start < size;
  response.writeHead(isPart ? 206 : 200, {
    'content-type': 'application/octet-stream',
    'content-length': length,
    etag: `"${size}"`,
    ...(isPart ? { 'content-range': `bytes ${start}-${range.end - 1}/${size}` } : {}),
  });
  const gone = goneSignal(response);
  for await (const { at, bytes } of pieces(file, name, { start, end: until })) {
    const flip = flipped - at;
    if (flip >= 0 && flip < bytes.length) bytes[flip] = (bytes[flip] ?? 0) ^ 1;
    await current.send(bytes.length);
    if (response.destroyed) return;
    if (!response.write(bytes)) await once(response, 'drain', { signal: gone });
  }
  end(response, ending);
}

function end(response: ServerResponse, ending: Course['ending']): void {
  response.flushHeaders();
  if (ending === 'whole') response.end();
  // What was written has to leave first.
  if (ending === 'reset') setImmediate(() => response.socket?.resetAndDestroy());
  if (ending === 'cut') setImmediate(() => response.socket?.end());
}

/** Course is how an answer goes: up to which byte of the file, which byte is another, and how the exchange ends. */
interface Course {
  readonly until: number;
  /** As it is announced. */
  readonly length: number;
  readonly flipped: number;
  readonly ending: 'whole' | 'cut' | 'reset' | 'never';
}

function courseOf({ start, end }: Range, fault: Throw | undefined): Course {
  const length = end - start;
  const cut = start + Math.floor(length * (fault?.at ?? 1));
  const good: Course = { until: end, length, flipped: Number.NaN, ending: 'whole' };
  switch (fault?.kind) {
    case 'flip':
      return { ...good, flipped: Math.min(cut, end - 1) };
    case 'reset':
      return { ...good, until: cut, ending: 'reset' };
    case 'stall':
      return { ...good, until: cut, ending: 'never' };
    case 'truncate':
      // Half of them say that this is all.
      return fault.variant
        ? { ...good, until: cut, length: cut - start }
        : { ...good, until: cut, ending: 'cut' };
    default:
      return good;
  }
}

/** Aborts when nobody listens any more. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

/** A copy for each answer: a flipped byte must not stay. */
async function* pieces(
  file: string,
  name: string,
  { start, end }: { readonly start: number; readonly end: number },
): AsyncGenerator<{ at: number; bytes: Buffer }> {
  if (start >= end) return;
  if (!name.endsWith('.zip')) {
    const bytes = kept.get(name) ?? (await readFile(file));
    kept.set(name, bytes);
    yield { at: start, bytes: Buffer.from(bytes.subarray(start, end)) };
    return;
  }
  let at = start;
  for await (const bytes of createReadStream(file, { start, end: end - 1, highWaterMark: 2 ** 17 })) {
    yield { at, bytes };
    at += bytes.length;
  }
}

/** Range is what is asked for of a file, without the byte at `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

function rangeOf({ headers }: IncomingMessage, size: number): Range {
  const asked = /^bytes=(?<first>\d+)-(?<last>\d*)$/.exec(headers.range ?? '')?.groups;
  const unchanged = headers['if-range'] === undefined || headers['if-range'] === `"${size}"`;
  const start = Number(asked?.['first'] ?? 0);
  const last = Number(asked?.['last'] || size - 1);
  return unchanged && start <= last && last < size ? { start, end: last + 1 } : { start: 0, end: size };
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch {
    return undefined;
  }
}
