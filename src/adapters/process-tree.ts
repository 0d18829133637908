import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { errnoOf } from '../errors.ts';

/**
 * ownGroup is the value of `detached` to spawn a child with, so that `endProcessTree` reaches its
 * descendants.
 */
export const ownGroup = process.platform !== 'win32';

const pollMs = 10;

/**
 * endProcessTree ends `child` and everything it started. It resolves when the child has exited, and does
 * nothing for one that never started. POSIX: SIGTERM to the process group (the child was spawned with
 * `detached: ownGroup`), then SIGKILL to what is left of it after `graceMs`; descendants of a child that has
 * already exited are ended too. Windows has neither groups nor SIGTERM: `taskkill /T /F`, which finds
 * descendants only while the child runs.
 */
export async function endProcessTree(child: ChildProcess, graceMs = 500): Promise<void> {
  if (child.pid === undefined) return;
  const exited = hasExited(child) ? Promise.resolve() : once(child, 'exit');
  if (process.platform === 'win32') {
    if (!hasExited(child)) await taskkill(child.pid);
  } else {
    await endGroup(child, child.pid, graceMs);
  }
  await exited;
}

async function endGroup(child: ChildProcess, pid: number, graceMs: number): Promise<void> {
  const deadline = performance.now() + graceMs;
  let left = signalGroup(child, pid, 'SIGTERM');
  while (left && performance.now() < deadline) {
    await pause(pollMs);
    left = signalGroup(child, pid, 0);
  }
  if (left) signalGroup(child, pid, 'SIGKILL');
}

/** Signals the group, or only the child if it has no group; returns whether there was any process. */
function signalGroup(child: ChildProcess, pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    // macOS reports EPERM for a group of zombies.
    if (errnoOf(error) !== 'ESRCH' && errnoOf(error) !== 'EPERM') throw error;
    return !hasExited(child) && child.kill(signal);
  }
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function taskkill(pid: number): Promise<void> {
  const killer = spawn('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
  await once(killer, 'close');
}

/**
 * endProcessTreeNow ends a process of ours and everything it started at once, with synchronous calls only.
 * `pid` leads a process group (spawned with `detached: ownGroup`). Does nothing if it has ended.
 */
export function endProcessTreeNow(pid: number): void {
  if (process.platform === 'win32') taskkillNow(pid);
  else killGroup(pid);
}

/**
 * endOwnTree ends this process and everything it started; for a child whose parent has died. Works for the
 * leader of a process group (spawned with `detached: ownGroup`); any other process ends alone.
 */
export function endOwnTree(): never {
  endProcessTreeNow(process.pid);
  process.exit(1);
}

function taskkillNow(pid: number): void {
  spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
}

/** macOS reports EPERM for a group of zombies. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH' && errnoOf(error) !== 'EPERM') throw error;
  }
}
