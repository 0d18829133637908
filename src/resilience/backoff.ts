import type { Random } from '../ports/clock.ts';

/** Backoff bounds the pauses between attempts, in ms. */
export interface Backoff {
  /** Longest pause after the first failure; it grows with every further one. */
  readonly base: number;
  /** By how much it grows; twice when this is left out. */
  readonly factor?: number;
  /** Longest pause ever. */
  readonly cap: number;
}

/**
 * fullJitter is the pause in ms after the `failures`-th failure in a row (1 for the first): anything from nothing to
 * an exponentially growing bound, so that clients that failed together do not come back together. This is "full
 * jitter" of Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export function fullJitter(failures: number, { base, factor = 2, cap }: Backoff, random: Random): number {
  // 0 times infinity is no number.
  const growth = Math.min(Number.MAX_VALUE, factor ** (failures - 1));
  return random() * Math.min(cap, base * growth);
}
