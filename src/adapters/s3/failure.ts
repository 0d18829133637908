import type { HttpResponse } from '../../ports/http-client.ts';
import { type ReadLimits, readText } from './read-text.ts';
import { rootOf, textIn } from './xml.ts';

/** S3Verb is what was being done, as the permissions of a bucket tell it apart. */
export type S3Verb = 'list' | 'read' | 'write';

/** S3FailureKind is what an answer that is not a success means for what to do next. */
export type S3FailureKind =
  | 'no-bucket'
  | 'no-object'
  /** The bucket lies in another region; `region` is where, if the service says so. */
  | 'wrong-region'
  | 'denied'
  /** The service does not know the key, or the signature does not match it. */
  | 'bad-credentials'
  | 'expired-credentials'
  /** The clocks differ too much; `serverTime` is that of the service. */
  | 'clock-skew'
  /** There is an object of this name already, or another writer is about to finish one. */
  | 'exists'
  /** The service does not know conditional writes. */
  | 'no-conditional-writes'
  | 'throttled'
  | 'server-error'
  | 'other';

/** S3Failure is an answer that is not a success. `text` is one line for people, without a secret. */
export interface S3Failure {
  readonly kind: S3FailureKind;
  readonly status: number;
  readonly text: string;
  readonly region?: string;
  /** Milliseconds since the epoch. */
  readonly serverTime?: number;
}

/** Error bodies are a few hundred bytes. */
const bodyMax = 16_384;

/** readFailure makes an S3Failure of an answer that is not a success. Reads or discards its body. */
export async function readFailure(response: HttpResponse, limits: ReadLimits): Promise<S3Failure> {
  const { status, headers } = response;
  const {
    code = '',
    message = '',
    region,
  } = errorIn((await readText(response, { ...limits, bytesMax: bodyMax })) ?? '');
  const said = [code, message].filter((part) => part !== '').join(': ');
  const date = Date.parse(headers['date'] ?? '');
  const bucketRegion = headers['x-amz-bucket-region'] ?? region;
  return {
    kind: kindOf(status, code, bucketRegion),
    status,
    text: said === '' ? `HTTP ${status}` : `HTTP ${status}, ${printable(said)}`,
    ...(bucketRegion !== undefined && /^[a-z0-9-]{1,64}$/.test(bucketRegion) && { region: bucketRegion }),
    ...(!Number.isNaN(date) && { serverTime: date }),
  };
}

/** Source of the codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html. */
const kindsByCode: ReadonlyMap<string, S3FailureKind> = new Map([
  ['NoSuchBucket', 'no-bucket'],
  ['NoSuchKey', 'no-object'],
  ['NoSuchUpload', 'other'],
  ['PermanentRedirect', 'wrong-region'],
  ['TemporaryRedirect', 'wrong-region'],
  ['AuthorizationHeaderMalformed', 'wrong-region'],
  ['IllegalLocationConstraintException', 'wrong-region'],
  ['AccessDenied', 'denied'],
  ['AllAccessDisabled', 'denied'],
  ['AccountProblem', 'denied'],
  ['InvalidAccessKeyId', 'bad-credentials'],
  ['SignatureDoesNotMatch', 'bad-credentials'],
  ['InvalidSecurity', 'bad-credentials'],
  // versitygw.
  ['XAdminUserNotFound', 'bad-credentials'],
  ['ExpiredToken', 'expired-credentials'],
  ['TokenRefreshRequired', 'expired-credentials'],
  ['InvalidToken', 'expired-credentials'],
  ['RequestTimeTooSkewed', 'clock-skew'],
  ['RequestExpired', 'clock-skew'],
  ['PreconditionFailed', 'exists'],
  ['ConditionalRequestConflict', 'exists'],
  ['NotImplemented', 'no-conditional-writes'],
  ['SlowDown', 'throttled'],
  ['RequestTimeout', 'server-error'],
  ['InternalError', 'server-error'],
]);

const kindsByStatus: ReadonlyMap<number, S3FailureKind> = new Map([
  [401, 'denied'],
  [403, 'denied'],
  [404, 'no-object'],
  [409, 'exists'],
  [412, 'exists'],
  [429, 'throttled'],
  [501, 'no-conditional-writes'],
  [503, 'throttled'],
]);

function kindOf(status: number, code: string, region: string | undefined): S3FailureKind {
  const known = kindsByCode.get(code);
  if (known !== undefined) return known;
  if ([301, 307, 400].includes(status) && region !== undefined) return 'wrong-region';
  return kindsByStatus.get(status) ?? (status >= 500 ? 'server-error' : 'other');
}

function errorIn(text: string): { code?: string; message?: string; region?: string } {
  const error = rootOf(text);
  if (error?.name !== 'Error') return {};
  const [code, message, region] = ['Code', 'Message', 'Region'].map((name) => textIn(error, name));
  return {
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(region !== undefined && { region }),
  };
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 300);
}
