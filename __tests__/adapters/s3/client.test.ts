import { describe, expect, test } from '@jest/globals';
import { S3Error } from '../../../src/adapters/s3/client.ts';
import { fakeS3, type S3Call, type S3Fault } from '../../support/fake-s3.ts';
import { openHttp, testBucket, testClient, testCredentials } from './test-client.ts';

const signal = new AbortController().signal;
const get = { verb: 'read', method: 'GET', key: 'k' } as const;

/** once answers the first call only. */
function once(fault: S3Fault): (call: S3Call) => S3Fault | undefined {
  let left = 1;
  return () => (left-- > 0 ? fault : undefined);
}

const error = (
  status: number,
  code: string,
  more: Partial<Extract<S3Fault, { kind: 'error' }>> = {},
): S3Fault => ({
  kind: 'error',
  status,
  code,
  ...more,
});

describe('a request is sent again', () => {
  test.each<{ name: string; fault: S3Fault }>([
    { name: 'after SlowDown', fault: error(503, 'SlowDown') },
    { name: 'after an internal error', fault: error(500, 'InternalError') },
    { name: 'after 429', fault: error(429, 'TooManyRequests') },
    { name: 'after 502 without a code', fault: error(502, '') },
  ])('$name', async ({ fault }) => {
    await using s3 = await fakeS3();
    s3.objects.set('k', { bytes: Buffer.from('hello'), stored: 0 });
    s3.fault = once(fault);
    const http = await openHttp();
    await testClient(testBucket(s3.url), http).send(get, signal);
    await http.close();
    expect(s3.calls).toHaveLength(2);
  });

  test('four times at most', async () => {
    await using s3 = await fakeS3();
    s3.fault = () => error(503, 'SlowDown');
    const http = await openHttp();
    await expect(testClient(testBucket(s3.url), http).send(get, signal)).rejects.toMatchObject({
      failure: { kind: 'throttled', status: 503 },
    });
    await http.close();
    expect(s3.calls).toHaveLength(4);
  });
});

describe('what the service corrects is corrected once', () => {
  test.each<{ name: string; fault: S3Fault }>([
    {
      name: 'a region in a header',
      fault: error(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'eu-west-3' } }),
    },
    {
      name: 'a region in the body',
      fault: error(400, 'AuthorizationHeaderMalformed', { region: 'eu-west-3' }),
    },
  ])('$name', async ({ fault }) => {
    await using s3 = await fakeS3();
    s3.objects.set('k', { bytes: Buffer.from('hello'), stored: 0 });
    s3.fault = once(fault);
    const http = await openHttp();
    const client = testClient(testBucket(s3.url), http);
    await client.send(get, signal);
    expect(client.region).toBe('eu-west-3');
    expect(
      s3.calls.map(({ headers }) => /\/(?<region>[a-z0-9-]+)\/s3\//.exec(headers.authorization ?? '')?.[1]),
    ).toEqual(['auto', 'eu-west-3']);
    s3.fault = () => error(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'eu-west-4' } });
    await expect(client.send(get, signal)).rejects.toBeInstanceOf(S3Error);
    await http.close();
    expect(s3.calls).toHaveLength(4);
  });

  test('a region that another request has learned meanwhile', async () => {
    await using s3 = await fakeS3();
    s3.objects.set('k', { bytes: Buffer.from('hello'), stored: 0 });
    s3.fault = ({ headers }) =>
      headers.authorization?.includes('/auto/s3/')
        ? error(400, 'AuthorizationHeaderMalformed', { region: 'eu-west-3' })
        : undefined;
    const http = await openHttp();
    const client = testClient(testBucket(s3.url), http);
    await Promise.all(Array.from({ length: 5 }, () => client.send(get, signal)));
    await http.close();
    expect(s3.calls).toHaveLength(10);
  });

  test('a clock that is off', async () => {
    await using s3 = await fakeS3();
    s3.objects.set('k', { bytes: Buffer.from('hello'), stored: 0 });
    s3.fault = once(
      error(403, 'RequestTimeTooSkewed', { headers: { date: 'Fri, 24 May 2013 00:00:00 GMT' } }),
    );
    const http = await openHttp();
    await testClient(testBucket(s3.url), http).send(get, signal);
    await http.close();
    expect(s3.calls[1]?.headers['x-amz-date']).toMatch(/^20130524T0000/);
  });

  test('credentials that have expired', async () => {
    await using s3 = await fakeS3();
    s3.objects.set('k', { bytes: Buffer.from('hello'), stored: 0 });
    s3.fault = once(error(400, 'ExpiredToken'));
    let issued = 0;
    const credentials = {
      ...testCredentials,
      credentials: async () => ({ accessKeyId: `KEY${issued}`, secretAccessKey: 's' }),
      renew: () => {
        issued++;
        return true;
      },
    };
    const http = await openHttp();
    await testClient(testBucket(s3.url), http, { credentials }).send(get, signal);
    await http.close();
    expect(
      s3.calls.map(({ headers }) => /Credential=(?<id>\w+)/.exec(headers.authorization ?? '')?.[1]),
    ).toEqual(['KEY0', 'KEY1']);
  });
});

test.each([301, 302, 307, 308])(
  'a redirect (%i) is not followed, so no signature and no token leaves for another host',
  async (status) => {
    await using s3 = await fakeS3();
    await using other = await fakeS3();
    s3.fault = () => error(status, '', { headers: { location: `${other.url}/modules/k` } });
    const http = await openHttp();
    await expect(testClient(testBucket(s3.url), http).send(get, signal)).rejects.toBeInstanceOf(S3Error);
    await http.close();
    expect(other.calls).toEqual([]);
  },
);

test('a bucket in the host is reached through a forward proxy', async () => {
  await using s3 = await fakeS3();
  s3.objects.set('a b', { bytes: Buffer.from('hello'), stored: 0 });
  const http = await openHttp(s3.url);
  const bucket = testBucket('http://s3.example.com', { pathStyle: false });
  await testClient(bucket, http).send({ ...get, key: 'a b' }, signal);
  await http.close();
  expect(s3.calls.map(({ url }) => url.href)).toEqual(['http://modules.s3.example.com/a%20b']);
});

test('an error names the code and the words of the service, and no secret', async () => {
  await using s3 = await fakeS3();
  s3.fault = () => error(403, 'AccessDenied');
  const http = await openHttp();
  const failed = await testClient(testBucket(s3.url), http).send(get, signal).catch(String);
  await http.close();
  expect(failed).toBe('S3Error: HTTP 403, AccessDenied: said by the service');
});
