import { ActionError, errnoOf, messageOf } from '../../errors.ts';
import { FetchFailure } from '../../fetch/failure.ts';
import { TransportError } from '../../ports/transport-error.ts';
import { Stalled } from '../../resilience/watchdog.ts';
import type { Bucket } from './bucket.ts';
import { S3Error } from './client.ts';
import type { S3FailureKind, S3Verb } from './failure.ts';
import { CredentialsError } from './issuer.ts';
import { BadListing } from './list.ts';
import { BadUpload } from './upload.ts';

/** Explained is why a bucket could not be used: one sentence with what to change. */
export interface Explained {
  /** `denied`: this identity may not do it, which is not a fault of the service. */
  readonly kind: 'denied' | 'unavailable';
  readonly reason: string;
}

/** explain says what an error of S3 means; undefined for anything that neither the service nor the network does. */
export function explain(error: unknown, bucket: Bucket, identity: string): Explained | undefined {
  if (error instanceof CredentialsError) return { kind: 'unavailable', reason: `S3: ${error.message}` };
  if (error instanceof S3Error) return explainFailure(error, bucket, identity);
  const at = `S3 at ${bucket.endpoint.host}`;
  if (error instanceof TransportError) return { kind: 'unavailable', reason: `${at}: ${inWords(error)}` };
  const isExpected =
    error instanceof FetchFailure ||
    error instanceof Stalled ||
    error instanceof BadListing ||
    error instanceof BadUpload ||
    error instanceof ActionError ||
    errnoOf(error) !== undefined;
  if (!isExpected) return undefined;
  return { kind: 'unavailable', reason: `${at}: ${messageOf(error)}` };
}

function inWords({ fault, message }: TransportError): string {
  return fault === 'tls'
    ? `${message}; trust its certificate with \`ca-file\`, or check \`s3-endpoint\``
    : message;
}

function explainFailure({ failure, verb }: S3Error, bucket: Bucket, identity: string): Explained {
  const { kind, text } = failure;
  const at = `S3 bucket ${bucket.name} at ${bucket.endpoint.host}`;
  // Only an object that has been listed can be gone.
  const meant = kind === 'no-object' && verb !== 'read' ? 'no-bucket' : kind;
  const why = reasons[meant]?.(failure.region) ?? 'the request failed';
  if (kind === 'denied') {
    const { action, resource } = permissions[verb];
    const needed = `allow ${action} on ${resource(bucket)}, or set \`cache-mode: read\` if it should not`;
    const hint = verb === 'write' ? needed : `allow ${action} on ${resource(bucket)}`;
    return { kind, reason: `${at}: ${identity} may not ${verb} there; ${hint} (${text})` };
  }
  return { kind: 'unavailable', reason: `${at}: ${why} (${text})` };
}

const reasons: Readonly<Partial<Record<S3FailureKind, (region: string | undefined) => string>>> = {
  'no-bucket': () => 'there is no such bucket; check `s3-bucket`, `s3-region` and `s3-endpoint`',
  'wrong-region': (region) =>
    `the bucket is in another region; set \`s3-region\`${region === undefined ? '' : ` to ${region}`}`,
  'bad-credentials': () => 'the service does not accept the access key; check the key and its secret',
  'expired-credentials': () => 'the credentials have expired; get new ones right before this step',
  'clock-skew': () => "this machine's clock is wrong; synchronize it",
  'no-object': () => 'the object is gone',
  'no-conditional-writes': () =>
    'the service does not support conditional writes (If-None-Match), so nothing is saved',
  throttled: () => 'the service is throttling requests',
  'server-error': () => 'the service failed',
};

const permissions: Readonly<Record<S3Verb, { action: string; resource: (bucket: Bucket) => string }>> = {
  list: { action: 's3:ListBucket', resource: ({ name }) => `arn:aws:s3:::${name}` },
  read: { action: 's3:GetObject', resource: ({ name, prefix }) => `arn:aws:s3:::${name}/${prefix}*` },
  write: { action: 's3:PutObject', resource: ({ name, prefix }) => `arn:aws:s3:::${name}/${prefix}*` },
};
