import type { Env } from './env.ts';

/** Command is a program with a list of arguments. It is run without a shell. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /**
   * The environment of the child. The Exec adds nothing to it and leaves out what belongs to this step alone.
   */
  readonly env: Env;
  /** Called when the program runs: for what this process can do while it waits. */
  readonly onStart?: (() => void) | undefined;
}

/** Answer is the output of a short-lived program. */
export interface Answer {
  /** -1 if a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Exit is how a long-lived program ended. */
export type Exit =
  | { readonly kind: 'exited'; readonly code: number }
  /** Ended by a signal that was not ours (out of memory, an operator). */
  | { readonly kind: 'killed'; readonly signal: string }
  /** Ended by us because the given AbortSignal fired; `reason` is the signal's. */
  | { readonly kind: 'aborted'; readonly reason: unknown };

/** RunOptions define how a long-lived program is observed and stopped. */
export interface RunOptions {
  readonly signal: AbortSignal;
  /** Called with standard output in chunks of any length. */
  readonly onStdout?: (chunk: string) => void;
  /** Called with each whole line of standard error, without its end of line. */
  readonly onStderrLine?: (line: string) => void;
}

/**
 * Exec finds and starts programs. `ask` and `run` reject with ActionError `program-not-found` if there is
 * none.
 */
export interface Exec {
  /** The absolute path of the program that a name means in an environment; undefined when there is none. */
  find(file: string, env: Env): Promise<string | undefined>;
  /**
   * Asks a program a short question and returns its whole output. When `signal` aborts, the program is ended
   * and the promise rejects with the signal's reason. Rejects with ActionError `output-too-long` beyond 64
   * MB.
   */
  ask(command: Command, signal: AbortSignal): Promise<Answer>;
  /**
   * Runs a program in a process group of its own. When `signal` aborts, the whole tree is ended before the
   * promise resolves; no process of it is left in any outcome.
   */
  run(command: Command, options: RunOptions): Promise<Exit>;
}
