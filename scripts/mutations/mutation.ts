/** Mutation switches one safety check off. */
export interface Mutation {
  /** The check, as a sentence that is then no longer true. */
  readonly name: string;
  readonly file: string;
  /** Occurs once in the file. */
  readonly from: string;
  readonly to: string;
  /** The test file that has to notice. */
  readonly test: string;
}

/** ChecksByFile are the checks of each file, as [name, from, to, test] of a Mutation. */
export type ChecksByFile = Readonly<Record<string, readonly (readonly [string, string, string, string])[]>>;
