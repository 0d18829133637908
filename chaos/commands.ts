import { type ChildProcess, spawn } from 'node:child_process';

/** Ended is how a command ended. */
export interface Ended {
  /** Null when it was killed at its limit. */
  readonly code: number | null;
  readonly ms: number;
  /** What it printed, both streams. */
  readonly output: string;
}

/** CommandOptions is how a command is run. */
export interface CommandOptions {
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** After so many ms it is killed with everything it has started. */
  readonly limit: number;
}

/** runCommand runs a command in a process group of its own to its end, or to its limit. Rejects when it cannot be started. */
export async function runCommand(args: readonly string[], options: CommandOptions): Promise<Ended> {
  const { limit, cwd, env } = options;
  const [program = '', ...rest] = args;
  const start = performance.now();
  const child = spawn(program, rest, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const kill = () => killGroup(child);
  const timer = setTimeout(kill, limit);
  // Before the scratch folder goes, which it writes to.
  process.prependOnceListener('exit', kill);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exit) => resolve(exit));
    });
    return { code, ms: performance.now() - start, output };
  } finally {
    clearTimeout(timer);
    process.off('exit', kill);
  }
}

/** mustRun runs a command that has to succeed, and returns what it printed. */
export async function mustRun(args: readonly string[], options: CommandOptions): Promise<string> {
  const { code, output } = await runCommand(args, options);
  if (code === 0) return output;
  const end = code === null ? `did not end within ${options.limit / 1000} s` : `ended with ${code}`;
  throw new Error(`${args.join(' ')} ${end}:\n${output.slice(-2000)}`);
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in this moment.
  }
}
