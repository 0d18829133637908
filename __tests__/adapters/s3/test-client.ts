import { networkOf } from '../../../src/adapters/network/network.ts';
import { type Bucket, bucketOf } from '../../../src/adapters/s3/bucket.ts';
import { S3Client, type S3ClientOptions } from '../../../src/adapters/s3/client.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { S3Inputs } from '../../../src/inputs/inputs.ts';
import type { HttpClient } from '../../../src/ports/http-client.ts';

/** noS3Inputs is what the inputs are when nothing is given. */
export const noS3Inputs: S3Inputs = {
  bucket: undefined,
  endpoint: undefined,
  region: undefined,
  prefix: undefined,
  pathStyle: undefined,
  role: undefined,
  accessKey: undefined,
};

/** testBucket is the bucket `modules` of a service, with nothing before its keys. */
export function testBucket(endpoint: string, changes: Partial<S3Inputs> = {}): Bucket {
  const found = bucketOf({ ...noS3Inputs, bucket: 'modules', endpoint, prefix: '/', ...changes }, {});
  if (found.kind === 'problem' || found.value === undefined) throw new Error('there is a bucket');
  return found.value;
}

/** openHttp opens a real HTTP client, through a forward proxy if one is named. */
export function openHttp(httpProxy = ''): Promise<HttpClient> {
  return networkOf({}, 'linux', { mask: () => undefined, redact: (text) => text }).open({
    httpProxy,
    httpsProxy: httpProxy,
    noProxy: '',
    caFiles: [],
    caPaths: [],
    connections: 32,
    goauth: 'off',
  });
}

/** testCredentials are fixed ones. */
export const testCredentials: S3ClientOptions['credentials'] = {
  identity: 'the test key',
  credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'top secret' }),
  renew: () => false,
};

/** testClient is a client of a bucket that does not wait between attempts. */
export function testClient(
  bucket: Bucket,
  http: HttpClient,
  changes: Partial<S3ClientOptions> = {},
): S3Client {
  return new S3Client({
    bucket,
    credentials: testCredentials,
    http: async () => http,
    requestTimeout: 60_000,
    attempts: 4,
    clock: systemClock,
    random: () => 0,
    ...changes,
  });
}
