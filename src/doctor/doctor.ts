import { secretsGiven } from '../credentials/secrets.ts';
import { messageOf } from '../errors.ts';
import { rawFromArguments } from '../inputs/arguments.ts';
import type { InputContext } from '../inputs/directories.ts';
import { InputError } from '../inputs/input-error.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { readInputs } from '../inputs/read-inputs.ts';
import { plainText } from '../text/plain-text.ts';
import type { Secrets } from '../text/secrets.ts';
import { diagnose } from './diagnose.ts';
import { type DoctorPorts, examine } from './examine.ts';
import { renderExamination } from './render.ts';

/** DoctorContext is where the subcommand runs. */
export interface DoctorContext {
  readonly context: InputContext;
  readonly print: (text: string) => unknown;
  readonly complain: (text: string) => unknown;
  readonly secrets: Secrets;
  /** For a folder that is gone afterwards. */
  readonly tempDir: string;
  readonly interrupted: AbortSignal;
}

/**
 * doctor looks at Go, its settings and every server that they lead to, shows what it saw and ends with what to change.
 * Nothing is downloaded but samples, and nothing is written. Returns the exit status: 0 when nothing is wrong, 1 when
 * something is, 2 for wrong usage.
 */
export async function doctor(
  args: readonly string[],
  ports: DoctorPorts,
  context: DoctorContext,
): Promise<0 | 1 | 2> {
  const inputs = await inputsOf(args, ports, context);
  if (typeof inputs === 'string') {
    context.complain(
      `${context.secrets.redact(inputs)}\nUsage: go-mod-download doctor [DIRECTORY] [--INPUT VALUE ...]\n`,
    );
    return 2;
  }
  const { secrets, tempDir, interrupted: signal } = context;
  try {
    const facts = await examine(inputs, ports, { tempDir, signal, mask: (secret) => secrets.add(secret) });
    const findings = diagnose(facts);
    context.print(secrets.redact(plainText(renderExamination(facts, findings))));
    return findings.length === 0 ? 0 : 1;
  } catch (error) {
    if (!signal.aborted) throw error;
    context.complain(`${messageOf(signal.reason)}\n`);
    return 1;
  }
}

/** The inputs, or what is wrong with how they are given. */
async function inputsOf(
  args: readonly string[],
  { env }: DoctorPorts,
  { context, secrets }: DoctorContext,
): Promise<Inputs | string> {
  try {
    const commandLine = rawFromArguments(args);
    if (commandLine.kind !== 'run') return 'For all flags, see `go-mod-download --help`.';
    for (const secret of secretsGiven(commandLine.raw, env)) secrets.add(secret);
    return await readInputs(commandLine.raw, context);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `${error.message}\n${error.hint}`;
  }
}
