import { tmpdir } from 'node:os';
import path from 'node:path';
import { childProcessExec } from './adapters/child-process-exec.ts';
import { type ProcessGuard, startGuard } from './adapters/guard/guard.ts';
import { endOnCrash, endOnInterrupt, endSoon, onInterrupt } from './adapters/guard/interrupt.ts';
import { type Confidence, networkOf } from './adapters/network/network.ts';
import { systemClock } from './adapters/system-clock.ts';
import { terminalRunner } from './adapters/terminal/runner.ts';
import { toolCacheOf } from './adapters/tool-cache.ts';
import { chooseCache } from './choose-cache.ts';
import { ActionError, messageOf } from './errors.ts';
import { type CommandLine, rawFromArguments } from './inputs/arguments.ts';
import type { InputContext } from './inputs/directories.ts';
import { helpText } from './inputs/help.ts';
import { type ExitStatus, run } from './run.ts';
import { Secrets } from './text/secrets.ts';
import { version } from './version.ts';

/** runCommand is the command line: it reads the arguments of `process` and ends it with its exit status. */
export async function runCommand(process: NodeJS.Process): Promise<void> {
  const guard = startGuard({
    lastLine: { fd: 2, prefix: 'error: ' },
    onFailure: (reason) => process.stderr.write(`There is no guard outside the event loop: ${reason}\n`),
  });
  const secrets = new Secrets();
  endOnCrash(process, guard, (message) => process.stderr.write(`error: ${secrets.redact(message)}\n`));
  endSoon(process, guard, await commandOf({ process, guard, secrets }));
}

/** CommandStart is what every subcommand starts with. */
interface CommandStart {
  readonly process: NodeJS.Process;
  readonly guard: ProcessGuard;
  readonly secrets: Secrets;
}

function commandOf(start: CommandStart): ExitStatus | Promise<ExitStatus> {
  const { process, guard } = start;
  const [subcommand, ...rest] = process.argv.slice(2);
  if (subcommand === 'doctor') return examineNetwork(start, rest);
  const commandLine = subcommand === 'pack' ? undefined : parse(process);
  if (commandLine?.kind === 'run') return runOnTerminal(start, commandLine);
  endOnInterrupt(process, guard);
  if (subcommand === 'pack') return inspectPack(start, rest);
  if (commandLine === undefined) return 2;
  process.stdout.write(commandLine.kind === 'help' ? helpText(version) : `${version}\n`);
  return 0;
}

/** Loaded lazily: a normal run reads packs in its worker threads. */
async function inspectPack({ process, guard }: CommandStart, args: readonly string[]): Promise<ExitStatus> {
  const { stdout, stderr } = process;
  const { inspect } = await import('./inspect/inspect.ts');
  const print = (text: string): unknown => stdout.write(text);
  const complain = (text: string): unknown => stderr.write(text);
  return inspect(args, { print, complain, tempDir: tmpdir(), guard });
}

/** Loaded lazily, like the sockets that it checks the network with. */
async function examineNetwork(
  { process, guard, secrets }: CommandStart,
  args: readonly string[],
): Promise<ExitStatus> {
  const { doctor } = await import('./doctor/doctor.ts');
  const { socketProber } = await import('./adapters/probe/sockets.ts');
  const env = { ...process.env };
  const { stdout, stderr, platform } = process;
  const clock = systemClock;
  return doctor(
    args,
    {
      exec: childProcessExec(guard),
      env,
      clock,
      network: networkOf(env, platform, confidenceIn(secrets)),
      prober: socketProber(clock),
    },
    {
      context: contextOf(process),
      print: (text) => stdout.write(text),
      complain: (text) => stderr.write(text),
      secrets,
      tempDir: tmpdir(),
      interrupted: onInterrupt(process, guard),
    },
  );
}

function confidenceIn(secrets: Secrets): Confidence {
  return { mask: (secret) => void secrets.add(secret), redact: (text) => secrets.redact(text) };
}

function contextOf(process: NodeJS.Process): InputContext {
  const { env, platform } = process;
  const home = env['HOME'] ?? env['USERPROFILE'];
  return { cwd: process.cwd(), ...(home === undefined ? {} : { home }), platform };
}

function parse(process: NodeJS.Process): CommandLine | undefined {
  try {
    return rawFromArguments(process.argv.slice(2));
  } catch (error) {
    const hint = error instanceof ActionError ? `\n${error.hint}` : '';
    process.stderr.write(`${messageOf(error)}${hint}\n`);
    return undefined;
  }
}

function runOnTerminal(
  { process, guard, secrets }: CommandStart,
  { raw, report, verbose }: Extract<CommandLine, { kind: 'run' }>,
): Promise<ExitStatus> {
  const env = { ...process.env };
  const { stdout, stderr, platform } = process;
  const clock = systemClock;
  const network = networkOf(env, platform, confidenceIn(secrets));
  const runner = terminalRunner({ stdout, stderr, env, verbose, clock, secrets });
  return run({
    raw,
    context: contextOf(process),
    ports: {
      runner,
      exec: childProcessExec(guard),
      env,
      clock,
      random: Math.random,
      network,
      toolCache: toolCacheOf(env, platform, process.arch, guard),
      guard,
    },
    secrets,
    openCache: (inputs, scratchDir) =>
      chooseCache(inputs, scratchDir, {
        env,
        platform,
        clock,
        random: Math.random,
        network,
        mask: runner.mask,
        fallback: 'directory',
        guard,
      }),
    tempDir: tmpdir(),
    reportFile: report === undefined ? undefined : path.resolve(report),
    interrupted: onInterrupt(process, guard),
  });
}
