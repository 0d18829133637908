import { describe, expect, test } from '@jest/globals';
import { type SignRequest, signedHeaders } from '../../../src/adapters/s3/sign.ts';

/** The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. */
const example = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const request: Omit<SignRequest, 'url'> = {
  method: 'GET',
  headers: {},
  bodyHash: emptyHash,
  region: 'us-east-1',
  service: 's3',
  now: Date.parse('2013-05-24T00:00:00Z'),
};
const signatureOf = (headers: Record<string, string>) =>
  /SignedHeaders=(?<names>[^,]+), Signature=(?<signature>[0-9a-f]{64})$/.exec(headers['authorization'] ?? '')
    ?.groups;

describe('the published examples of Signature Version 4 for S3', () => {
  test.each<{ name: string; change: Partial<SignRequest>; at: string; signature: string }>([
    {
      name: 'PUT Object',
      change: {
        method: 'PUT',
        headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
        bodyHash: '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      },
      at: '/test%24file.text',
      signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    },
    {
      name: 'GET Bucket Lifecycle',
      change: {},
      at: '/?lifecycle',
      signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    },
    {
      name: 'Get Bucket (List Objects)',
      change: {},
      at: '/?max-keys=2&prefix=J',
      signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    },
  ])('$name', ({ change, at, signature }) => {
    const url = new URL(`https://examplebucket.s3.amazonaws.com${at}`);
    expect(signatureOf(signedHeaders({ ...request, ...change, url }, example))?.['signature']).toBe(
      signature,
    );
  });
});

test('the session token is sent and signed, the secret is nowhere', () => {
  const credentials = { ...example, sessionToken: 'a session' };
  const headers = signedHeaders(
    { ...request, url: new URL('https://s3.example.com/bucket/key') },
    credentials,
  );
  expect(headers).toMatchObject({ 'x-amz-security-token': 'a session', 'x-amz-date': '20130524T000000Z' });
  expect(signatureOf(headers)?.['names']).toBe('host;x-amz-content-sha256;x-amz-date;x-amz-security-token');
  expect(JSON.stringify(headers)).not.toContain(example.secretAccessKey);
});

test('a range and an encoding are not signed, a condition is', () => {
  const headers = { range: 'bytes=0-9', 'accept-encoding': 'identity', 'if-match': '"etag"' };
  const signed = signedHeaders({ ...request, headers, url: new URL('https://s3.example.com/b/k') }, example);
  expect(signed).toMatchObject(headers);
  expect(signatureOf(signed)?.['names']).toBe('host;if-match;x-amz-content-sha256;x-amz-date');
});
