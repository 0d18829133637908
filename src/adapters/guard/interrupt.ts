import { constants } from 'node:os';
import { isSystemError } from '../../disk-error.ts';
import { messageOf } from '../../errors.ts';
import type { ProcessGuard } from './guard.ts';

/** Interrupted is the reason a run was asked to end from outside. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(by: string) {
    super(`interrupted by ${by}`);
  }
}

/**
 * A terminal that is closed sends SIGHUP; Windows has no SIGQUIT, but SIGBREAK. The last three end a process that does not
 * expect them, too: SIGXCPU where `ulimit -t` is over.
 */
const endSignals = (
  ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK', 'SIGALRM', 'SIGUSR2', 'SIGXCPU'] as const
).filter((signal) => signal in constants.signals);

/** How long a run may take to end by itself, in ms. A canceled job gets SIGINT, SIGTERM 7.5 s later, and then SIGKILL. */
const graceMs = 6000;

/**
 * onInterrupt turns the first signal that asks the process to end, or the end of whoever read its output, into an abort, so
 * that children are ended and temporary files removed. A second signal ends the process at once, and so does the
 * guard when the run does not end in time; either leaves nothing behind.
 */
export function onInterrupt(process: NodeJS.Process, guard: ProcessGuard): AbortSignal {
  const controller = new AbortController();
  const interrupt = (reason: Interrupted) => {
    controller.abort(reason);
    guard.endWithin(graceMs, `Still running ${graceMs / 1000} s after it was ${reason.message}.`);
  };
  for (const name of endSignals) {
    process.on(name, () => {
      if (controller.signal.aborted) guard.endNow(`Interrupted by a second signal (${name}).`);
      else interrupt(new Interrupted(name));
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    // What is printed from then on fails in the same way, which no longer matters.
    stream.on('error', () => {
      if (!controller.signal.aborted) interrupt(new Interrupted('a closed output'));
    });
  }
  return controller.signal;
}

/**
 * endOnCrash tells of an error that no one caught, in one line instead of a stack trace, and ends the process with status 1.
 * Nothing is left behind.
 */
export function endOnCrash(
  process: NodeJS.Process,
  guard: ProcessGuard,
  tell: (message: string) => void,
): void {
  process.on('uncaughtException', (error) => {
    guard.clearAway();
    const what = isSystemError(error)
      ? 'go-mod-download cannot go on'
      : 'This is a bug in go-mod-download, please report it';
    tell(`${what}: ${messageOf(error)}`);
    exitNow(process, 1);
  });
}

/** How long the process may go on when all is done, in ms: until something that was forgotten is found to hold it. */
const lingerMs = 2000;

/** endSoon sets the exit status of a process that is done. It ends by itself, or is ended when something holds it. */
export function endSoon(process: NodeJS.Process, guard: ProcessGuard, status: number): void {
  process.exitCode = status;
  guard.endWithin(2 * lingerMs, 'The process did not end by itself.');
  setTimeout(() => exitNow(process, status), lingerMs).unref();
}

/**
 * endOnInterrupt is for short commands with nothing to finish: the first signal, or the end of whoever read their
 * output, ends the process. Its temporary files are removed.
 */
export function endOnInterrupt(process: NodeJS.Process, guard: ProcessGuard): void {
  const end = () => {
    guard.clearAway();
    exitNow(process, 1);
  };
  for (const name of endSignals) process.on(name, end);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', end);
}

/**
 * exitNow ends the process with this status. Node's own exit ends all other threads, the guard's too, and then waits for those
 * of its pool, one of which may be blocked forever in a read or a lookup of a name. So where there is such a request,
 * another program takes the place of this one; Windows has no such call, and ends the process with status 1.
 */
export function exitNow(process: NodeJS.Process, status: number): void {
  const isBlocked = process.getActiveResourcesInfo().some((name) => /^(?:FSReq|GetAddrInfo)/.test(name));
  if (!isBlocked) process.exit(status);
  else if (process.execve === undefined) process.kill(process.pid, 'SIGKILL');
  else process.execve(process.execPath, [process.execPath, '-e', `process.exit(${status})`], {});
}
