import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type S3CacheOptions, s3Cache } from '../../../src/adapters/s3/s3-cache.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { type CacheBackend, EntryInterrupted } from '../../../src/ports/cache-backend.ts';
import { cacheBackendContract } from '../../support/cache-backend-contract.ts';
import { contentsOf } from '../../support/entry-contents.ts';
import { type FakeS3, fakeS3, type S3Call, type S3Fault } from '../../support/fake-s3.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { openHttp, testBucket, testCredentials } from './test-client.ts';

const never = new AbortController().signal;

async function scene(changes: Partial<S3CacheOptions> = {}) {
  const s3 = await fakeS3();
  const dir = await tempDir();
  const http = await openHttp();
  const backend = s3Cache({
    bucket: testBucket(s3.url, { prefix: 'org/a repo' }),
    credentials: testCredentials,
    http: async () => http,
    stallTimeout: 60_000,
    clock: systemClock,
    random: () => 0,
    ...changes,
  });
  return {
    s3,
    backend,
    dir: dir.path,
    pass: async () => undefined,
    async [Symbol.asyncDispose]() {
      await backend.close();
      await http.close();
      await s3[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

cacheBackendContract('S3', () => scene());

const error = (status: number, code: string, headers: Record<string, string> = {}): S3Fault => ({
  kind: 'error',
  status,
  code,
  headers,
});
const on =
  (operation: S3Call['operation'], fault: S3Fault): FakeS3['fault'] =>
  (call) =>
    call.operation === operation ? fault : undefined;

async function stored(backend: CacheBackend, dir: string, contents: string | Buffer) {
  const file = path.join(dir, 'pack');
  await writeFile(file, contents);
  return backend.store('k-1', file, never);
}

describe('what fails is one line that says what to change', () => {
  test.each<{ name: string; fault: FakeS3['fault']; reason: RegExp }>([
    {
      name: 'no such bucket',
      fault: on('list', error(404, 'NoSuchBucket')),
      reason: /no such bucket; check `s3-bucket`/,
    },
    {
      name: 'a bucket that moves from region to region',
      fault: on('list', error(301, 'PermanentRedirect', { 'x-amz-bucket-region': 'eu-west-3' })),
      reason: /in another region; set `s3-region` to eu-west-3/,
    },
    {
      name: 'no right to list',
      fault: on('list', error(403, 'AccessDenied')),
      reason: /the test key may not list there; allow s3:ListBucket on arn:aws:s3:::modules/,
    },
    {
      name: 'no right to read',
      fault: on('get', error(403, 'AccessDenied')),
      reason: /may not read there; allow s3:GetObject on arn:aws:s3:::modules\/org\/a repo\/\*/,
    },
    {
      name: 'a key that is not known',
      fault: on('list', error(403, 'InvalidAccessKeyId')),
      reason: /does not accept the access key/,
    },
    {
      name: 'a secret that is wrong',
      fault: on('list', error(403, 'SignatureDoesNotMatch')),
      reason: /does not accept the access key/,
    },
    {
      name: 'a token that has expired',
      fault: on('list', error(400, 'ExpiredToken')),
      reason: /credentials have expired/,
    },
    {
      name: 'a clock that is wrong',
      fault: on('list', error(403, 'RequestTimeTooSkewed')),
      reason: /clock is wrong; synchronize it/,
    },
    { name: 'throttling', fault: on('list', error(503, 'SlowDown')), reason: /throttling requests/ },
    {
      name: 'a service that fails',
      fault: on('list', error(500, 'InternalError')),
      reason: /the service failed/,
    },
    {
      name: 'a service that fails when read',
      fault: on('get', error(500, 'InternalError')),
      reason: /500.*InternalError/,
    },
    {
      name: 'an object that expired meanwhile',
      fault: on('get', error(404, 'NoSuchKey')),
      reason: /the object is gone/,
    },
    { name: 'a page of a forward proxy', fault: on('list', { kind: 'html' }), reason: /not a listing/ },
    { name: 'a page in place of an object', fault: on('get', { kind: 'html' }), reason: /HTML page/ },
    {
      name: 'a listing that breaks off',
      fault: on('list', { kind: 'break', after: 10 }),
      reason: /S3 at 127\.0\.0\.1/,
    },
  ])('$name', async ({ fault, reason }) => {
    await using at = await scene();
    await stored(at.backend, at.dir, 'contents');
    at.s3.fault = fault;
    const fetched = await at.backend.fetch(['k-'], never);
    expect(fetched).toEqual({ kind: 'unavailable', reason: expect.stringMatching(reason) });
    expect(JSON.stringify(fetched)).not.toContain('top secret');
  });

  test.each<{ name: string; operation: S3Call['operation'] }>([
    { name: 'a listing', operation: 'list' },
    { name: 'a read', operation: 'get' },
  ])('a service that is silent at $name', async ({ operation }) => {
    await using at = await scene({ stallTimeout: 1500, requestTimeout: 500 });
    await stored(at.backend, at.dir, 'contents');
    at.s3.fault = on(operation, { kind: 'silence' });
    expect(await at.backend.fetch(['k-'], never)).toMatchObject({ kind: 'unavailable' });
  });

  test('a service without the TLS that the endpoint asks for', async () => {
    await using s3 = await fakeS3();
    await using at = await scene({ bucket: testBucket(s3.url.replace('http:', 'https:')) });
    expect(await at.backend.lookup(['k-'], never)).toEqual({
      kind: 'unavailable',
      reason: expect.stringMatching(
        /^S3 at \S+: [^:]*\(\w+\); trust its certificate with `ca-file`, or check `s3-endpoint`$/,
      ),
    });
  });

  test('a write that is not allowed is reported differently from one that failed', async () => {
    await using at = await scene();
    at.s3.fault = on('put', error(403, 'AccessDenied'));
    expect(await stored(at.backend, at.dir, 'x')).toEqual({
      kind: 'denied',
      reason: expect.stringMatching(/may not write there; allow s3:PutObject .* or set `cache-mode: read`/),
    });
    at.s3.fault = on('put', error(500, 'InternalError'));
    expect(await stored(at.backend, at.dir, 'x')).toMatchObject({ kind: 'unavailable' });
  });

  test('a service without conditional writes is named as such', async () => {
    await using at = await scene();
    at.s3.fault = on('put', error(501, 'NotImplemented'));
    expect(await stored(at.backend, at.dir, 'x')).toEqual({
      kind: 'unavailable',
      reason: expect.stringMatching(/conditional writes/),
    });
  });
});

test('a body that breaks off is resumed', async () => {
  await using at = await scene();
  const contents = randomBytes(100_000);
  await stored(at.backend, at.dir, contents);
  let left = 2;
  at.s3.fault = ({ operation }) =>
    operation === 'get' && left-- > 0 ? { kind: 'break', after: 40_000 } : undefined;
  expect(contents.equals(await contentsOf(await at.backend.fetch(['k-1'], never)))).toBe(true);
});

test('an object that is replaced while it is read is not mixed with the other', async () => {
  await using at = await scene();
  await stored(at.backend, at.dir, randomBytes(12_000_000));
  const fetched = await at.backend.fetch(['k-1'], never);
  at.s3.fault = ({ operation, headers }) =>
    operation === 'get' && headers['if-match'] !== undefined ? error(412, 'PreconditionFailed') : undefined;
  const failed = await contentsOf(fetched).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(EntryInterrupted);
  expect(String(failed)).toMatch(/changed/);
});

test('every request is for the bucket, signed, and under the prefix', async () => {
  await using at = await scene();
  await stored(at.backend, at.dir, 'contents');
  await contentsOf(await at.backend.fetch(['k-'], never));
  expect(
    at.s3.calls.map(({ operation, key, url }) => [operation, key || url.searchParams.get('prefix')]),
  ).toEqual([
    ['put', 'org/a repo/k-1'],
    ['list', 'org/a repo/k-'],
    ['get', 'org/a repo/k-1'],
  ]);
  for (const { headers } of at.s3.calls)
    expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/);
});
