import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { peakMemory } from './peak-memory.ts';

/** Measured is what a command cost, with all processes that it started and waited for. */
export interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Time from the start to the first line that it printed. */
  readonly firstLineMs: number;
  /** Of all its processes together, in bytes; 0 when it was not asked for. */
  readonly peakBytes: number;
  readonly output: string;
}

/** Command is what to run, with its whole environment. */
export interface Command {
  readonly args: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Watching memory costs time, so it is done in runs whose time does not count. */
  readonly watchMemory?: boolean;
}

/** measure runs a command under GNU time, which alone knows what grandchildren cost. Throws when it fails. */
export async function measure({ args, cwd, env, watchMemory = false }: Command): Promise<Measured> {
  const costs = path.join(tmpdir(), `costs-${process.pid}`);
  const start = performance.now();
  const child = spawn('/usr/bin/time', ['-o', costs, '-f', '%U %S', ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const memory = watchMemory && child.pid !== undefined ? peakMemory(child.pid) : undefined;
  let firstLineMs = 0;
  let output = '';
  const take = (chunk: Buffer): void => {
    if (output === '') firstLineMs = performance.now() - start;
    output += chunk.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const wallMs = performance.now() - start;
  const peakBytes = memory?.stop() ?? 0;
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${output}`);
  const [user = 0, system = 0] = (await readFile(costs, 'utf8')).trim().split(' ').map(Number);
  await rm(costs);
  return { wallMs, cpuMs: 1000 * (user + system), firstLineMs, peakBytes, output };
}
