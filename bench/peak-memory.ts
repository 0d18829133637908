import { readdirSync, readFileSync } from 'node:fs';

const sampleEveryMs = 20;

/** peakMemory watches how much memory a process and all its descendants hold together, by Linux's /proc. */
export function peakMemory(pid: number): { stop: () => number } {
  let peak = 0;
  const sample = (): void => {
    peak = Math.max(peak, residentBytes(pid));
  };
  const timer = setInterval(sample, sampleEveryMs);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

function residentBytes(root: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statusOf);
  const family = new Set([root]);
  // A child has a higher id than its parent, but for the rare wrap-around.
  for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  const commands = new Map(processes.map(({ pid, command }) => [pid, command]));
  return (
    processes
      .filter(({ pid }) => family.has(pid))
      // Between fork and exec a child is its parent once more, and what it holds is its parent's.
      .filter(({ parent, command }) => commands.get(parent) !== command)
      .reduce((sum, { bytes }) => sum + bytes, 0)
  );
}

function statusOf(name: string): { pid: number; parent: number; command: string; bytes: number }[] {
  try {
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
    const status = readFileSync(`/proc/${name}/status`, 'utf8');
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
    const bytes = 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    return [{ pid: Number(name), parent, command, bytes }];
  } catch {
    // It ended between the listing and this look.
    return [];
  }
}
