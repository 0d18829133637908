import { sign } from 'aws4';

/** Credentials are what a request to S3 is signed with. All of it but `accessKeyId` is secret. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string;
}

/** SignRequest is a request as far as its signature covers it. */
export interface SignRequest {
  readonly method: string;
  /** Its path and query are percent-encoded. */
  readonly url: URL;
  /** Names in lower case. All of them are signed but `range` and `accept-encoding`. */
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body in hex. */
  readonly bodyHash: string;
  readonly region: string;
  readonly service: 's3';
  /** Milliseconds since the epoch, by the clock of the service. */
  readonly now: number;
}

/**
 * signedHeaders returns the headers of a request with its signature: AWS Signature Version 4, as S3 has it
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). Names in lower case.
 */
export function signedHeaders(request: SignRequest, credentials: Credentials): Record<string, string> {
  const { method, url, headers, bodyHash, region, service, now } = request;
  // Google Cloud Storage changes it before it checks the signature.
  const { 'accept-encoding': encoding, ...covered } = headers;
  const signed = sign(
    {
      method,
      host: url.host,
      path: url.pathname + url.search,
      service,
      region,
      headers: {
        ...covered,
        host: url.host,
        'x-amz-content-sha256': bodyHash,
        'x-amz-date': amzDate(now),
        ...(credentials.sessionToken !== undefined && { 'x-amz-security-token': credentials.sessionToken }),
      },
    },
    { accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey },
  );
  const { host: _, ...sent } = Object.fromEntries(
    Object.entries(signed.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  return { ...sent, ...(encoding !== undefined && { 'accept-encoding': encoding }) };
}

/** For example `20130524T000000Z`. */
function amzDate(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
}
