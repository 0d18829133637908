/** InputKind is how an input is written: `switch` true or false, `list` several values, `value` one. */
export type InputKind = 'switch' | 'list' | 'value';

/** InputDefinition is one input, as action.yml, --help and the README's table show it. */
export interface InputDefinition {
  readonly name: string;
  readonly kind: InputKind;
  /** As it is written; empty where the default depends on something, which the description then tells. */
  readonly default: string;
  /** What stands for the value in --help. */
  readonly hint: string;
  readonly description: string;
}
