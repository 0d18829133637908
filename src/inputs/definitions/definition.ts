/**
 * InputKind is the form of an input: `switch` is true or false, `list` has several values, `value` has one.
 */
export type InputKind = 'switch' | 'list' | 'value';

/** InputDefinition is one input, as action.yml, --help and the README's table show it. */
export interface InputDefinition {
  readonly name: string;
  readonly kind: InputKind;
  /** As written; empty if there is none or it depends on something: then the description says what. */
  readonly default: string;
  /** The placeholder for the value in --help. */
  readonly hint: string;
  /** The values there are, where these are few. */
  readonly values?: readonly string[];
  /** Whether the value is a whole number. */
  readonly isInteger?: true;
  readonly description: string;
}
