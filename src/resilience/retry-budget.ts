import type { Clock } from '../ports/clock.ts';

/** RetryBudgetOptions bounds the retries that all requests to one server may make together. */
export interface RetryBudgetOptions {
  /** How many retries are allowed before any success. */
  readonly burst: number;
  /** How many tokens are added each second. */
  readonly perSecond: number;
  readonly clock: Clock;
}

/**
 * RetryBudget protects a failing server from retry storms: each retry takes a token, each success returns
 * one. It is the retry quota of the AWS SDKs
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html), except that tokens are also
 * added with time, because a job can wait.
 */
export class RetryBudget {
  readonly #options: RetryBudgetOptions;
  #tokens: number;
  #since: number;

  constructor(options: RetryBudgetOptions) {
    this.#options = options;
    this.#tokens = options.burst;
    this.#since = options.clock.now();
  }

  /** Takes a token, if there is one. */
  tryTake(): boolean {
    this.#refill();
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  /** Takes a token, and returns after how many ms it is due. */
  take(): number {
    this.#refill();
    this.#tokens--;
    return Math.max(0, (-this.#tokens / this.#options.perSecond) * 1000);
  }

  /** To be called for each request that succeeded. */
  succeeded(): void {
    this.#add(1);
  }

  #refill(): void {
    const now = this.#options.clock.now();
    this.#add(((now - this.#since) / 1000) * this.#options.perSecond);
    this.#since = now;
  }

  #add(tokens: number): void {
    this.#tokens = Math.min(this.#options.burst, this.#tokens + tokens);
  }
}
