import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { getExecOutput } from '@actions/exec';
import { ActionError } from '../errors.ts';
import type { Env } from '../ports/env.ts';
import type { Answer, Command, Exec, Exit, RunOptions } from '../ports/exec.ts';
import { findProgram } from './find-program.ts';
import { endProcessTree, ownGroup } from './process-tree.ts';

/**
 * childProcessExec runs programs of this machine. Short questions go through `@actions/exec`; long runs cannot, for
 * what it has started cannot be stopped. Either way the program is looked for on the PATH of the environment it gets:
 * `@actions/exec` would take the PATH of this process.
 */
export function childProcessExec(): Exec {
  return { find, ask, run };
}

async function find(file: string, env: Env): Promise<string | undefined> {
  try {
    return await findProgram(file, env);
  } catch (error) {
    if (error instanceof ActionError && error.code === 'program-not-found') return undefined;
    throw error;
  }
}

async function ask({ file, args, cwd, env }: Command): Promise<Answer> {
  const program = await findProgram(file, env);
  const { exitCode, stdout, stderr } = await getExecOutput(quoted(program), [...args], {
    cwd,
    env: definedOnly(withFolder(env, cwd)),
    silent: true,
    ignoreReturnCode: true,
  });
  // Typed as a number, but null for a program that a signal ended.
  return { code: Number.isInteger(exitCode) ? exitCode : -1, stdout, stderr };
}

async function run(command: Command, { signal, onStdout, onStderrLine }: RunOptions): Promise<Exit> {
  const program = await findProgram(command.file, command.env);
  if (signal.aborted) return { kind: 'aborted', reason: signal.reason };
  const child = await start(program, command);
  const read = Promise.all([
    readText(child.stdout, (text) => onStdout?.(text)),
    readLines(child.stderr, (line) => onStderrLine?.(line)),
  ]);
  const exit = await endOf(child, signal);
  // Descendants of a program that has ended have nothing left to do here, and would keep its pipes open.
  await endProcessTree(child);
  await finish(child, read);
  return exit;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

async function start(program: string, { file, args, cwd, env }: Command): Promise<Child> {
  try {
    const child = spawn(program, args, {
      cwd,
      env: withFolder(env, cwd),
      detached: ownGroup,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    await once(child, 'spawn');
    return child;
  } catch (error) {
    throw new ActionError(`\`${file}\` could not be started in ${cwd}`, {
      code: 'program-not-started',
      class: 'configuration',
      hint: 'Check that the directory exists and that the program was built for this platform.',
      cause: error,
    });
  }
}

async function endOf(child: Child, signal: AbortSignal): Promise<Exit> {
  const exited = once(child, 'exit');
  const aborted = Promise.withResolvers<void>();
  const onAbort = () => aborted.resolve();
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    await Promise.race([exited, aborted.promise.then(() => endProcessTree(child))]);
    const [code, endedBy] = await exited;
    if (signal.aborted) return { kind: 'aborted', reason: signal.reason };
    return typeof code === 'number' ? { kind: 'exited', code } : { kind: 'killed', signal: String(endedBy) };
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

const lastWordsMs = 1000;

/** A descendant that left the process group can hold a pipe open for ever: what it says does not count. */
async function finish(child: Child, read: Promise<unknown>): Promise<void> {
  const giveUp = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, lastWordsMs);
  await read;
  clearTimeout(giveUp);
}

async function readText(stream: Readable, onText: (text: string) => void): Promise<void> {
  // Decodes as StringDecoder does: a character that two chunks share arrives whole.
  stream.setEncoding('utf8');
  stream.on('data', onText);
  await once(stream, 'close');
}

async function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  let rest = '';
  await readText(stream, (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
  });
  if (rest !== '') onLine(rest);
}

/** As a shell does: behind a symbolic link, the go command takes its folder from PWD, and paths as they were written. */
function withFolder(env: Env, cwd: string): Env {
  return { ...env, PWD: cwd };
}

/** The form in which `@actions/exec`, which takes a command line, reads one program and nothing else. */
function quoted(program: string): string {
  return `"${program.replaceAll('"', '\\"')}"`;
}

function definedOnly(env: Env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
