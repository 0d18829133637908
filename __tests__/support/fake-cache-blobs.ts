import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** BlobFault spoils every download after so many bytes of the blob: with silence, or by closing the connection. */
export interface BlobFault {
  readonly afterBytes: number;
  readonly kind: 'silence' | 'close';
}

/** BlobServing says how a blob is sent. */
export interface BlobServing {
  readonly fault?: BlobFault | undefined;
  readonly bytesPerSecond?: number | undefined;
}

/** FakeBlobs is what `@actions/cache` needs of Azure's blob storage: Put Blob, Block, Block List, HEAD, ranged GET. */
export interface FakeBlobs {
  fileOf(id: string): string;
  serve(request: IncomingMessage, response: ServerResponse, url: URL, serving: BlobServing): Promise<void>;
}

/** fakeBlobs keeps blobs as files of `dir`. It looks at a signature no further than that there is one. */
export function fakeBlobs(dir: string): FakeBlobs {
  const fileOf = (id: string) => path.join(dir, `blob-${id}`);
  return {
    fileOf,
    async serve(request, response, url, serving) {
      const file = fileOf(path.posix.basename(url.pathname));
      if (!url.searchParams.get('sig')) {
        response.writeHead(403).end();
      } else if (request.method === 'PUT') {
        await put(request, file, url);
        response.writeHead(201, { ...commonHeaders(), 'content-length': 0 }).end();
      } else {
        await get(request, response, file, serving);
      }
    },
  };
}

function commonHeaders(): Record<string, string> {
  return {
    etag: '"0x1"',
    'last-modified': new Date().toUTCString(),
    'x-ms-request-id': randomUUID(),
    'x-ms-version': '2025-11-05',
  };
}

async function put(request: IncomingMessage, file: string, url: URL): Promise<void> {
  switch (url.searchParams.get('comp')) {
    case 'block':
      return pipeline(request, createWriteStream(blockFile(file, url.searchParams.get('blockid') ?? '')));
    case 'blocklist':
      return joinBlocks(file, await text(request));
    default:
      return pipeline(request, createWriteStream(file));
  }
}

async function joinBlocks(file: string, list: string): Promise<void> {
  await writeFile(file, '');
  for (const [, id = ''] of list.matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g)) {
    await appendFile(file, await readFile(blockFile(file, id)));
    await rm(blockFile(file, id));
  }
}

function blockFile(file: string, id: string): string {
  return `${file}.${Buffer.from(id, 'base64').toString('hex')}`;
}

async function get(
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
  serving: BlobServing,
): Promise<void> {
  const size = await stat(file).then(
    (stats) => stats.size,
    () => undefined,
  );
  if (size === undefined) {
    response.writeHead(404, { 'x-ms-error-code': 'BlobNotFound' }).end();
    return;
  }
  const headers = { ...commonHeaders(), 'accept-ranges': 'bytes', 'x-ms-blob-type': 'BlockBlob' };
  const range = rangeOf(request, size);
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range !== undefined) Object.assign(headers, { 'content-range': `bytes ${start}-${end}/${size}` });
  response.writeHead(range === undefined ? 200 : 206, { ...headers, 'content-length': end - start + 1 });
  if (request.method === 'HEAD') response.end();
  else await send(createReadStream(file, { start, end }), start, response, serving);
}

function rangeOf(request: IncomingMessage, size: number): { start: number; end: number } | undefined {
  const value = request.headers['x-ms-range'] ?? request.headers.range;
  const match = /^bytes=(\d+)-(\d*)$/.exec(String(value ?? ''));
  if (match === null) return undefined;
  return { start: Number(match[1]), end: Math.min(match[2] ? Number(match[2]) : size - 1, size - 1) };
}

async function send(
  body: AsyncIterable<Buffer>,
  from: number,
  response: ServerResponse,
  { fault, bytesPerSecond }: BlobServing,
): Promise<void> {
  let left = Math.max(0, (fault?.afterBytes ?? Number.POSITIVE_INFINITY) - from);
  let sent = 0;
  const start = performance.now();
  for await (const chunk of body) {
    if (response.destroyed) return;
    const part = chunk.subarray(0, left);
    left -= part.length;
    sent += part.length;
    if (part.length === 0) response.flushHeaders();
    else await new Promise<void>((resolve) => response.write(part, () => resolve()));
    if (left === 0) {
      if (fault?.kind === 'close') response.destroy();
      return;
    }
    if (bytesPerSecond !== undefined) await pace(sent, bytesPerSecond, start);
  }
  response.end();
}

/** By the clock, not piece by piece: a timer is never shorter than a millisecond, and mostly longer. */
async function pace(sent: number, bytesPerSecond: number, start: number): Promise<void> {
  const ahead = (1000 * sent) / bytesPerSecond - (performance.now() - start);
  if (ahead >= 1) await pause(ahead);
}
