import { NotFetched } from '../fetch/not-fetched.ts';
import { type Demand, isHigher } from '../resilience/priority-limiter.ts';

interface Flight<T> {
  readonly demand: Demand;
  readonly outcome: Promise<T>;
}

/**
 * Singleflight fetches a file once for all who ask for it at the same time (golang.org/x/sync/singleflight),
 * and keeps what will not change: content, and the answer that a file does not exist. Other failures are
 * forgotten at once.
 */
export class Singleflight<T> {
  readonly #flights = new Map<string, Flight<T>>();
  readonly #onUrgent: () => void;

  /** `onUrgent` is called when a fetch under way gets a higher priority. */
  constructor(onUrgent: () => void) {
    this.#onUrgent = onUrgent;
  }

  /** Settles as `fetch` does, which is called only when no flight is under way and nothing was kept. */
  join(
    key: string,
    { priority, isLarge, keep }: Readonly<Demand> & { readonly keep: boolean },
    fetch: (demand: Demand) => Promise<T>,
  ): Promise<T> {
    const known = this.#flights.get(key);
    if (known !== undefined) {
      if (isHigher(priority, known.demand.priority)) {
        known.demand.priority = priority;
        this.#onUrgent();
      }
      return known.outcome;
    }
    const demand: Demand = { priority, isLarge };
    const flight = { demand, outcome: this.#settle(key, keep, fetch(demand)) };
    this.#flights.set(key, flight);
    return flight.outcome;
  }

  /** Forgets what was kept, so that it is fetched again when it is requested again. */
  forget(key: string): void {
    this.#flights.delete(key);
  }

  async #settle(key: string, keep: boolean, outcome: Promise<T>): Promise<T> {
    try {
      const content = await outcome;
      if (!keep) this.forget(key);
      return content;
    } catch (error) {
      if (!keep || !(error instanceof NotFetched) || error.failure.kind !== 'absent') this.forget(key);
      throw error;
    }
  }
}
