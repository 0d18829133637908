import type { Random } from '../ports/clock.ts';
import { fullJitter } from '../resilience/backoff.ts';
import { retry } from '../resilience/retry.ts';
import type { Checker } from './check.ts';
import { asFailure, FetchFailure } from './failure.ts';
import { type Host, isOpenFor, laneOf } from './host.ts';
import type { Requester } from './host-health.ts';
import { PartialBody } from './partial-body.ts';
import type { RequestedFile } from './requested-file.ts';
import type { Content, Spool } from './spool.ts';
import { type TransferPorts, transfer } from './transfer.ts';
import type { Upstream } from './upstream.ts';

/** Fetcher is what every fetch goes by. */
export interface Fetcher extends TransferPorts {
  readonly hostOf: (name: string) => Host;
  readonly spoolFor: (file: RequestedFile) => Spool;
  readonly checker: Checker;
  readonly attempts: number;
  readonly random: Random;
}

/** FetchRequest is one file to be fetched from one upstream; where somebody else can be asked, this one is not waited for as long. */
export interface FetchRequest extends Requester {
  readonly file: RequestedFile;
  readonly upstream: Upstream;
  /** How often what came for this file was wrong, from whatever upstream, by its hash. */
  readonly wrong: Map<string, number>;
}

/**
 * In ms. A break is over at once; a server that is down or busy needs time, and gets it if nobody else can help: soon
 * more and more of it, for a single 503 among hundreds of good answers is a break like any other.
 */
const backoffs = {
  quick: { base: 200, cap: 10_000 },
  slow: { base: 400, factor: 3, cap: 15_000 },
};

/** A server that wants to be left alone for longer, in ms, is as good as down. */
const retryAfterMax = 60_000;

/**
 * fetchFrom gets a file from one upstream: transferred as often as it takes and the limits allow, carried on where it
 * broke off, and checked. Throws FetchFailure, or the signal's reason.
 */
export async function fetchFrom(fetcher: Fetcher, request: FetchRequest): Promise<Content> {
  const { file, wrong } = request;
  const { checker, onEvent } = fetcher;
  const host = fetcher.hostOf(request.upstream.host);
  const known = host.health.failureFor(request);
  if (known !== undefined) throw known;
  if (request.hasFallback && isOpenFor(host, file)) throw new FetchFailure({ kind: 'circuit-open' });
  const spool = fetcher.spoolFor(file);
  const partial = new PartialBody(spool, checker.wanted(file) !== undefined);
  const state = new RetryState(fetcher, request, host);
  const get = async (attempt: number): Promise<Content> => {
    const { stalls } = state;
    await transfer({ ...request, requester: request, host, spool, partial, attempt, stalls }, fetcher);
    return checker.check(file, await spool.content(), partial.patched ? new Map() : wrong);
  };
  let content: Content | undefined;
  try {
    content = await retry({ ...fetcher, pauseAfter: state.pauseAfter }, async (attempt) => {
      try {
        return await get(attempt).catch(async (error: unknown) => {
          if (!(await state.isMendable(error, partial))) throw error;
          return get(attempt);
        });
      } catch (error) {
        const failure = asFailure(error);
        if (!(failure instanceof FetchFailure) || host.health.isHostFailure(failure)) throw failure;
        failure.attempts = attempt;
        state.failed(failure);
        if (failure.kind === 'invalid') await partial.reset();
        throw failure;
      }
    });
    state.succeeded();
    onEvent({ kind: 'fetched', file, host: request.upstream.host, bytes: spool.size });
    return content;
  } catch (error) {
    throw host.health.gaveUp(request, error);
  } finally {
    await spool.close(content !== undefined);
  }
}

/** RetryState is how a request is going, and what its host is told of it. */
class RetryState {
  readonly #fetcher: Fetcher;
  readonly #request: FetchRequest;
  readonly #host: Host;
  stalls = 0;
  #throttled = 0;

  constructor(fetcher: Fetcher, request: FetchRequest, host: Host) {
    this.#fetcher = fetcher;
    this.#request = request;
    this.#host = host;
  }

  get #breaker() {
    return this.#host.breaker[laneOf(this.#request.file)];
  }

  succeeded(): void {
    this.#host.budget.succeeded();
    this.#breaker.succeeded();
  }

  failed({ kind, transient }: FetchFailure): void {
    if (kind === 'circuit-open') return;
    if (kind === 'stalled') this.stalls++;
    if (kind === 'throttled') this.#throttled++;
    if (transient || kind === 'mismatch') this.#breaker.failed();
    // An answer is a sign of life, whatever it says.
    else this.#breaker.succeeded();
  }

  /** Whether only the wrong place of what came is to be asked for, at once. Where that does not help, all of it is next. */
  async isMendable(error: unknown, partial: PartialBody): Promise<boolean> {
    const { file, upstream, hasFallback } = this.#request;
    if (!(error instanceof FetchFailure) || error.wrong === undefined || hasFallback) return false;
    if (!(await partial.reopen(error.wrong))) return false;
    this.#fetcher.onEvent({ kind: 'retry', file, host: upstream.host, failure: error, pause: 0 });
    return true;
  }

  /** In ms; undefined: to be given up. */
  readonly pauseAfter = (error: unknown, failures: number): number | undefined => {
    if (!(error instanceof FetchFailure) || !error.transient || error.retryAfter > retryAfterMax)
      return undefined;
    const { file, upstream, hasFallback } = this.#request;
    const { health } = this.#host;
    if (health.isHostFailure(error)) return undefined;
    // Not for long, but for as long as the scout takes: that is what the next attempt begins with.
    if (health.mustWait(this.#request)) return 0;
    if (hasFallback && (this.#isEnough(error) || isOpenFor(this.#host, file))) return undefined;
    const due = health.isProbe(this.#request) ? 0 : this.#tokenDue();
    if (due === undefined) return undefined;
    const isThrottled = error.kind === 'throttled';
    const backoff = isThrottled && !hasFallback ? backoffs.slow : backoffs.quick;
    // A server is not busier for a connection that broke before.
    const alike = isThrottled ? this.#throttled : failures - this.#throttled;
    const pause = Math.max(due, error.retryAfter + fullJitter(alike, backoff, this.#fetcher.random));
    this.#fetcher.onEvent({ kind: 'retry', file, host: upstream.host, failure: error, pause });
    return pause;
  };

  /** What nobody waits for is not worth the last tokens: it will be asked for when it is needed. */
  #tokenDue(): number | undefined {
    if (this.#request.demand.priority === 'now') return this.#host.budget.take();
    return this.#host.budget.tryTake() ? 0 : undefined;
  }

  /** Where somebody else can be asked: silence costs most, and what is damaged here can be whole there. */
  #isEnough({ kind }: FetchFailure): boolean {
    const stallsMax = laneOf(this.#request.file) === 'zip' ? 1 : 2;
    return kind === 'circuit-open' || kind === 'invalid' || (kind === 'stalled' && this.stalls >= stallsMax);
  }
}
