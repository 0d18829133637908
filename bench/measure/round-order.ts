/**
 * roundOrder is the order that contestants have in a round, counted from 0: Williams' design (Australian Journal of Scientific
 * Research A 2, 1949, 149–168). In as many rounds as there are contestants (twice as many, where they are an odd number) each
 * of them follows each other one equally often. A trial finds what the one before it has left: a virtual machine that gives
 * memory back to its host is quicker after one that has just freed a lot of it.
 */
export function roundOrder<T>(contestants: readonly T[], round: number): T[] {
  const count = contestants.length;
  // 0, 1, -1, 2, -2, …: every step to a neighbour is of another length.
  const zigzag = contestants.map((_, index) => (index % 2 === 0 ? count - index / 2 : (index + 1) / 2));
  const order = zigzag.map((place) => (place + round) % count).flatMap((at) => contestants.slice(at, at + 1));
  const isMirrored = count % 2 === 1 && Math.floor(round / count) % 2 === 1;
  return isMirrored ? order.toReversed() : order;
}
