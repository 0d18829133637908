import type { Clock } from '../ports/clock.ts';
import { withDeadline } from '../resilience/deadline.ts';
import { formatDuration } from '../text/format.ts';
import type { Restored } from './restored.ts';

/** Which part of the time of a run its restore may take. */
const share = 0.5;

/** RestoreBudget says how long a run may take, and when it ends. */
export interface RestoreBudget {
  /** Of the whole run, in ms. */
  readonly timeout: number;
  readonly clock: Clock;
  /** Of the whole run. */
  readonly signal: AbortSignal;
}

/**
 * withRestoreBudget restores within half the time of a run, so that the other half is left for the download: an entry that
 * holds the job longer than that, on purpose or because of a slow disk, counts as unavailable. What was placed stays.
 */
export async function withRestoreBudget(
  { timeout, clock, signal }: RestoreBudget,
  restore: (signal: AbortSignal) => Promise<Restored>,
): Promise<Restored> {
  const ms = share * timeout;
  return withDeadline({ ms, clock, parent: signal }, async (own) => {
    const restored = await restore(own);
    if (restored.kind !== 'unavailable' || !own.aborted || signal.aborted) return restored;
    return {
      kind: 'unavailable',
      reason: `the restore took longer than ${formatDuration(ms)}, half of \`timeout\``,
    };
  });
}
