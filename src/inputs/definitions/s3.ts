import type { InputDefinition } from './definition.ts';

/** s3Inputs say which bucket `cache: s3` uses. */
export const s3Inputs = [
  {
    name: 's3-bucket',
    kind: 'value',
    default: '',
    hint: 'NAME',
    description:
      'Bucket for `cache: s3`, in AWS or any S3-compatible service. When empty: RUNS_ON_S3_BUCKET_CACHE. `cache: auto` uses the bucket that either of them names.',
  },
  {
    name: 's3-endpoint',
    kind: 'value',
    default: '',
    hint: 'URL',
    description:
      'URL of an S3-compatible service. When empty: RUNS_ON_S3_BUCKET_ENDPOINT, AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, else AWS.',
  },
  {
    name: 's3-region',
    kind: 'value',
    default: '',
    hint: 'REGION',
    description:
      'Region of the bucket. When empty: RUNS_ON_AWS_REGION, AWS_REGION, AWS_DEFAULT_REGION, else `us-east-1`, or `auto` with an endpoint of your own.',
  },
  {
    name: 's3-prefix',
    kind: 'value',
    default: '',
    hint: 'PREFIX',
    description:
      'What the names of all objects begin with. Repositories with the same prefix share entries, for example a fork and its parent. When empty: `go-mod-download/OWNER/REPOSITORY`.',
  },
  {
    name: 's3-path-style',
    kind: 'value',
    default: '',
    hint: 'BOOL',
    description:
      'Whether the bucket stands in the path of a URL (`true`) or in its host (`false`). When empty: AWS_S3_FORCE_PATH_STYLE, else `true` with an endpoint of your own.',
  },
  {
    name: 's3-role',
    kind: 'value',
    default: '',
    hint: 'ARN',
    description:
      'IAM role to assume with the OIDC token of this job (`permissions: id-token: write`); no stored secret is needed.',
  },
  {
    name: 's3-access-key-id',
    kind: 'value',
    default: '',
    hint: 'ID',
    description:
      'Access key for the bucket, together with `s3-secret-access-key`. Without it and without `s3-role`: the usual sources of the AWS SDKs (environment, web identity, container, instance profile).',
  },
  {
    name: 's3-secret-access-key',
    kind: 'value',
    default: '',
    hint: 'SECRET',
    description: 'The secret of `s3-access-key-id`.',
  },
  {
    name: 's3-session-token',
    kind: 'value',
    default: '',
    hint: 'TOKEN',
    description: 'The session token of temporary credentials.',
  },
] as const satisfies readonly InputDefinition[];
