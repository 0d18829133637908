import type { Clock, Random } from '../ports/clock.ts';
import type { HttpResponse } from '../ports/http-client.ts';
import { TransportError } from '../ports/transport-error.ts';
import { fullJitter } from '../resilience/backoff.ts';
import { retry } from '../resilience/retry.ts';
import { withWatchdog } from '../resilience/watchdog.ts';
import { answerFailure } from './answer-failure.ts';
import { formatRange, parseContentRange } from './byte-range.ts';
import { asFailure, FetchFailure } from './failure.ts';
import { type IncomingRange, Ranges } from './incoming-range.ts';
import { TransferWatch } from './transfer-watch.ts';

/** RangeReadOptions say what is read, and within which limits. Sizes in bytes, times in ms. */
export interface RangeReadOptions {
  /**
   * Sends a GET request with `headers` besides those that authenticate it. It is called for each range and each attempt, so
   * that every request can carry a signature of its own. Rejects as HttpClient does.
   */
  readonly send: (headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<HttpResponse>;
  /** A larger body is refused. */
  readonly sizeLimit: number;
  /** How long the reader may wait without enough bytes having come. */
  readonly stallTimeout: number;
  /** Bytes per second that have to come, on average over `stallTimeout`. */
  readonly speedFloor: number;
  /** How long one request may be silent before it is sent again. */
  readonly requestTimeout: number;
  /** How often a range is asked for in all; default 4. */
  readonly attempts?: number;
  /** Of one range; default 4 MiB. */
  readonly rangeBytes?: number;
  /** How many ranges are requested, or wait to be read, at once; default 8. With `rangeBytes` it bounds the memory. */
  readonly parallel?: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** RangedBody is a body that has begun to come. */
export interface RangedBody {
  /** Its size; undefined where the server does not tell. */
  readonly bytes: number | undefined;
  /**
   * All of it, in order, to be read once. Each piece is valid until the next is asked for. Throws FetchFailure where the
   * body breaks off for good, or the signal's reason.
   */
  readonly pieces: AsyncGenerator<Uint8Array, undefined>;
  /** Ends all requests. Does nothing once everything has been read. */
  close(): Promise<void>;
}

/**
 * readRanges reads what a server has under one URL by several requests at once, each for a range of it, and gives the bytes
 * in order. A range that breaks off is resumed. A server that answers the first request with the whole body is read in one
 * stream. All ranges are of one version: requests carry its strong ETag (If-Match), and its size has to stay the same.
 * Throws FetchFailure, whose message names no URL, or the signal's reason.
 */
export async function readRanges(options: RangeReadOptions): Promise<RangedBody> {
  const reader = new RangeReader(options);
  return reader.begin();
}

/** Version is what all ranges are of. */
interface Version {
  readonly bytes: number;
  readonly etag: string | undefined;
}

/** In ms. */
const backoff = { base: 200, cap: 2000 };

/** A server that asks for a longer pause, in ms, is as good as down: downloading the modules is quicker. */
const retryAfterMax = 5000;

class RangeReader {
  readonly #options: RangeReadOptions;
  readonly #watch: TransferWatch;
  readonly #closed = new AbortController();
  readonly #signal: AbortSignal;
  readonly #rangeBytes: number;
  readonly #requests = new Set<Promise<void>>();

  constructor(options: RangeReadOptions) {
    this.#options = options;
    this.#watch = new TransferWatch(options);
    this.#signal = AbortSignal.any([options.signal, this.#closed.signal]);
    this.#rangeBytes = options.rangeBytes ?? 4 * 2 ** 20;
  }

  async begin(): Promise<RangedBody> {
    const close = () => this.#close();
    try {
      const response = await this.#watch.wait(this.#retrying(() => this.#ask(0, this.#rangeBytes - 1)));
      const { sizeLimit } = this.#options;
      const bytes = response.status === 206 ? firstOf(response, this.#rangeBytes).bytes : lengthOf(response);
      if ((bytes ?? 0) > sizeLimit) throw tooLarge(sizeLimit);
      if (response.status === 200) return { bytes, pieces: this.#stream(response, bytes), close };
      const version = { bytes: bytes ?? 0, etag: strong(response.headers['etag']) };
      return { bytes, pieces: this.#inOrder(version, this.#start(version, response)), close };
    } catch (error) {
      await close();
      throw asFailure(error);
    }
  }

  async #close(): Promise<void> {
    this.#closed.abort(new Error('the body is no longer needed'));
    await Promise.all(this.#requests);
  }

  async *#stream(response: HttpResponse, bytes: number | undefined): AsyncGenerator<Uint8Array, undefined> {
    const { sizeLimit } = this.#options;
    const body = response.body[Symbol.asyncIterator]();
    let received = 0;
    try {
      for (;;) {
        const { done, value } = await this.#watch.wait(body.next());
        if (done) break;
        this.#watch.received(value.length);
        received += value.length;
        if (received > sizeLimit) throw tooLarge(sizeLimit);
        yield value;
      }
      if (bytes !== undefined && received !== bytes) throw truncated(received, bytes);
      return undefined;
    } catch (error) {
      throw inBody(error, received, bytes);
    } finally {
      await this.#close();
    }
  }

  /** Requests the first ranges: they arrive before the reader asks for them. */
  #start(version: Version, response: HttpResponse): Ranges {
    const { parallel = 8 } = this.#options;
    const ranges = new Ranges(version.bytes, this.#rangeBytes);
    const first = ranges.next();
    if (first !== undefined) this.#fill(first, version, response);
    while (ranges.waiting.length < parallel) {
      const range = ranges.next();
      if (range === undefined) break;
      this.#fill(range, version);
    }
    return ranges;
  }

  async *#inOrder(version: Version, ranges: Ranges): AsyncGenerator<Uint8Array, undefined> {
    try {
      for (let range = ranges.waiting.shift(); range !== undefined; range = ranges.waiting.shift()) {
        for (let read = 0; read < range.bytes; ) {
          const piece = await this.#watch.wait(range.beyond(read));
          read += piece.length;
          yield piece;
        }
        const next = ranges.next(range.release());
        if (next !== undefined) this.#fill(next, version);
      }
      return undefined;
    } catch (error) {
      throw asFailure(error);
    } finally {
      await this.#close();
    }
  }

  /** Has a range come, with `response` as the answer to its first request where there is one already. */
  #fill(range: IncomingRange, version: Version, response?: HttpResponse): void {
    let given = response;
    const filling = this.#retrying(async () => {
      const answer = given ?? (await this.#askFor(range, version));
      given = undefined;
      await this.#receive(answer, range);
    }).catch((error: unknown) => range.fail(error));
    this.#requests.add(filling);
    void filling.then(() => this.#requests.delete(filling));
  }

  async #askFor(range: IncomingRange, version: Version): Promise<HttpResponse> {
    const [from, to] = [range.from + range.filled, range.from + range.bytes - 1];
    const response = await this.#ask(from, to, version.etag);
    const found = parseContentRange(response.headers['content-range']);
    if (response.status === 206 && found?.from === from && found.to === to && found.bytes === version.bytes) {
      return response;
    }
    response.discard();
    throw new FetchFailure({ kind: 'wrong-range' });
  }

  async #ask(from: number, to: number, etag?: string): Promise<HttpResponse> {
    const { send, clock, requestTimeout } = this.#options;
    // Compressed on the way, a body has no ranges.
    const headers = { 'accept-encoding': 'identity', range: formatRange(from, to), ...ifMatch(etag) };
    const response = await withWatchdog(
      { stallTimeout: requestTimeout, clock, parent: this.#signal },
      ({ signal }) => send(headers, signal),
    );
    if (response.status === 412) {
      response.discard();
      throw new FetchFailure({ kind: 'changed' });
    }
    if (response.status !== 200 && response.status !== 206) throw await answerFailure(response, clock.now());
    if (!/^text\/html\b/i.test(response.headers['content-type'] ?? '')) return response;
    response.discard();
    throw new FetchFailure({ kind: 'html-page' });
  }

  async #receive(response: HttpResponse, range: IncomingRange): Promise<void> {
    const { clock, requestTimeout } = this.#options;
    await withWatchdog(
      { stallTimeout: requestTimeout, clock, parent: this.#signal },
      async ({ signal, progress }) => {
        const end = () => response.discard(signal.reason);
        signal.addEventListener('abort', end, { once: true });
        try {
          for await (const piece of response.body) {
            progress();
            this.#watch.received(piece.length);
            range.push(piece);
          }
        } catch (error) {
          throw inBody(error, range.filled, range.bytes);
        } finally {
          signal.removeEventListener('abort', end);
          response.discard();
        }
        if (!range.isComplete) throw truncated(range.filled, range.bytes);
      },
    );
  }

  #retrying<T>(attempt: () => Promise<T>): Promise<T> {
    const { attempts = 4, clock, random } = this.#options;
    const pauseAfter = (error: unknown, failures: number) => {
      if (!(error instanceof FetchFailure) || !error.transient || error.retryAfter > retryAfterMax)
        return undefined;
      return error.retryAfter + fullJitter(failures, backoff, random);
    };
    return retry({ attempts, pauseAfter, clock, signal: this.#signal }, async () => {
      try {
        return await attempt();
      } catch (error) {
        throw asFailure(error);
      }
    });
  }
}

