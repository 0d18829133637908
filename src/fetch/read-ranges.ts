import type { HttpResponse } from '../ports/http-client.ts';
import { parseContentRange } from './byte-range.ts';
import { asFailure, FetchFailure } from './failure.ts';
import { type IncomingRange, Ranges } from './incoming-range.ts';
import {
  inBody,
  type RangeRequestOptions,
  RangeRequests,
  truncated,
  type Version,
} from './range-requests.ts';
import { TransferWatch } from './transfer-watch.ts';

/** RangeReadOptions say what is read, and within which limits. Sizes in bytes, times in ms. */
export interface RangeReadOptions extends RangeRequestOptions {
  /** A larger body is refused. */
  readonly sizeLimit: number;
  /** How long the reader may wait without enough bytes having come. */
  readonly stallTimeout: number;
  /** Bytes per second that have to come, on average over `stallTimeout`. */
  readonly speedFloor: number;
  /** Of one range; default 4 MiB. */
  readonly rangeBytes?: number;
  /** How many ranges are requested, or wait to be read, at once; default 6. With `rangeBytes` it bounds the memory. */
  readonly parallel?: number;
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

class RangeReader {
  readonly #options: RangeReadOptions;
  readonly #watch: TransferWatch;
  readonly #requests: RangeRequests;
  readonly #rangeBytes: number;
  readonly #closed = new AbortController();
  readonly #filling = new Set<Promise<void>>();

  constructor(options: RangeReadOptions) {
    this.#options = options;
    this.#watch = new TransferWatch(options);
    const signal = AbortSignal.any([options.signal, this.#closed.signal]);
    this.#requests = new RangeRequests({ ...options, signal }, (bytes) => this.#watch.received(bytes));
    this.#rangeBytes = options.rangeBytes ?? 4 * 2 ** 20;
  }

  async begin(): Promise<RangedBody> {
    const close = () => this.#close();
    try {
      const response = await this.#watch.wait(this.#requests.first(this.#rangeBytes));
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
    await Promise.all(this.#filling);
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
    const { parallel = 6 } = this.#options;
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
          const piece = range.after(read);
          if (piece === undefined) {
            await this.#waitFor(range, read);
          } else {
            read += piece.length;
            yield piece;
          }
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

  /** Each wait has a timer of its own. When it expires, what has come is still read before the failure is told. */
  async #waitFor(range: IncomingRange, read: number): Promise<void> {
    try {
      await this.#watch.wait(range.arrival(read));
    } catch (error) {
      range.fail(error);
    }
  }

  #fill(range: IncomingRange, version: Version, response?: HttpResponse): void {
    const filling = this.#requests
      .fill(range, version, response)
      .catch((error: unknown) => range.fail(error));
    this.#filling.add(filling);
    void filling.then(() => this.#filling.delete(filling));
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

function tooLarge(sizeLimit: number): FetchFailure {
  return new FetchFailure({ kind: 'too-large', max: sizeLimit });
}
