import type { Demand } from '../resilience/priority-limiter.ts';
import type { FetchFailure } from './failure.ts';

/** As many 401s, and no other answer, mean that the password is wrong. */
const unauthorizedMax = 8;

/**
 * LoginHealth shares the 401s of an upstream that has never served anything, so that a wrong password is not
 * sent hundreds of times. A registry can refuse one repository and serve another, so the first 401s stop only
 * the prefetch; what the go command waits for is still requested.
 */
export class LoginHealth {
  #served = false;
  #unauthorized = 0;
  #failure: FetchFailure | undefined;

  /** The 401 that a request would get; undefined when that has to be seen. */
  failureFor({ priority }: Demand): FetchFailure | undefined {
    return this.#unauthorized >= unauthorizedMax || priority !== 'now' ? this.#failure : undefined;
  }

  isShared(error: unknown): boolean {
    return this.#failure !== undefined && error === this.#failure;
  }

  /** To be called when an answer begins. */
  answered(status: number): void {
    if (status === 401 || status === 407) return;
    this.#served = true;
    this.#failure = undefined;
  }

  /** To be called after each attempt that failed. */
  failed(failure: FetchFailure): void {
    if (failure.status !== 401) return;
    this.#unauthorized++;
    if (!this.#served) this.#failure = failure;
  }
}
