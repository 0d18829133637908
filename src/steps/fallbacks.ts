import { ActionError, messageOf } from '../errors.ts';
import type { Log } from '../ports/runner.ts';
import type { FallbackRecord } from '../record.ts';

/**
 * Fallbacks keeps a fault of this program from failing a job that the plain go command would pass: what a
 * part was to do is done without it, with a warning that names the part.
 */
export class Fallbacks {
  readonly #log: Pick<Log, 'warning'>;
  readonly #records: FallbackRecord[] = [];

  constructor(log: Pick<Log, 'warning'>) {
    this.#log = log;
  }

  /** The parts that were done without, in order. */
  get records(): readonly FallbackRecord[] {
    return this.#records;
  }

  /** Records that a part is done without, for a reason that is in the log already. */
  record(part: FallbackRecord['part'], reason: string): void {
    this.#records.push({ part, reason });
  }

  /** Records and warns that a part is done without, and why; `instead` is a clause on what happens now. */
  note(part: FallbackRecord['part'], error: unknown, instead: string): void {
    const reason = messageOf(error);
    this.record(part, reason);
    this.#log.warning(`The ${part} failed (${reason}); ${instead}`);
  }

  /**
   * Settles as `body` does; where it rejects, resolves with what `without` makes of the error. Rejects for an
   * abort of `signal` and for what the user has to correct (`isMeant`).
   */
  async cover<T>(
    part: FallbackRecord['part'],
    instead: string,
    { signal, isMeant = () => false }: { signal: AbortSignal; isMeant?: (error: ActionError) => boolean },
    body: () => Promise<T>,
    without: (error: unknown) => T,
  ): Promise<T> {
    try {
      return await body();
    } catch (error) {
      if (signal.aborted || (error instanceof ActionError && isMeant(error))) throw error;
      this.note(part, error, instead);
      return without(error);
    }
  }
}
