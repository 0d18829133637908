import { describe, expect, test } from '@jest/globals';
import { type Bucket, bucketOf, objectUrl } from '../../../src/adapters/s3/bucket.ts';
import type { S3Inputs } from '../../../src/inputs/inputs.ts';
import { noS3Inputs } from './test-client.ts';

const parsed = (inputs: Partial<S3Inputs>, env: Record<string, string> = {}) =>
  bucketOf({ ...noS3Inputs, ...inputs }, env);

const of = (inputs: Partial<S3Inputs>, env: Record<string, string> = {}): Bucket | undefined => {
  const found = parsed(inputs, env);
  return found.kind === 'ok' ? found.value : undefined;
};

test('without a name in the inputs or the environment there is no bucket', () => {
  const env = { AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL: 'https://s3.example.com' };
  expect(parsed({}, env)).toEqual({ kind: 'ok', value: undefined });
});

test.each<[name: string, value: string, message: RegExp]>([
  ['RUNS_ON_S3_BUCKET_CACHE', 's3://modules', /Write only the name/],
  ['AWS_ENDPOINT_URL_S3', 'http://', /^AWS_ENDPOINT_URL_S3: It is not a URL/],
  [
    'AWS_ENDPOINT_URL',
    'https://key:hunter2@s3.example.com',
    /^AWS_ENDPOINT_URL: It holds a user or a password/,
  ],
  [
    'AWS_ENDPOINT_URL',
    'https://s3.example.com/modules/',
    /ends with the bucket. Write it without `\/modules`/,
  ],
  ['AWS_REGION', 'eu central', /^AWS_REGION: `eu central` is not a region/],
])('%s=%s in the environment is named, and no bucket is used', (name, value, message) => {
  const found = parsed({}, { RUNS_ON_S3_BUCKET_CACHE: 'modules', [name]: value });
  expect(found).toEqual({ kind: 'problem', message: expect.stringMatching(message) });
  expect(JSON.stringify(found)).not.toContain('hunter2');
});

describe('the URL of an object', () => {
  test.each<{ name: string; inputs: Partial<S3Inputs>; env?: Record<string, string>; url: string }>([
    {
      name: 'in AWS has the bucket in its host',
      inputs: { bucket: 'modules', region: 'eu-central-1' },
      url: 'https://modules.s3.eu-central-1.amazonaws.com/go-mod-download/key',
    },
    {
      name: 'in AWS has a bucket with dots, which no certificate covers, in its path',
      inputs: { bucket: 'modules.example.com' },
      url: 'https://s3.us-east-1.amazonaws.com/modules.example.com/go-mod-download/key',
    },
    {
      name: 'in China has the domain of there',
      inputs: { bucket: 'modules', region: 'cn-north-1' },
      url: 'https://modules.s3.cn-north-1.amazonaws.com.cn/go-mod-download/key',
    },
    {
      name: 'of another service has the bucket in its path',
      inputs: { bucket: 'modules', endpoint: 'https://s3.example.com:8443/' },
      url: 'https://s3.example.com:8443/modules/go-mod-download/key',
    },
    {
      name: 'of another service has the bucket in its host if that is wanted',
      inputs: { bucket: 'modules', endpoint: 'https://s3.example.com', pathStyle: false },
      url: 'https://modules.s3.example.com/go-mod-download/key',
    },
    {
      name: 'comes from the environment of runs-on',
      inputs: {},
      env: {
        RUNS_ON_S3_BUCKET_CACHE: 'runs',
        RUNS_ON_AWS_REGION: 'eu-west-1',
        AWS_REGION: 'us-east-2',
        RUNS_ON_S3_FORCE_PATH_STYLE: 'true',
        GITHUB_REPOSITORY: 'acme/app',
      },
      url: 'https://s3.eu-west-1.amazonaws.com/runs/go-mod-download/acme/app/key',
    },
    {
      name: 'comes from the endpoint that the AWS SDKs use',
      inputs: { bucket: 'modules' },
      env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9000', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:7070' },
      url: 'http://127.0.0.1:7070/modules/go-mod-download/key',
    },
    {
      name: 'has the chosen prefix, whatever slashes it is given',
      inputs: { bucket: 'modules', prefix: '/shared/go//' },
      env: { GITHUB_REPOSITORY: 'acme/app' },
      url: 'https://modules.s3.us-east-1.amazonaws.com/shared/go/key',
    },
    {
      name: 'of a service below a path has both paths',
      inputs: { bucket: 'modules', endpoint: 'https://abc.example.com/storage/v1/s3/' },
      url: 'https://abc.example.com/storage/v1/s3/modules/go-mod-download/key',
    },
    {
      name: 'has the bucket in the path below an IPv6 address, which has no names below it',
      inputs: { bucket: 'modules', endpoint: 'http://[::1]:9000', pathStyle: false },
      url: 'http://[::1]:9000/modules/go-mod-download/key',
    },
    {
      name: 'has the bucket in the path below an IPv4 address',
      inputs: { bucket: 'modules', endpoint: 'http://127.0.0.1:9000', pathStyle: false },
      url: 'http://127.0.0.1:9000/modules/go-mod-download/key',
    },
    {
      name: 'has a bucket with capital letters, which a host does not keep, in the path',
      inputs: { bucket: 'My_Modules', region: 'us-east-1' },
      url: 'https://s3.us-east-1.amazonaws.com/My_Modules/go-mod-download/key',
    },
  ])('$name', ({ inputs, env, url }) => {
    const bucket = of(inputs, env);
    expect(bucket && objectUrl(bucket, `${bucket.prefix}key`).href).toBe(url);
  });

  test('encodes every character but the unreserved ones, once', () => {
    const bucket = of({ bucket: 'b', endpoint: 'https://s3.example.com' });
    const key = "a b/+!'()*&=?#%25/ä~_-.";
    expect(bucket && objectUrl(bucket, key).pathname).toBe(
      '/b/a%20b/%2B%21%27%28%29%2A%26%3D%3F%23%2525/%C3%A4~_-.',
    );
  });
});
