import { describe, expect, test } from '@jest/globals';
import { classifyRecord } from '../../../src/download/classify.ts';
import { proxyAnswerOf } from '../../../src/download/failures/proxy-answer.ts';
import { FetchFailure } from '../../../src/fetch/failure.ts';
import { moduleFile } from '../../../src/fetch/requested-file.ts';
import { asUpstream } from '../../../src/fetch/upstream.ts';
import { NotFetched } from '../../../src/fetch/walk.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };

interface Tried {
  readonly host: string;
  readonly says: string;
  readonly attempts?: number;
}

/** What the go command prints of an answer of our module proxy (cmd/go/internal/web, HTTPError). */
function asGoPrints(status: string, tried: readonly Tried[]): string {
  const failures = tried.map(({ host, says, attempts = 1 }) => {
    const failure = new FetchFailure('broken', says);
    failure.attempts = attempts;
    return { upstream: asUpstream(`https://${host}`, ''), failure };
  });
  const [first = { failure: new FetchFailure('broken', '') }] = failures;
  const answer = new NotFetched(moduleFile(alpha, 'zip'), first.failure, failures).message;
  const detail = answer.split('\n').join('\n\t');
  return `go: example.com/alpha@v1.0.0: reading https://one.example.com/example.com/alpha/@v/v1.0.0.zip: ${status}\n\tserver response:\n\t${detail}`;
}

test('who was asked, what they said and how often is read back from what the go command prints', () => {
  const record = asGoPrints('502 Bad Gateway', [
    { host: 'one.example.com', says: '503 Service Unavailable (busy: try later)', attempts: 6 },
    { host: '127.0.0.1:8080', says: 'verifying a: checksum mismatch\n\tgo.sum: h1:x\nSECURITY ERROR: it is' },
    { host: '[::1]:8080', says: 'connection refused, given up' },
  ]);
  expect(proxyAnswerOf(record)).toEqual([
    {
      host: 'one.example.com',
      reason: '503 Service Unavailable (busy: try later)',
      attempts: 6,
      givenUp: false,
    },
    {
      host: '127.0.0.1:8080',
      reason: 'verifying a: checksum mismatch go.sum: h1:x SECURITY ERROR: it is',
      attempts: 1,
      givenUp: false,
    },
    { host: '[::1]:8080', reason: 'connection refused, given up', attempts: 1, givenUp: true },
  ]);
});

test('an answer of somebody else is none of ours', () => {
  expect(proxyAnswerOf('go: x@v1.0.0: reading https://p: 404 Not Found\n\tserver response: not found')).toBe(
    undefined,
  );
});

