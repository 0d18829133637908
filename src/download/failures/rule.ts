import type { ErrorClass } from '../../errors.ts';

/** FailureRule recognises one kind of failure in what the go command says. */
export interface FailureRule {
  /** Stable, kebab-case; what tests and reports go by. */
  readonly code: string;
  readonly class: ErrorClass;
  /** True when the same command can succeed a moment later. */
  readonly transient: boolean;
  /** Applied to a whole record, which may have several lines, but not to what a server wrote into its answer. */
  readonly pattern: RegExp;
  /** True when what the server wrote counts too. */
  readonly readsResponse?: true;
  /** What the reader should do, in a sentence or two. */
  readonly hint: string;
}
