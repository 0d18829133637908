import { describe, expect, test } from '@jest/globals';
import { cacheFailureIn, failedAttemptIn } from '../../../src/adapters/github-cache/failure.ts';

const notReserved =
  'Failed to save: Unable to reserve cache with key k, another job may be creating this cache.';

// Lines as @actions/cache 6.3.0 prints them; those of the service were recorded with the stand-in service.
const cases: readonly [name: string, lines: readonly string[], kind: string, reason: RegExp | undefined][] = [
  [
    'a taken key',
    [
      '::debug::Failed to reserve cache: Error: Failed to CreateCacheEntry: Received non-retryable error: Failed request: (409) Conflict: exists',
      notReserved,
    ],
    'taken',
    undefined,
  ],
  ['a reservation without a cause', [notReserved], 'not-reserved', undefined],
  [
    'a denied write',
    [
      '::warning::Failed to save: Unable to reserve cache with key k. More details: cache write denied: untrusted event',
    ],
    'denied',
    /denies writing: untrusted event$/,
  ],
  [
    'a write denied with status 403',
    [
      '::debug::Failed to reserve cache: Error: Failed request: (403) Forbidden: cache write denied: fork',
      notReserved,
    ],
    'denied',
    /denies writing: fork$/,
  ],
  [
    'a cache mode',
    ["Cache save skipped: the effective cache-mode 'read' does not permit writes."],
    'denied',
    /^ACTIONS_CACHE_MODE `read` does not permit it$/,
  ],
  [
    'a quota',
    ['::warning::Failed to save: Cache storage quota has been hit. Unable to upload'],
    'denied',
    /quota/,
  ],
  [
    'status 401',
    ['::warning::Failed to save: Failed request: (401) Unauthorized: bad token'],
    'unavailable',
    /answered 401/,
  ],
  [
    'status 503 of the older service',
    ['::error::Failed to save: Cache service responded with 503'],
    'unavailable',
    /answered 503/,
  ],
  [
    'a host not found',
    ['::warning::Failed to save: Unable to make request: ENOTFOUND%0AIf you are using'],
    'unavailable',
    /ENOTFOUND/,
  ],
  [
    'a host not reached',
    ['::warning::Failed to save: connect EHOSTUNREACH 10.0.0.1:443'],
    'unavailable',
    /EHOSTUNREACH/,
  ],
  [
    'an unknown authority',
    ['::warning::Failed to save: unable to get local issuer certificate'],
    'unavailable',
    /NODE_EXTRA_CA_CERTS/,
  ],
  ['a connection that breaks', ['::warning::Failed to save: socket hang up'], 'unavailable', /broke off/],
  [
    'a full disk',
    ['::warning::Failed to save: ENOSPC: no space left on device, write'],
    'unavailable',
    /ENOSPC/,
  ],
  [
    'no tar',
    ['::warning::Failed to save: Unable to locate executable file: tar. Please verify'],
    'unavailable',
    /`tar`/,
  ],
  [
    'an address that is none',
    ['::warning::Failed to save: Invalid URL'],
    'unavailable',
    /ACTIONS_RESULTS_URL/,
  ],
  [
    'storage that refuses without a word',
    ['::warning::Failed to save: '],
    'unavailable',
    /refused the transfer/,
  ],
  [
    'something new',
    ['::warning::Failed to save: the moon is in the way'],
    'unavailable',
    /failed: the moon is in the way$/,
  ],
];

describe('cacheFailureIn', () => {
  test.each(cases)('recognises %s', (_name, lines, kind, reason) => {
    const failure = cacheFailureIn(lines, []);
    expect(failure?.kind).toBe(kind);
    if (reason !== undefined) expect(failure).toHaveProperty('reason', expect.stringMatching(reason));
  });

  test('finds none in the output of a success', () => {
    const lines = ['::debug::[Response] - 403', 'Cache saved successfully'];
    expect(cacheFailureIn(lines, [])).toBeUndefined();
  });

  test('does not take a failed attempt for a failed operation', () => {
    const lines = [
      'Attempt 1 of 5 failed with error: Failed request: (503) Service Unavailable. Retrying request',
    ];
    expect(cacheFailureIn(lines, [])).toBeUndefined();
    expect(failedAttemptIn(lines, [])).toMatch(/answered 503/);
  });

  test.each([
    ['a signed URL', 'GET https://x.example.com/c/1?sv=1&sig=c2VjcmV0 failed', 'c2VjcmV0'],
    ['a loose signature', 'mismatch of sig=c2VjcmV0 found', 'c2VjcmV0'],
    ['a bearer token', 'header Authorization: Bearer c2VjcmV0 unknown', 'c2VjcmV0'],
    ['a JSON web token', 'token eyJhbGciOi.eyJzdWIi.c2ln expired', 'eyJ'],
    ['a secret named to it', 'the value hunter2-hunter2 is wrong', 'hunter2'],
    ['a line end', 'first%0A::error::second', '%0A'],
  ])('keeps %s out of the reason', (_name, message, secret) => {
    const failure = cacheFailureIn([`::warning::Failed to save: ${message}`], ['hunter2-hunter2']);
    expect(failure).toHaveProperty('reason', expect.stringContaining('the cache service failed'));
    expect(failure).not.toHaveProperty('reason', expect.stringContaining(secret));
  });
});
