import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { ActionError, errnoOf } from '../errors.ts';
import type { Env } from '../ports/env.ts';
import type { Answer, Command, Exec, Exit, RunOptions } from '../ports/exec.ts';
import type { Guard } from '../ports/guard.ts';
import { childEnvironment } from './child-environment.ts';
import { findProgram } from './find-program.ts';
import { endProcessTree, ownGroup } from './process-tree.ts';

/**
 * childProcessExec runs programs, each in its own process group and with its own environment
 * (childEnvironment). A program is looked up on the PATH of that environment. The running programs are
 * registered with `guard`.
 */
export function childProcessExec(guard: Pick<Guard, 'endAtEnd'>): Exec {
  const follow = (command: Command, followed: Followed) => runProgram(command, followed, guard);
  return {
    find,
    ask: (command, signal) => ask(command, signal, follow),
    run: (command, options) => run(command, options, follow),
  };
}

/** How the output of a program is read while it runs, and what ends it. */
interface Followed {
  readonly signal: AbortSignal;
  readonly onStdout: (text: string) => void;
  readonly onStderr: (text: string) => void;
}

type Follow = (command: Command, followed: Followed) => Promise<Exit>;

async function find(file: string, env: Env): Promise<string | undefined> {
  try {
    return await findProgram(file, env);
  } catch (error) {
    if (error instanceof ActionError && error.code === 'program-not-found') return undefined;
    throw error;
  }
}

/** In characters. `go mod graph` of a large project prints a few million. */
const answerMax = 64_000_000;

async function ask(command: Command, signal: AbortSignal, follow: Follow): Promise<Answer> {
  const full = new AbortController();
  let stdout = '';
  let stderr = '';
  const check = () => {
    if (stdout.length + stderr.length > answerMax) full.abort(tooLong(command));
  };
  const exit = await follow(command, {
    signal: AbortSignal.any([signal, full.signal]),
    onStdout: (text) => {
      stdout += text;
      check();
    },
    onStderr: (text) => {
      stderr += text;
      check();
    },
  });
  if (exit.kind === 'aborted') throw exit.reason;
  return { code: exit.kind === 'exited' ? exit.code : -1, stdout, stderr };
}

function tooLong({ file, args }: Command): ActionError {
  return new ActionError(`\`${[file, ...args].join(' ')}\` printed more than ${answerMax / 1e6} MB`, {
    code: 'output-too-long',
    class: 'configuration',
    hint: `Check that \`${file}\` on PATH is the program of that name and not a wrapper.`,
  });
}

async function run(
  command: Command,
  { signal, onStdout = () => undefined, onStderrLine }: RunOptions,
  follow: Follow,
): Promise<Exit> {
  const lines = lineReader((line) => onStderrLine?.(line));
  const exit = await follow(command, { signal, onStdout, onStderr: lines.read });
  lines.end();
  return exit;
}

async function runProgram(
  command: Command,
  { signal, onStdout, onStderr }: Followed,
  guard: Pick<Guard, 'endAtEnd'>,
): Promise<Exit> {
  const program = await findProgram(command.file, command.env);
  if (signal.aborted) return { kind: 'aborted', reason: signal.reason };
  const child = await start(program, command);
  const release = child.pid === undefined ? () => undefined : guard.endAtEnd(child.pid);
  const read = Promise.all([readText(child.stdout, onStdout), readText(child.stderr, onStderr)]);
  const exit = await endOf(child, signal);
  // Descendants of a program that has ended would keep its pipes open.
  await endProcessTree(child);
  release();
  await finish(child, read);
  return exit;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

async function start(program: string, command: Command): Promise<Child> {
  const { file, args, cwd } = command;
  try {
    const child = spawn(program, args, {
      cwd,
      env: childEnvironment(command),
      detached: ownGroup,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    await once(child, 'spawn');
    command.onStart?.();
    return child;
  } catch (error) {
    const shortage = shortages.get(errnoOf(error) ?? '');
    throw new ActionError(`\`${file}\` could not be started in ${cwd}`, {
      code: 'program-not-started',
      class: shortage === undefined ? 'configuration' : 'disk',
      hint:
        shortage ??
        'Check that the folder exists, and that the program was built for this system and may be executed.',
      cause: error,
    });
  }
}

const openFiles = 'Raise the limit on open files (`ulimit -n`) and run it again.';

/** What the system has too little of to start a program: spawn(2). */
const shortages: ReadonlyMap<string, string> = new Map([
  ['EMFILE', openFiles],
  ['ENFILE', openFiles],
  ['EAGAIN', 'Raise the limit on processes (`ulimit -u`, or that of the container) and run it again.'],
  ['ENOMEM', 'Give this job more memory, or run less at the same time.'],
]);

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

/** A descendant that left the process group can keep a pipe open forever; its output is ignored. */
async function finish(child: Child, read: Promise<unknown>): Promise<void> {
  const giveUp = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, lastWordsMs);
  await read;
  clearTimeout(giveUp);
}

async function readText(stream: Readable, onText: (text: string) => void): Promise<void> {
  // A StringDecoder keeps characters whole that two chunks share.
  stream.setEncoding('utf8');
  stream.on('data', onText);
  await once(stream, 'close');
}

/** Passes on whole lines, without line endings. */
function lineReader(onLine: (line: string) => void): { read: (text: string) => void; end: () => void } {
  let rest = '';
  return {
    read: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line.replace(/\r$/, ''));
    },
    end: () => {
      if (rest !== '') onLine(rest);
    },
  };
}
