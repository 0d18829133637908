import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../errors.ts';
import type { FetchFailure } from '../fetch/failure.ts';
import type { Group } from '../fetch/goproxy-list.ts';
import type { RequestedFile } from '../fetch/requested-file.ts';
import type { Content } from '../fetch/spool.ts';
import { NotFetched } from '../fetch/walk.ts';
import type { ModuleSource } from './module-source.ts';

const contentTypes: Readonly<Record<RequestedFile['kind'], string>> = {
  list: 'text/plain; charset=utf-8',
  latest: 'application/json',
  info: 'application/json',
  mod: 'text/plain; charset=utf-8',
  zip: 'application/zip',
  sumdb: 'text/plain; charset=utf-8',
};

/** answerWith answers a request of the go command with a file, or with why there is none. Never rejects. */
export async function answerWith(
  source: ModuleSource,
  group: Group,
  file: RequestedFile,
  response: ServerResponse,
): Promise<void> {
  try {
    const content = await source.get(group, file, 'now');
    await sendContent(response, file, content);
    if (response.req.method === 'GET') await source.release(group, file, content);
  } catch (error) {
    // Half an answer cannot be taken back: it is cut off, which the go command sees as what it is.
    if (response.headersSent) response.destroy();
    else sendFailure(response, error);
  }
}

async function sendContent(
  response: ServerResponse,
  { kind }: RequestedFile,
  content: Content,
): Promise<void> {
  const size = content.kind === 'memory' ? content.bytes.length : content.size;
  response.writeHead(200, { 'content-type': contentTypes[kind], 'content-length': size });
  if (response.req.method === 'HEAD') response.end();
  else if (content.kind === 'memory') response.end(content.bytes);
  else await pipeline(createReadStream(content.file, { highWaterMark: 2 ** 18 }), response);
}

/**
 * As plain text, for the go command prints that. Only what upstreams mean as absent is a 404 or 410: at these the go
 * command goes on to the next entry of its list.
 */
function sendFailure(response: ServerResponse, error: unknown): void {
  const status = error instanceof NotFetched ? statusOf(error.failure) : 500;
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${messageOf(error)}\n`);
}

function statusOf({ kind, status }: FetchFailure): number {
  switch (kind) {
    case 'absent':
      return status ?? 404;
    case 'refused':
      return status !== undefined && status >= 400 ? status : 502;
    case 'throttled':
    case 'circuit-open':
      return status === 429 ? 429 : 503;
    case 'stalled':
      return 504;
    case 'broken':
    case 'invalid':
      return 502;
    case 'mismatch':
      // Not one of those that are tried again.
      return 422;
  }
}
