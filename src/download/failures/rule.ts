import type { ErrorClass, Fault } from '../../errors.ts';
import type { InputName } from '../../inputs/definitions.ts';

/** FailureMeaning is what a kind of failure means to whoever reads the report. */
export interface FailureMeaning {
  /** Stable, kebab-case; what tests, reports and docs/troubleshooting.md go by. */
  readonly code: string;
  readonly class: ErrorClass;
  /** True when the same command can succeed a moment later. */
  readonly transient: boolean;
  /** Where it is not that of the class. */
  readonly fault?: Fault;
  /** The input that most likely has to be set or corrected. */
  readonly input?: InputName;
  /** What the reader should do, in a sentence or two. */
  readonly hint: string;
}

/** FailureRule recognizes one kind of failure in what the go command says. */
export interface FailureRule extends FailureMeaning {
  /** Applied to a whole record on one line, without what a server wrote into its answer. */
  readonly pattern: RegExp;
  /** What the server must have written besides. */
  readonly response?: RegExp;
  /** True when the go command talks to the host that the module path begins with, and does not say so. */
  readonly asksRepository?: true;
}

/** ruleFor finds the first rule that fits. Both texts are on one line. */
export function ruleFor(
  { words, response }: { readonly words: string; readonly response: string },
  rules: readonly FailureRule[],
): FailureRule | undefined {
  return rules.find(
    (rule) => rule.pattern.test(words) && (rule.response === undefined || rule.response.test(response)),
  );
}
