import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../../src/errors.ts';

/** isRunning tells whether a process of this id exists and is no zombie waiting to be collected. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return false;
    throw error;
  }
  if (process.platform !== 'linux') return true;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/^\d+ \(.*\) [ZX] /s.test(stat);
}

/** waitUntil resolves as soon as `holds` does, and rejects after `limitMs`. */
export async function waitUntil(holds: () => boolean | Promise<boolean>, limitMs = 60_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`still not so after ${limitMs} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** findProgram returns where a program of this machine is. */
export function findProgram(name: string): string {
  const dirs = (process.env['PATH'] ?? '').split(path.delimiter);
  const file = dirs.map((dir) => path.join(dir, name)).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`there is no ${name} on PATH`);
  return file;
}
