import { ActionError } from '../errors.ts';

/** InputProblem is what is wrong with the value of one input, and what to write instead. */
export interface InputProblem {
  readonly input: string;
  /** One or more sentences, without the name of the input. */
  readonly message: string;
}

/**
 * InputError is everything that is wrong with the inputs: code `usage` for the form, `inputs-invalid` for
 * values.
 */
export class InputError extends ActionError {
  override readonly name = 'InputError';
  readonly problems: readonly InputProblem[];

  private constructor(
    message: string,
    code: 'usage' | 'inputs-invalid',
    hint: string,
    problems: readonly InputProblem[],
  ) {
    const [only, ...more] = problems;
    super(message, {
      code,
      class: 'configuration',
      hint,
      ...(only === undefined || more.length > 0 ? {} : { input: only.input }),
    });
    this.problems = problems;
  }

  /** usage reports an invalid command line. */
  static usage(message: string): InputError {
    return new InputError(message, 'usage', 'Run it with `--help` for usage.', []);
  }

  /** invalid reports all invalid values, in one message. */
  static invalid(problems: readonly InputProblem[]): InputError {
    const lines = problems.map(({ input, message }) => `\`${input}\`: ${message}`);
    const [only = ''] = lines;
    const message =
      lines.length === 1
        ? `Input ${only}`
        : `${lines.length} inputs are invalid:\n${lines.map((line) => `- ${line}`).join('\n')}`;
    return new InputError(message, 'inputs-invalid', 'Correct the values and run it again.', problems);
  }
}
