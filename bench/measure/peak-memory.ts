import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const sampleEveryMs = 20;

/** peakMemory watches how much memory a process and all its descendants hold together, by Linux's /proc. */
export function peakMemory(pid: number): { stop: () => number } {
  let peak = 0;
  const sample = (): void => {
    peak = Math.max(peak, heldBytes(pid));
  };
  const timer = setInterval(sample, sampleEveryMs);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

/** What is shared counts once: pages that a fork has not copied yet, and the code of a program that runs twice. */
function heldBytes(root: number): number {
  const code = new Map<string, number>();
  let own = 0;
  for (const pid of familyOf(root)) {
    const share = shareOf(pid);
    own += share.ownBytes;
    code.set(share.program, Math.max(code.get(share.program) ?? 0, share.codeBytes));
  }
  return [...code.values()].reduce((sum, bytes) => sum + bytes, own);
}

function familyOf(root: number): Set<number> {
  const family = new Set([root]);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  // A child has a higher id than its parent, but for the rare wrap-around.
  for (const pid of pids.map(Number).sort((a, b) => a - b)) {
    const parent = /^PPid:\s+(\d+)/m.exec(textOf(pid, 'status'))?.[1];
    if (family.has(Number(parent))) family.add(pid);
  }
  return family;
}

function shareOf(pid: number): { program: string; ownBytes: number; codeBytes: number } {
  const kilobytes = (file: string, field: string): number =>
    1024 * Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(textOf(pid, file))?.[1] ?? 0);
  return {
    program: programOf(pid),
    ownBytes: kilobytes('smaps_rollup', 'Pss_Anon') + kilobytes('status', 'RssShmem'),
    codeBytes: kilobytes('status', 'RssFile'),
  };
}

function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It has ended since it was listed.
    return '';
  }
}

function programOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return '';
  }
}
