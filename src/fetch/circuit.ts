import type { Clock } from '../ports/clock.ts';
import { type BreakerState, CircuitBreaker } from '../resilience/circuit-breaker.ts';
import { FetchFailure } from './failure.ts';
import type { FailureReason } from './failure-reason.ts';
import { type Lane, laneOf, type RequestedFile } from './requested-file.ts';

/** CircuitOptions are the clock, and whom to tell of changes. */
export interface CircuitOptions {
  readonly clock: Clock;
  readonly onChange: (lane: Lane, state: BreakerState) => void;
}

/** Times in ms. */
const breaker = { failures: 5, window: 20_000, openFor: 10_000 };

/**
 * Circuit is the circuit breakers of an upstream, one for zips and one for small files: an upstream that
 * fails at small files is not asked for zips either. They count only where there is a fallback.
 */
export class Circuit {
  readonly #breakers: Readonly<Record<Lane, CircuitBreaker>>;
  /** Requests that wait for a first byte, each called when a breaker opens. */
  readonly #waiting = new Set<(opened: Lane) => void>();
  /** Why the last request failed that can be retried. */
  #last: FailureReason | undefined;

  constructor({ clock, onChange }: CircuitOptions) {
    const breakerOf = (lane: Lane) =>
      new CircuitBreaker({
        ...breaker,
        clock,
        onChange: (state) => {
          onChange(lane, state);
          for (const abort of state === 'open' ? [...this.#waiting] : []) abort(lane);
        },
      });
    this.#breakers = { zip: breakerOf('zip'), small: breakerOf('small') };
  }

  isOpenFor(file: RequestedFile): boolean {
    return this.#breakers[laneOf(file)].refuses || this.#breakers.small.refuses;
  }

  /** Whether a request may be sent now; a half-open breaker lets one request through. */
  allows(file: RequestedFile): boolean {
    return !this.isOpenFor(file) && this.#breakers[laneOf(file)].allows();
  }

  succeeded(file: RequestedFile): void {
    this.#breakers[laneOf(file)].succeeded();
  }

  /** A failure that is an answer is a sign of life, whatever it says. */
  failed(file: RequestedFile, { kind, transient, reason }: FetchFailure): void {
    if (kind === 'circuit-open') return;
    // A mismatch is of one file; another file must not be reported as one.
    if (transient) this.#last = reason;
    if (transient || kind === 'mismatch') this.#breakers[laneOf(file)].failed();
    else this.#breakers[laneOf(file)].succeeded();
  }

  /** The failure of a request that is not sent because the circuit is open. */
  skipped(): FetchFailure {
    return new FetchFailure({ kind: 'circuit-open', last: this.#last });
  }

  /**
   * Runs `body` with a signal that aborts as soon as the circuit opens for this file, or with the reason of
   * `parent`.
   */
  async abortWhenOpened<T>(
    file: RequestedFile,
    parent: AbortSignal,
    body: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const opened = new AbortController();
    const abort = (lane: Lane) => {
      if (lane === 'small' || lane === laneOf(file)) opened.abort(this.skipped());
    };
    this.#waiting.add(abort);
    try {
      return await body(AbortSignal.any([parent, opened.signal]));
    } finally {
      this.#waiting.delete(abort);
    }
  }
}
