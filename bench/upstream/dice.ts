import { createHash } from 'node:crypto';

/** faultKinds is everything that a fault can be. */
export const faultKinds = ['reset', '503', '429', 'stall', 'truncate', 'flip'] as const;

/** FaultKind is one way for an answer to go wrong. */
export type FaultKind = (typeof faultKinds)[number];

/** Dice says how often what goes wrong. */
export interface Dice {
  readonly seed: number;
  /** Of requests that go wrong, 0 to 1. */
  readonly rate: number;
  /** Drawn from evenly; all of them when it is left out. */
  readonly kinds?: readonly FaultKind[];
  /** Whether zips stall as well; true when it is left out. */
  readonly stallZips?: boolean;
}

/** Throw is what the dice say of one request: what goes wrong, where in the body (0 to 1), and one of two variants. */
export interface Throw {
  readonly kind: FaultKind;
  readonly at: number;
  readonly variant: boolean;
}

/**
 * throwDice decides on the `count`-th request of a path. It depends on nothing else, so that everybody who is measured
 * meets the same faults, in whatever order they ask.
 */
export function throwDice(dice: Dice | undefined, path: string, count: number): Throw | undefined {
  if (dice === undefined) return undefined;
  const { seed, rate, kinds = faultKinds, stallZips = true } = dice;
  const hash = createHash('sha256').update(`${seed} ${count} ${path}`).digest();
  const draw = (index: number): number => hash.readUInt32LE(4 * index) / 2 ** 32;
  if (draw(0) >= rate) return undefined;
  const drawn = stallZips || !path.endsWith('.zip') ? kinds : kinds.filter((kind) => kind !== 'stall');
  const kind = drawn[Math.floor(draw(1) * drawn.length)];
  return kind && { kind, at: draw(2), variant: draw(3) < 0.5 };
}
