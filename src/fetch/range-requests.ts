import type { Clock, Random } from '../ports/clock.ts';
import type { HttpResponse } from '../ports/http-client.ts';
import { TransportError } from '../ports/transport-error.ts';
import { fullJitter } from '../resilience/backoff.ts';
import { retry } from '../resilience/retry.ts';
import { withWatchdog } from '../resilience/watchdog.ts';
import { answerFailure } from './answer-failure.ts';
import { formatRange, parseContentRange } from './byte-range.ts';
import { asFailure, FetchFailure } from './failure.ts';
import type { IncomingRange } from './incoming-range.ts';

/** RangeRequestOptions say how ranges are requested. Times in ms. */
export interface RangeRequestOptions {
  /**
   * Sends a GET request with `headers` besides those that authenticate it. It is called for each range and each attempt, so
   * that every request can carry a signature of its own. Rejects as HttpClient does.
   */
  readonly send: (headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<HttpResponse>;
  /** How long one request may be silent before it is sent again. */
  readonly requestTimeout: number;
  /** How often a range is asked for in all; default 4. */
  readonly attempts?: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** Version is what all ranges of a body are of: its size, and its strong ETag if the server names one. */
export interface Version {
  readonly bytes: number;
  readonly etag: string | undefined;
}

/** In ms. */
const backoff = { base: 200, cap: 2000 };

/** A server that asks for a longer pause, in ms, is as good as down: downloading the modules is quicker. */
const retryAfterMax = 5000;

/** RangeRequests requests ranges of one body, each with retries of its own. `onReceived` is told of all bytes. */
export class RangeRequests {
  readonly #options: RangeRequestOptions;
  readonly #onReceived: (bytes: number) => void;

  constructor(options: RangeRequestOptions, onReceived: (bytes: number) => void) {
    this.#options = options;
    this.#onReceived = onReceived;
  }

  /**
   * Resolves with the answer to a request for the first `rangeBytes` of a body, or for all of it where it is smaller: with
   * status 200 it is the whole body all the same. Rejects with FetchFailure, or the signal's reason.
   */
  first(rangeBytes: number): Promise<HttpResponse> {
    return this.#retrying(() => this.#ask(0, rangeBytes - 1));
  }

  /**
   * Has a range come, with `response` as the answer to its first request where there is one already. What breaks off is
   * resumed. Rejects with FetchFailure, or the signal's reason.
   */
  fill(range: IncomingRange, version: Version, response?: HttpResponse): Promise<void> {
    let given = response;
    return this.#retrying(async () => {
      const answer = given ?? (await this.#askFor(range, version));
      given = undefined;
      await this.#receive(answer, range);
    });
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
    const { send, clock, requestTimeout, signal: parent } = this.#options;
    // Compressed on the way, a body has no ranges.
    const headers = { 'accept-encoding': 'identity', range: formatRange(from, to), ...ifMatch(etag) };
    const response = await withWatchdog({ stallTimeout: requestTimeout, clock, parent }, ({ signal }) =>
      send(headers, signal),
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
    const { clock, requestTimeout, signal: parent } = this.#options;
    await withWatchdog({ stallTimeout: requestTimeout, clock, parent }, async ({ signal, progress }) => {
      const end = () => response.discard(signal.reason);
      signal.addEventListener('abort', end, { once: true });
      try {
        for await (const piece of response.body) {
          progress();
          this.#onReceived(piece.length);
          range.push(piece);
        }
      } catch (error) {
        throw inBody(error, range.filled, range.bytes);
      } finally {
        signal.removeEventListener('abort', end);
        response.discard();
      }
      if (!range.isComplete) throw truncated(range.filled, range.bytes);
    });
  }

  #retrying<T>(attempt: () => Promise<T>): Promise<T> {
    const { attempts = 4, clock, random, signal } = this.#options;
    const pauseAfter = (error: unknown, failures: number) => {
      if (!(error instanceof FetchFailure) || !error.transient || error.retryAfter > retryAfterMax)
        return undefined;
      return error.retryAfter + fullJitter(failures, backoff, random);
    };
    return retry({ attempts, pauseAfter, clock, signal }, async () => {
      try {
        return await attempt();
      } catch (error) {
        throw asFailure(error);
      }
    });
  }
}

function ifMatch(etag: string | undefined): Record<string, string> {
  return etag === undefined ? {} : { 'if-match': etag };
}

/** truncated is the failure of a body that ended too soon; in bytes. */
export function truncated(received: number, total: number): FetchFailure {
  return new FetchFailure({ kind: 'truncated', received, total });
}

/**
 * inBody makes a FetchFailure of an error within a body. What the network says of a connection that breaks there varies,
 * and means the same.
 */
export function inBody(error: unknown, received: number, total: number | undefined): unknown {
  const broke = error instanceof TransportError && error.fault === 'broken' && total !== undefined;
  return broke ? truncated(received, total) : asFailure(error);
}
