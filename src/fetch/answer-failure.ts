import { readStart } from '../http/read-start.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { HttpResponse } from '../ports/http-client.ts';
import { FetchFailure } from './failure.ts';

/** How much of a body of plain text is kept, in bytes. */
const bodyMax = 4096;

/** answerFailure makes a FetchFailure of an answer that is not the file. Reads the beginning of its body. */
export async function answerFailure(response: HttpResponse, now: number): Promise<FetchFailure> {
  const { status, statusText, headers, lostLogin = false } = response;
  const body = await beginningOf(response);
  const phrase = statusText === undefined || statusText === '' ? {} : { phrase: statusText };
  return new FetchFailure(
    { kind: 'status', status, ...phrase, body, ...(lostLogin ? { lostLogin } : {}) },
    { retryAfter: retryAfter(headers['retry-after'], now) },
  );
}

/** Pages in HTML say nothing that helps. */
async function beginningOf(response: HttpResponse): Promise<string> {
  if (/^text\/plain\b/i.test(response.headers['content-type'] ?? '')) {
    return (await readStart(response, bodyMax)).bytes.toString().trim();
  }
  response.discard();
  return '';
}
