/** Demand says whether somebody waits for the outcome right now; it can become true at any time. */
export interface Demand {
  urgent: boolean;
}

interface Waiting {
  readonly demand: Demand;
  readonly enter: () => void;
}

/**
 * Gate lets a limited number of bodies run at once: urgent ones first, the others in their order and never in the last
 * quarter of the places, so that what somebody waits for need not wait for what nobody does.
 */
export class Gate {
  readonly #places: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;

  constructor(places: number) {
    this.#places = places;
  }

  /** Settles as `body` does; rejects with the signal's reason when it aborts before the body began. */
  async run<T>(demand: Demand, signal: AbortSignal, body: () => Promise<T>): Promise<T> {
    await this.#enter(demand, signal);
    try {
      return await body();
    } finally {
      this.#running--;
      this.admit();
    }
  }

  /** To be called when a demand has become urgent. */
  admit(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#running++;
      next.enter();
    }
  }

  #next(): Waiting | undefined {
    if (this.#running >= this.#places) return undefined;
    const urgent = this.#waiting.find(({ demand }) => demand.urgent);
    const room = this.#running < Math.max(1, Math.floor(this.#places * 0.75));
    return urgent ?? (room ? this.#waiting[0] : undefined);
  }

  #enter(demand: Demand, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal.reason);
      };
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const waiting = { demand, enter };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
      this.admit();
    });
  }
}
