import type { Clock } from '../ports/clock.ts';

/** BreakerState: `open` lets no request through, `half-open` one, as a trial. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** CircuitBreakerOptions says when a breaker opens, and for how long. Times in ms. */
export interface CircuitBreakerOptions {
  /** It opens at this many failures within `window`, if they are at least half of the outcomes. */
  readonly failures: number;
  readonly window: number;
  /** How long it stays open before it lets a trial through. */
  readonly openFor: number;
  readonly clock: Clock;
  readonly onChange: (state: BreakerState) => void;
}

/**
 * CircuitBreaker stops requests to a server that keeps failing (Michael Nygard, Release It!, "Circuit
 * Breaker").
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #outcomes: { readonly at: number; readonly ok: boolean }[] = [];
  #state: BreakerState = 'closed';
  #openUntil = 0;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  /** Whether it lets no request through now. */
  get refuses(): boolean {
    return this.#state !== 'closed' && this.#options.clock.now() < this.#openUntil;
  }

  /** Whether a request may be sent now. A half-open breaker allows only the trial. */
  allows(): boolean {
    if (this.refuses) return false;
    if (this.#state === 'closed') return true;
    const { clock, openFor } = this.#options;
    // When the next trial may start if this one never reports its outcome.
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
