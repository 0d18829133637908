import { clearAway, type Duty } from './clear-away.ts';
import { writeLastLine } from './last-line.ts';
import type { LastLine } from './messages.ts';

/**
 * endProcess clears away and ends this whole process, from any of its threads, with one line that says why. It dies by
 * SIGKILL: Node's own exit waits for the threads of its pool, one of which may be blocked forever.
 */
export function endProcess(duties: readonly Duty[], lastLine: LastLine, reason: string): void {
  const left = clearAway(duties);
  writeLastLine(lastLine, `${reason} ${outcomeOf(duties, left)}`);
  process.kill(process.pid, 'SIGKILL');
}

function outcomeOf(duties: readonly Duty[], left: readonly string[]): string {
  if (left.length > 0) return `What it started was ended and removed, except ${left.join(', ')}.`;
  if (duties.length === 0) return 'It left nothing behind.';
  return 'Its programs were ended, its credentials and temporary files removed.';
}
