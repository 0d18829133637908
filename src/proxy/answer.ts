import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../errors.ts';
import type { FetchFailure } from '../fetch/failure.ts';
import type { Group } from '../fetch/goproxy-list.ts';
import { NotFetched } from '../fetch/not-fetched.ts';
import type { RequestedFile } from '../fetch/requested-file.ts';
import type { Content } from '../fetch/spool.ts';
import { type Describe, describeNotFetched } from '../fetch/wording.ts';
import { errorBody } from './error-body.ts';
import type { ModuleSource } from './module-source.ts';

const plainText = 'text/plain; charset=utf-8';

/** AnswerContext is where files come from, and how a failure is worded for the go command. */
export interface AnswerContext {
  readonly source: ModuleSource;
  readonly describe: Describe;
}

/**
 * answerWith answers a request of the go command with a file, or with an error that says why there is none.
 * Resolves with what kept it from giving the file; never rejects.
 */
export async function answerWith(
  { source, describe }: AnswerContext,
  group: Group,
  file: RequestedFile,
  response: ServerResponse,
): Promise<unknown> {
  try {
    const content = await source.get(group, file, 'now');
    await sendContent(response, file, content);
    if (response.req.method === 'GET') await source.release(group, file, content);
    return undefined;
  } catch (error) {
    // Half an answer cannot be taken back: the connection is closed, which the go command sees as an early
    // end.
    if (response.headersSent) response.destroy();
    else sendFailure(response, group, error, describe);
    return error;
  }
}

/** refuse answers a request for what the protocol does not have; nothing is requested for it. */
export function refuse(response: ServerResponse): void {
  response.writeHead(400, { 'content-type': plainText });
  response.end('not a path of the module proxy protocol');
}

async function sendContent(
  response: ServerResponse,
  { kind }: RequestedFile,
  content: Content,
): Promise<void> {
  const size = content.kind === 'memory' ? content.bytes.length : content.size;
  response.writeHead(200, { 'content-type': contentType(kind), 'content-length': size });
  if (response.req.method === 'HEAD') response.end();
  else if (content.kind === 'memory') response.end(content.bytes);
  else await pipeline(createReadStream(content.file, { highWaterMark: 2 ** 18 }), response);
}

function contentType(kind: RequestedFile['kind']): string {
  if (kind === 'zip') return 'application/zip';
  return kind === 'info' || kind === 'latest' ? 'application/json' : plainText;
}

/**
 * As plain text, because the go command prints that. Only a file that upstreams do not have is a 404 or 410:
 * after these the go command continues with the next entry of its list.
 */
function sendFailure(response: ServerResponse, group: Group, error: unknown, describe: Describe): void {
  const isNotFetched = error instanceof NotFetched;
  const text = isNotFetched
    ? (wordsOfFirst(group, error) ?? describeNotFetched(error, describe))
    : messageOf(error);
  response.writeHead(isNotFetched ? statusOf(error.failure) : 500, { 'content-type': plainText });
  response.end(errorBody(text));
}

/**
 * What the go command would have been told without us, where only the first upstream was asked and does not have the file: it
 * is shown below that upstream's URL. Undefined where more is to be said.
 */
function wordsOfFirst({ upstreams: [first] }: Group, { tried, failure }: NotFetched): string | undefined {
  const isFirst = tried.length === 1 && tried[0]?.upstream === first;
  return isFirst && failure.kind === 'absent' && failure.reason.kind === 'status'
    ? failure.reason.body
    : undefined;
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
      return status !== undefined && status >= 500 ? status : 502;
    case 'invalid':
      return 502;
    case 'mismatch':
      // Not a status that is retried.
      return 422;
  }
}
