import type { ErrorClass, Fault } from '../../errors.ts';
import type { InputName } from '../../inputs/definitions.ts';

/** FailureMeaning is how a kind of failure is reported. */
export interface FailureMeaning {
  /** Stable, kebab-case; used in tests, reports and docs/troubleshooting.md. */
  readonly code: string;
  readonly class: ErrorClass;
  /** True when the same command can succeed a moment later. */
  readonly transient: boolean;
  /** If it is not that of the class. */
  readonly fault?: Fault;
  /** The input that most likely has to be set or corrected. */
  readonly input?: InputName;
  /** What the reader should do, in a sentence or two. */
  readonly hint: string;
}

/** FailureRule recognizes one kind of failure in what the go command says. */
export interface FailureRule extends FailureMeaning {
  /** Matched against a whole record on one line, without what a server wrote. */
  readonly pattern: RegExp;
  /** Matched against what the server wrote. */
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
