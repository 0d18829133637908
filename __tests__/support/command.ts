import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { distDir } from './dist.ts';

/** CommandRun is what the command left behind. */
export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** CommandOptions is how a person runs the command. */
export interface CommandOptions {
  readonly cwd: string;
  /** The whole environment but for PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** The Node to run it with; by default this one. */
  readonly node?: string;
}

const bundle = path.join(distDir, 'cli.mjs');

/** runCommand runs the built command as a person would in a pipe. */
export async function runCommand(args: readonly string[], options: CommandOptions): Promise<CommandRun> {
  const { cwd, env, node = process.execPath } = options;
  const child = spawn(node, [bundle, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: typeof code === 'number' ? code : null, stdout, stderr };
}
