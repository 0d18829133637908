import type { Random } from '../ports/clock.ts';

/** Backoff bounds the pauses between attempts, in ms. */
export interface Backoff {
  /** Longest pause after the first failure; it grows with each further one. */
  readonly base: number;
  /** How much it grows; 2 by default. */
  readonly factor?: number;
  /** Upper bound. */
  readonly cap: number;
}

/**
 * fullJitter is the pause in ms after the `failures`-th failure in a row (1 for the first): a random time
 * below an exponentially growing bound, so that clients that failed together do not retry together. This is
 * "full jitter" of Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export function fullJitter(failures: number, { base, factor = 2, cap }: Backoff, random: Random): number {
  // 0 times Infinity is NaN.
  const growth = Math.min(Number.MAX_VALUE, factor ** (failures - 1));
  return random() * Math.min(cap, base * growth);
}
