import type { Command, Exec, Exit } from '../../src/ports/exec.ts';

/** ScriptedRun is what a program that is not really run says, and how it ends; by default with success. */
export interface ScriptedRun {
  readonly stdout?: string;
  readonly stderr?: string;
  /** `silent`: it never ends by itself. */
  readonly exit?: Exit | 'silent';
}

/** ScriptedExec is an Exec that plays one scripted run after the other. */
export interface ScriptedExec extends Exec {
  /** The commands so far. */
  readonly commands: Command[];
}

/** scriptedExec plays `runs` in order; one run too many is an error. */
export function scriptedExec(...runs: readonly ScriptedRun[]): ScriptedExec {
  const commands: Command[] = [];
  const next = (command: Command): ScriptedRun => {
    const run = runs[commands.push(command) - 1];
    if (run === undefined)
      throw new Error(`no run is scripted for \`${command.file} ${command.args.join(' ')}\``);
    return run;
  };
  return {
    commands,
    find: async (file) => `/usr/bin/${file}`,
    async ask(command) {
      const { stdout = '', stderr = '', exit } = next(command);
      return { code: typeof exit === 'object' && exit.kind === 'exited' ? exit.code : 0, stdout, stderr };
    },
    async run(command, { signal, onStdout, onStderrLine }) {
      const { stdout = '', stderr = '', exit = { kind: 'exited', code: 0 } } = next(command);
      for (const line of stderr.split('\n')) if (line !== '') onStderrLine?.(line);
      if (stdout !== '') onStdout?.(stdout);
      return exit === 'silent' ? untilAborted(signal) : exit;
    },
  };
}

function untilAborted(signal: AbortSignal): Promise<Exit> {
  return new Promise((resolve) => {
    const end = () => resolve({ kind: 'aborted', reason: signal.reason });
    if (signal.aborted) return end();
    signal.addEventListener('abort', end, { once: true });
  });
}
