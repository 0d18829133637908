/** Dice is a source of chance that a seed determines. */
export interface Dice {
  /** An integer from 0 up to, and without, `below`. */
  roll(below: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  pick<T>(choices: readonly T[]): T | undefined;
}

/** dice makes dice from a seed (Mulberry32, T. Ettinger). */
export function dice(seed: number): Dice {
  // Neighboring seeds begin far apart.
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  const roll = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  return { roll, pick: (choices: readonly unknown[]) => choices[roll(choices.length)] as never };
}

/** mutateText makes one to four small changes to a text; `words` are put in, and stand for others of them. */
export function mutateText(
  text: string,
  words: readonly [string, ...string[]],
  { roll, pick }: Dice,
): string {
  let mutated = text;
  for (let changes = 1 + roll(4); changes > 0; changes--) {
    const at = roll(mutated.length + 1);
    const end = at + 1 + roll(6);
    const [before, after] = [mutated.slice(0, at), mutated.slice(at)];
    mutated = pick<() => string>([
      () => before + pick(words) + after,
      () => before + mutated.slice(end),
      () => before + mutated.slice(at, end) + after,
      () => swapWord(mutated, words, { roll, pick }),
      () => swapLines(mutated, { roll, pick }),
      () => before + String.fromCharCode(roll(256)) + mutated.slice(at + 1),
      () => before + pick(words) + mutated.slice(end),
    ])();
  }
  return mutated;
}

function swapWord(text: string, words: readonly [string, ...string[]], { roll, pick }: Dice): string {
  const found = [...text.matchAll(/[^\s]+/g)];
  const target = found[roll(Math.max(1, found.length))];
  if (target === undefined) return pick(words);
  const [whole] = target;
  return text.slice(0, target.index) + pick(words) + text.slice(target.index + whole.length);
}

function swapLines(text: string, { roll }: Dice): string {
  const lines = text.split('\n');
  const [a, b] = [roll(lines.length), roll(lines.length)];
  [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
  return lines.join('\n');
}

/** mutateBytes makes one to four changes to bytes: a bit or byte of another value, some left out, said twice or put in. */
export function mutateBytes(bytes: Buffer, { roll, pick }: Dice): Buffer {
  let mutated = bytes;
  for (let changes = 1 + roll(4); changes > 0; changes--) {
    const at = roll(mutated.length + 1);
    const end = at + 1 + roll(8);
    const [before, after] = [mutated.subarray(0, at), mutated.subarray(at)];
    const other = Buffer.from([roll(256)]);
    const flipped = Buffer.from([(mutated[at] ?? 0) ^ (1 << roll(8))]);
    mutated = Buffer.concat(
      pick<Buffer[]>([
        [before, other, mutated.subarray(at + 1)],
        [before, flipped, mutated.subarray(at + 1)],
        [before, mutated.subarray(end)],
        [before, mutated.subarray(at, end), after],
        [before, other, after],
        [before],
      ]),
    );
  }
  return mutated;
}
