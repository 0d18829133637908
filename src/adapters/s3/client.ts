import { createHash } from 'node:crypto';
import type { Clock, Random } from '../../ports/clock.ts';
import type { HttpBody, HttpClient, HttpResponse } from '../../ports/http-client.ts';
import { TransportError } from '../../ports/transport-error.ts';
import { fullJitter } from '../../resilience/backoff.ts';
import { retry } from '../../resilience/retry.ts';
import { withWatchdog } from '../../resilience/watchdog.ts';
import { awsEndpoint, type Bucket, encoded, objectUrl } from './bucket.ts';
import type { CredentialSource } from './credentials.ts';
import { readFailure, type S3Failure, type S3Verb } from './failure.ts';
import { readText } from './read-text.ts';
import { type Credentials, signedHeaders } from './sign.ts';

/** S3Request is a request about an object, or about the bucket where `key` is empty. */
export interface S3Request {
  readonly verb: S3Verb;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Made anew for each attempt. */
  readonly body?: S3Body;
}

/** S3Body is what a request sends. */
export interface S3Body {
  /** SHA-256 in hex. */
  readonly hash: string;
  /** `progress` is to be called as the bytes are taken. */
  readonly open: (progress: () => void) => HttpBody;
}

/** S3Error is an answer that is not a success, after all attempts. */
export class S3Error extends Error {
  override readonly name: string = 'S3Error';
  readonly failure: S3Failure;
  readonly verb: S3Verb;

  constructor(failure: S3Failure, verb: S3Verb) {
    super(failure.text);
    this.failure = failure;
    this.verb = verb;
  }

  /** Whether the same request can succeed a moment later. */
  get transient(): boolean {
    return this.failure.kind === 'throttled' || this.failure.kind === 'server-error';
  }
}

/** S3ClientOptions are the settings of an S3Client. Times in ms. */
export interface S3ClientOptions {
  readonly bucket: Bucket;
  readonly credentials: CredentialSource;
  readonly http: () => Promise<HttpClient>;
  /** How long a request may make no progress. */
  readonly requestTimeout: number;
  readonly attempts: number;
  readonly clock: Clock;
  readonly random: Random;
}

/** S3Answer is an answer that is a success. */
export interface S3Answer {
  readonly headers: HttpResponse['headers'];
  /** Undefined for one that is larger than any should be. */
  readonly text: string | undefined;
}

/** In bytes. The largest is a page of a listing: 1,000 objects with the longest names are below 2 MB. */
const answerMax = 8_000_000;

/** In ms. */
const backoff = { base: 200, cap: 5000 };

const emptyHash = hashOf('');

/** hashOf is the SHA-256 of a body in hex. */
export function hashOf(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** bytesBody is a body that is in memory. */
export function bytesBody(text: string): S3Body {
  const bytes = Buffer.from(text);
  return { hash: hashOf(bytes), open: () => bytes };
}

/** What a request was signed with. */
interface SignedWith {
  readonly bucket: Bucket;
  readonly credentials: Credentials;
}

/** S3Client sends signed requests about one bucket. It follows the bucket to its region and the service's clock, once each. */
export class S3Client {
  readonly #options: S3ClientOptions;
  #bucket: Bucket;
  /** How far the clock of the service is ahead of ours, in ms. */
  #clockOffset = 0;

  constructor(options: S3ClientOptions) {
    this.#options = options;
    this.#bucket = options.bucket;
  }

  /** The region that requests are signed for; another one than was given where the service has said so. */
  get region(): string {
    return this.#bucket.region;
  }

  /**
   * Sends a request as often as it takes, and reads the whole answer.
   * Throws S3Error, TransportError, Stalled, CredentialsError or the signal's reason.
   */
  send(request: S3Request, signal: AbortSignal): Promise<S3Answer> {
    const { attempts, clock, random, requestTimeout } = this.#options;
    const pauseAfter = (error: unknown, failures: number) => {
      const transient = (error instanceof S3Error || error instanceof TransportError) && error.transient;
      return transient ? fullJitter(failures, backoff, random) : undefined;
    };
    return retry({ attempts, pauseAfter, clock, signal }, async () => {
      const response = await this.sendOnce(request, signal);
      const limits = { bytesMax: answerMax, stallTimeout: requestTimeout, clock, signal };
      return { headers: response.headers, text: await readText(response, limits) };
    });
  }

  /** Sends a request without retries for what is transient; of what the service corrects, each is corrected once. */
  async sendOnce(request: S3Request, signal: AbortSignal): Promise<HttpResponse> {
    const { requestTimeout, clock, credentials } = this.#options;
    const corrected = new Set<S3Failure['kind']>();
    for (;;) {
      const signedWith = { bucket: this.#bucket, credentials: await credentials.credentials(signal) };
      const response = await this.#exchange(request, signedWith, signal);
      if (response.status >= 200 && response.status < 300) return response;
      const failure = await readFailure(response, { stallTimeout: requestTimeout, clock, signal });
      if (corrected.has(failure.kind) || !this.#correct(failure, signedWith)) {
        throw new S3Error(failure, request.verb);
      }
      corrected.add(failure.kind);
    }
  }

  async #exchange(
    { method, key, query, headers = {}, body }: S3Request,
    { bucket, credentials }: SignedWith,
    signal: AbortSignal,
  ): Promise<HttpResponse> {
    const { http, clock, requestTimeout } = this.#options;
    const client = await http();
    const url = objectUrl(bucket, key === '' ? '' : bucket.prefix + key);
    url.search = queryOf(query);
    const unsigned = { method, url, headers, bodyHash: body?.hash ?? emptyHash };
    const now = clock.now() + this.#clockOffset;
    const signed = signedHeaders({ ...unsigned, region: bucket.region, service: 's3', now }, credentials);
    return withWatchdog({ stallTimeout: requestTimeout, clock, parent: signal }, (watched) =>
      client.send({
        method,
        url: url.href,
        headers: signed,
        ...(body !== undefined && { body: body.open(watched.progress) }),
        redirects: 'return',
        signal: watched.signal,
      }),
    );
  }

  /** Whether the next attempt can be better for what the service said, or for what it said to another request meanwhile. */
  #correct(failure: S3Failure, { bucket, credentials }: SignedWith): boolean {
    if (failure.kind === 'wrong-region' && failure.region !== undefined) {
      return this.#moveTo(failure.region, bucket);
    }
    if (failure.kind === 'expired-credentials') return this.#options.credentials.renew(credentials);
    if (failure.kind !== 'clock-skew' || failure.serverTime === undefined) return false;
    this.#clockOffset = failure.serverTime - this.#options.clock.now();
    return true;
  }

  /** The service of another company may use the same codes: only AWS has an endpoint for each region. */
  #moveTo(region: string, from: Bucket): boolean {
    if (region === from.region) return false;
    const isAws = from.endpoint.href === awsEndpoint(from.region).href;
    this.#bucket = { ...from, region, ...(isAws && { endpoint: awsEndpoint(region) }) };
    return true;
  }
}

function queryOf(query: Readonly<Record<string, string>> = {}): string {
  return Object.entries(query)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');
}
