import { secretsGiven } from '../credentials/secrets.ts';
import { messageOf } from '../errors.ts';
import { rawFromArguments } from '../inputs/arguments.ts';
import type { InputContext } from '../inputs/directories.ts';
import { InputError } from '../inputs/input-error.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { readInputs } from '../inputs/read-inputs.ts';
import { ok, type Parsed, problem } from '../parsed.ts';
import { plainText } from '../text/plain-text.ts';
import type { Secrets } from '../text/secrets.ts';
import { diagnose } from './diagnose.ts';
import { type DoctorPorts, examine } from './examine.ts';
import { renderExamination } from './render.ts';

/** DoctorContext is the environment of the subcommand. */
export interface DoctorContext {
  readonly context: InputContext;
  readonly print: (text: string) => unknown;
  readonly complain: (text: string) => unknown;
  readonly secrets: Secrets;
  /** The folder for a temporary folder, which is removed afterwards. */
  readonly tempDir: string;
  readonly interrupted: AbortSignal;
}

/**
 * doctor checks Go, its settings and every server that they lead to, prints the facts and says what to
 * change. It downloads samples only, and writes nothing. Returns the exit status: 0 without findings, 1 with
 * findings, 2 for incorrect usage.
 */
export async function doctor(
  args: readonly string[],
  ports: DoctorPorts,
  context: DoctorContext,
): Promise<0 | 1 | 2> {
  const parsed = await inputsOf(args, ports, context);
  if (parsed.kind === 'problem') {
    const message = context.secrets.redact(parsed.message);
    context.complain(`${message}\nUsage: go-mod-download doctor [DIRECTORY] [--INPUT VALUE ...]\n`);
    return 2;
  }
  const inputs = parsed.value;
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

async function inputsOf(
  args: readonly string[],
  { env }: DoctorPorts,
  { context, secrets }: DoctorContext,
): Promise<Parsed<Inputs>> {
  try {
    const commandLine = rawFromArguments(args);
    if (commandLine.kind !== 'run') return problem('For all flags, see `go-mod-download --help`.');
    for (const secret of secretsGiven(commandLine.raw, env)) secrets.add(secret);
    return ok(await readInputs(commandLine.raw, context));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return problem(`${error.message}\n${error.hint}`);
  }
}