/** The range that an answer to the first request brings. Throws FetchFailure for another one than was asked for. */
function firstOf(response: HttpResponse, rangeBytes: number): { readonly bytes: number } {
  const found = parseContentRange(response.headers['content-range']);
  if (found?.from === 0 && found.to + 1 === Math.min(rangeBytes, found.bytes)) return found;
  response.discard();
  throw new FetchFailure({ kind: 'wrong-range' });
}

function lengthOf({ headers }: HttpResponse): number | undefined {
  const value = headers['content-length'] ?? '';
  return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

function strong(etag: string | undefined): string | undefined {
  return etag !== undefined && /^"[\x21\x23-\x7e]*"$/.test(etag) ? etag : undefined;
}

function ifMatch(etag: string | undefined): Record<string, string> {
  return etag === undefined ? {} : { 'if-match': etag };
}

function tooLarge(sizeLimit: number): FetchFailure {
  return new FetchFailure({ kind: 'too-large', max: sizeLimit });
}

function truncated(received: number, total: number): FetchFailure {
  return new FetchFailure({ kind: 'truncated', received, total });
}

/** What the network says of a connection that breaks within a body varies, and means the same. */
function inBody(error: unknown, received: number, total: number | undefined): unknown {
  const broke = error instanceof TransportError && error.fault === 'broken' && total !== undefined;
  return broke ? truncated(received, total) : asFailure(error);
}
