import { readStart } from '../../http/read-start.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpResponse } from '../../ports/http-client.ts';
import { withWatchdog } from '../../resilience/watchdog.ts';

/** ReadLimits bound how a body is read. */
export interface ReadLimits {
  /** How long nothing may come, in ms. */
  readonly stallTimeout: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * readText reads the body of an answer; undefined for one of more than `bytesMax` bytes, the rest of which is discarded.
 * Throws Stalled, the signal's reason, or what HttpClient throws.
 */
export function readText(
  response: HttpResponse,
  { bytesMax, stallTimeout, clock, signal: parent }: ReadLimits & { readonly bytesMax: number },
): Promise<string | undefined> {
  return withWatchdog({ stallTimeout, clock, parent }, async ({ signal, progress }) => {
    const end = () => response.discard(signal.reason);
    signal.addEventListener('abort', end, { once: true });
    try {
      const { bytes, isWhole } = await readStart(response, bytesMax, progress);
      return isWhole ? bytes.toString() : undefined;
    } finally {
      signal.removeEventListener('abort', end);
    }
  });
}