describe('what a server did to our module proxy counts, not what our proxy answered to the go command', () => {
  test.each<{ says: string; status: string; verdict: string; transient: boolean }>([
    {
      says: '404 Not Found (not found)',
      status: '404 Not Found',
      verdict: 'not-found module-not-found',
      transient: false,
    },
    {
      says: '404 Not Found (not found: bad upstream)',
      status: '502 Bad Gateway',
      verdict: 'server masked-server-error',
      transient: true,
    },
    {
      says: '404 Not Found (not found: example.com/alpha@v1.0.0: invalid version: unknown revision v1.0.0)',
      status: '404 Not Found',
      verdict: 'version unknown-revision',
      transient: false,
    },
    { says: '401 Unauthorized', status: '401 Unauthorized', verdict: 'auth unauthorized', transient: false },
    { says: '403 Forbidden (blocked)', status: '403 Forbidden', verdict: 'auth forbidden', transient: false },
    {
      says: '429 Too Many Requests',
      status: '429 Too Many Requests',
      verdict: 'throttled throttled',
      transient: true,
    },
    {
      says: '500 Internal Server Error',
      status: '502 Bad Gateway',
      verdict: 'server server-error',
      transient: true,
    },
    {
      says: '503 Service Unavailable',
      status: '503 Service Unavailable',
      verdict: 'server server-error',
      transient: true,
    },
    {
      says: '501 Not Implemented',
      status: '501 Not Implemented',
      verdict: 'server request-refused',
      transient: false,
    },
    {
      says: 'no answer within 3 s',
      status: '504 Gateway Timeout',
      verdict: 'network timed-out',
      transient: true,
    },
    {
      says: 'hardly anything came for 30 s',
      status: '504 Gateway Timeout',
      verdict: 'network timed-out',
      transient: true,
    },
    {
      says: 'connection refused',
      status: '503 Service Unavailable',
      verdict: 'network connection-refused',
      transient: true,
    },
    {
      says: 'no such host',
      status: '503 Service Unavailable',
      verdict: 'network name-not-resolved',
      transient: true,
    },
    {
      says: 'other side closed (UND_ERR_SOCKET)',
      status: '502 Bad Gateway',
      verdict: 'network connection-broken',
      transient: true,
    },
    {
      says: 'self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT)',
      status: '502 Bad Gateway',
      verdict: 'tls certificate',
      transient: false,
    },
    {
      says: 'certificate has expired (CERT_HAS_EXPIRED)',
      status: '502 Bad Gateway',
      verdict: 'tls certificate-expired',
      transient: false,
    },
    {
      says: 'the HTTP proxy asks for a user and a password, or for others than it got (407)',
      status: '502 Bad Gateway',
      verdict: 'auth http-proxy-denied',
      transient: false,
    },
    {
      says: 'the HTTP proxy answered 502 for one.example.com',
      status: '502 Bad Gateway',
      verdict: 'network http-proxy-unreachable',
      transient: true,
    },
    {
      says: 'stopped after 10 redirects',
      status: '502 Bad Gateway',
      verdict: 'server redirects',
      transient: false,
    },
    {
      says: 'more than 500 MB came',
      status: '502 Bad Gateway',
      verdict: 'version module-too-large',
      transient: false,
    },
    {
      says: 'its hash was h1:a, but go.sum says h1:b',
      status: '502 Bad Gateway',
      verdict: 'network damaged-download',
      transient: true,
    },
    {
      says: '100 of 2000 bytes came',
      status: '502 Bad Gateway',
      verdict: 'network connection-broken',
      transient: true,
    },
    {
      says: '`a.go` is damaged in its zip',
      status: '502 Bad Gateway',
      verdict: 'network damaged-download',
      transient: true,
    },
    {
      says: '501 Not Implemented',
      status: '502 Bad Gateway',
      verdict: 'server request-refused',
      transient: false,
    },
    { says: 'it is no JSON', status: '502 Bad Gateway', verdict: 'server invalid-answer', transient: true },
    {
      says: 'verifying example.com/alpha@v1.0.0: checksum mismatch\n\tdownloaded: h1:a\n\tgo.sum:     h1:b\nSECURITY ERROR: no',
      status: '422 Unprocessable Entity',
      verdict: 'checksum checksum-mismatch',
      transient: false,
    },
    {
      says: 'no such host, given up',
      status: '503 Service Unavailable',
      verdict: 'network name-not-resolved',
      transient: false,
    },
    {
      says: 'something that nobody has thought of',
      status: '502 Bad Gateway',
      verdict: 'server server-error',
      transient: true,
    },
  ])('$says: $verdict', ({ says, status, verdict, transient }) => {
    const failure = classifyRecord(asGoPrints(status, [{ host: 'one.example.com', says, attempts: 6 }]));
    expect(`${failure.class} ${failure.code}`).toBe(verdict);
    expect(failure).toMatchObject({
      transient,
      module: 'example.com/alpha@v1.0.0',
      host: 'one.example.com',
      attempts: 6,
      message: expect.stringMatching(
        /^[^\n]*example\.com\/alpha@v1\.0\.0: .*\(from one\.example\.com, asked 6 times\)$/,
      ),
    });
  });

  test('of several servers the one with a real failure counts, not the one that has no such module', () => {
    const failure = classifyRecord(
      asGoPrints('502 Bad Gateway', [
        { host: 'one.example.com', says: 'no such host', attempts: 6 },
        { host: 'two.example.com', says: '404 Not Found' },
      ]),
    );
    expect(failure).toMatchObject({ code: 'name-not-resolved', host: 'one.example.com' });
  });
});
