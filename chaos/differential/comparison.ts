import type { Judge } from './judge.ts';

/** Difference is an input that go and we do not agree on. */
export interface Difference {
  readonly seed: number;
  /** What go made of it: `accepts ...` or `refuses: why`. */
  readonly go: string;
  readonly ours: string;
  /** The input as a person reads it. */
  readonly input: string;
  /** Why it may be so; undefined: nobody knows yet. */
  readonly explanation: string | undefined;
}

/** Tools is what comparisons have at hand. */
export interface Tools {
  readonly judge: Judge;
  /** An empty folder. */
  readonly scratch: string;
}

/** Comparison lets go and us judge one mutated input for each seed. */
export interface Comparison {
  readonly name: string;
  /** How many inputs take so little time that they are a part of the tests. */
  readonly quick: number;
  run(seeds: readonly number[], tools: Tools): Promise<Result>;
}

/** Result is what a comparison came to. */
export interface Result {
  /** Inputs that both accept: a comparison of refusals alone would show little. */
  readonly accepted: number;
  readonly refused: number;
  readonly differences: readonly Difference[];
}

/** Opinion is what one side makes of an input: what it reads, or why it refuses it. */
export type Opinion =
  | { readonly kind: 'accepted'; readonly value: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Compared is one input and both opinions of it. */
export interface Compared {
  readonly seed: number;
  readonly input: string;
  readonly go: Opinion;
  readonly ours: Opinion;
}

/** resultOf counts agreements and lists differences; `explain` knows those that may be. */
export function resultOf(
  compared: readonly Compared[],
  explain: (compared: Compared) => string | undefined,
): Result {
  const agreed = compared.filter(agree);
  return {
    accepted: agreed.filter(({ go }) => go.kind === 'accepted').length,
    refused: agreed.filter(({ go }) => go.kind === 'refused').length,
    differences: compared
      .filter((one) => !agree(one))
      .map((one) => ({
        seed: one.seed,
        input: one.input,
        go: inWords(one.go),
        ours: inWords(one.ours),
        explanation: explain(one),
      })),
  };
}

function agree({ go, ours }: Compared): boolean {
  if (go.kind === 'refused' || ours.kind === 'refused') return go.kind === ours.kind;
  return go.value.join('\n') === ours.value.join('\n');
}

function inWords(opinion: Opinion): string {
  return opinion.kind === 'refused' ? `refuses: ${opinion.reason}` : `accepts ${opinion.value.join('; ')}`;
}
