import type { Clock } from '../ports/clock.ts';

/** BreakerState: `open` lets nothing through, `half-open` one request to see whether things are better. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** CircuitBreakerOptions says when to stop asking, and for how long. Times in ms. */
export interface CircuitBreakerOptions {
  /** It opens at this many failures within `window`, if they are at least half of what was tried. */
  readonly failures: number;
  readonly window: number;
  /** How long it stays open before one request may try again. */
  readonly openFor: number;
  readonly clock: Clock;
  readonly onChange: (state: BreakerState) => void;
}

/** CircuitBreaker watches how requests to a server end (Michael Nygard, Release It!, "Circuit Breaker"). */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #outcomes: { readonly at: number; readonly ok: boolean }[] = [];
  #state: BreakerState = 'closed';
  #openUntil = 0;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  /** Whether it would let no request through right now. */
  get refuses(): boolean {
    return this.#state !== 'closed' && this.#options.clock.now() < this.#openUntil;
  }

  /** Whether a request may be made now. Half open, it is the one trial request that gets the yes. */
  allows(): boolean {
    if (this.refuses) return false;
    if (this.#state === 'closed') return true;
    const { clock, openFor } = this.#options;
    // The next trial, should this one never tell how it ended.
    this.#openUntil = clock.now() + openFor;
    this.#become('half-open');
    return true;
  }

  succeeded(): void {
    if (this.#state !== 'closed') this.#outcomes = [];
    this.#record(true);
    this.#become('closed');
  }

  failed(): void {
    this.#record(false);
    const failures = this.#outcomes.filter(({ ok }) => !ok).length;
    const broken = failures >= this.#options.failures && failures * 2 >= this.#outcomes.length;
    if (this.#state === 'half-open' || (this.#state === 'closed' && broken)) {
      this.#openUntil = this.#options.clock.now() + this.#options.openFor;
      this.#become('open');
    }
  }

  #record(ok: boolean): void {
    const now = this.#options.clock.now();
    this.#outcomes = this.#outcomes.filter(({ at }) => now - at < this.#options.window);
    this.#outcomes.push({ at: now, ok });
  }

  #become(state: BreakerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onChange(state);
  }
}
