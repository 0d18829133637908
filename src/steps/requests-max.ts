import { readFileSync } from 'node:fs';
import { isSystemError } from '../disk-error.ts';

/** Open files of a run besides those of requests: of Node, its threads, a program, the go command's connections. */
const others = 96;
/** Of one request: its connection, its file, and one for a host that answers slowly while another is asked. */
const filesPerRequest = 3;

/**
 * requestsMax returns how many of the `wanted` requests there can be at once, so that this process does not run out of open files
 * (`ulimit -n`). Throws EMFILE where that is none.
 */
export function requestsMax(wanted: number, limits = limitsOfProcess()): number {
  const limit = /^Max open files\s+(?<soft>\d+)/m.exec(limits)?.groups?.['soft'];
  if (limit === undefined) return wanted;
  const affordable = Math.floor((Number(limit) - others) / filesPerRequest);
  if (affordable > 0) return Math.min(wanted, affordable);
  throw Object.assign(new Error(`it takes more than the ${limit} open files that this process may have`), {
    code: 'EMFILE',
  });
}

/** As proc(5) has it; empty where there is no such file. Elsewhere Node itself raises the limit as far as it may. */
function limitsOfProcess(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch (error) {
    if (isSystemError(error)) return '';
    throw error;
  }
}
