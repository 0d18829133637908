import { retryAfter } from '../http/retry-after.ts';
import type { HttpResponse } from '../ports/http-client.ts';
import { type FailureKind, FetchFailure } from './failure.ts';

/** An import would load all of node:http, see loopback-server.ts. */
const { STATUS_CODES } = process.getBuiltinModule('node:http');

const wordsMax = 300;

/**
 * answerFailure makes a FetchFailure of an answer that is not the file. Some public proxies answer 404 when their
 * own upstream failed: their words tell (goproxy/goproxy, errBadUpstream and errFetchTimedOut). Reads the body.
 */
export async function answerFailure(response: HttpResponse, now: number): Promise<FetchFailure> {
  const { status, headers } = response;
  const words = await plainWords(response);
  const said = `${status} ${STATUS_CODES[status] ?? ''}`.trim() + (words === '' ? '' : ` (${words})`);
  return new FetchFailure(kindOf(status, words), said, {
    status,
    retryAfter: retryAfter(headers['retry-after'], now),
  });
}

function kindOf(status: number, words: string): FailureKind {
  if (status === 404 || status === 410) {
    return /bad upstream|fetch timed out|bad gateway/i.test(words) ? 'broken' : 'absent';
  }
  if (status === 429 || status === 503) return 'throttled';
  if (status === 408 || status === 425 || (status >= 500 && ![501, 505, 511].includes(status)))
    return 'broken';
  return 'refused';
}

/** The beginning of a text body in one line; pages in HTML say nothing that helps. */
async function plainWords(response: HttpResponse): Promise<string> {
  let text = '';
  if (/^text\/plain\b/i.test(response.headers['content-type'] ?? '')) {
    for await (const chunk of response.body) {
      text += Buffer.from(chunk).toString();
      if (text.length > wordsMax) break;
    }
  }
  response.discard();
  return text.slice(0, wordsMax).replace(/\s+/g, ' ').trim();
}
