/** median is the middle of some numbers, or the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * medianRatio is the median of the ratios of what was measured in the same round. A machine that slows down
 * for a minute slows down both sides of a ratio, so this is steadier than the ratio of two medians.
 */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((number, round) => number / (theirs[round] ?? Number.NaN)));
}

/** rounded keeps so many significant digits as a measurement deserves. */
export function rounded(number: number): number {
  return Number(number.toPrecision(4));
}
