import type { Random } from '../ports/clock.ts';
import { fullJitter } from '../resilience/backoff.ts';
import type { OnEvent } from './events.ts';
import { FetchFailure } from './failure.ts';
import { laneOf } from './requested-file.ts';
import { isKnown, type Server } from './servers.ts';
import type { FileRequest } from './transfer.ts';

/**
 * In ms. Broken connections are retried quickly. Throttled or unreachable servers get longer and longer
 * pauses when there is no fallback: a single 503 among hundreds of good answers is like a broken connection.
 */
const backoffs = {
  quick: { base: 200, cap: 10_000 },
  slow: { base: 400, factor: 3, cap: 15_000 },
};

/** A server that asks for a longer pause, in ms, is as good as down. */
const retryAfterMax = 60_000;

/** RetryContext is what decisions about retries need. */
export interface RetryContext {
  readonly random: Random;
  readonly onEvent: OnEvent;
}

/**
 * RetryState counts the failures of one file at one upstream, and decides how long to pause before a retry.
 */
export class RetryState {
  readonly #request: FileRequest;
  readonly #server: Server;
  readonly #context: RetryContext;
  #stalls = 0;
  #throttled = 0;

  constructor(request: FileRequest, server: Server, context: RetryContext) {
    this.#request = request;
    this.#server = server;
    this.#context = context;
  }

  get stalls(): number {
    return this.#stalls;
  }

  /** To be called after each attempt that failed, unless its failure is shared with others. */
  failed(failure: FetchFailure): void {
    if (failure.kind === 'stalled') this.#stalls++;
    if (failure.kind === 'throttled') this.#throttled++;
    this.#server.circuit.failed(this.#request.file, failure);
  }

  /** The pause in ms after the `failures`-th failure (1 for the first); undefined: no retry. */
  readonly pauseAfter = (error: unknown, failures: number): number | undefined => {
    const { file, upstream } = this.#request;
    if (!(error instanceof FetchFailure) || !this.#isRetryable(error)) return undefined;
    // The next attempt begins with waiting for the probe.
    if (this.#server.host.health.mustWait(this.#request)) return 0;
    if (this.#request.hasFallback && this.#isEnough(error)) return undefined;
    const due = this.#tokenDue();
    if (due === undefined) return undefined;
    const pause = Math.max(due, error.retryAfter + this.#backoff(error, failures));
    this.#context.onEvent({ kind: 'retry', file, host: upstream.host, failure: error, pause });
    return pause;
  };

  #isRetryable(failure: FetchFailure): boolean {
    return failure.transient && failure.retryAfter <= retryAfterMax && !isKnown(this.#server, failure);
  }

  #backoff({ kind }: FetchFailure, failures: number): number {
    const isThrottled = kind === 'throttled';
    const backoff = isThrottled && !this.#request.hasFallback ? backoffs.slow : backoffs.quick;
    // A server is not busier because a connection broke before.
    const alike = isThrottled ? this.#throttled : failures - this.#throttled;
    return fullJitter(alike, backoff, this.#context.random);
  }

  /**
   * Prefetches do not spend the last retry tokens: a later request of the go command will. The probe needs
   * none.
   */
  #tokenDue(): number | undefined {
    const { budget, health } = this.#server.host;
    if (health.isProbe(this.#request)) return 0;
    if (this.#request.demand.priority === 'now') return budget.take();
    return budget.tryTake() ? 0 : undefined;
  }

  /** With a fallback: stalls cost most, and a file that is invalid here can be valid there. */
  #isEnough({ kind }: FetchFailure): boolean {
    const { file } = this.#request;
    if (kind === 'circuit-open' || kind === 'invalid' || this.#server.circuit.isOpenFor(file)) return true;
    return kind === 'stalled' && this.#stalls >= (laneOf(file) === 'zip' ? 1 : 2);
  }
}
