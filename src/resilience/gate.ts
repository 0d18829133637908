/** Demand says how soon an outcome is needed. It can become more urgent while it waits. */
export interface Demand {
  /** `now`: somebody waits for it; `soon`: more will be known from it; `later`: it only has to be there in the end. */
  urgency: Urgency;
  /** Whether it is large. Large ones keep other things busy than small ones, so both go on at once. */
  readonly bulk: boolean;
}

/** Urgency orders demands, the most urgent first. */
export type Urgency = (typeof urgencies)[number];

const urgencies = ['now', 'soon', 'later'] as const;

/** moreUrgent tells whether `a` comes before `b`. */
export function moreUrgent(a: Urgency, b: Urgency): boolean {
  return urgencies.indexOf(a) < urgencies.indexOf(b);
}

interface Waiting {
  readonly demand: Demand;
  readonly enter: () => void;
}

/**
 * Gate lets a limited number of bodies run at once: what somebody waits for first. Of the others the large ones have a
 * quarter of the places while small ones wait too, and neither kind leaves a place empty that the other one could use.
 */
export class Gate {
  readonly #places: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;
  #runningBulk = 0;

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
      this.#runningBulk -= Number(demand.bulk);
      this.admit();
    }
  }

  /** To be called when a demand has become more urgent. */
  admit(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#running++;
      this.#runningBulk += Number(next.demand.bulk);
      next.enter();
    }
  }

  #next(): Waiting | undefined {
    if (this.#running >= this.#places) return undefined;
    const awaited = this.#waiting.find(({ demand }) => demand.urgency === 'now');
    if (awaited !== undefined) return awaited;
    const [small, large] = [this.#first(false), this.#first(true)];
    const share = Math.max(1, Math.floor(this.#places / 4));
    return this.#runningBulk < share ? (large ?? small) : (small ?? large);
  }

  #first(bulk: boolean): Waiting | undefined {
    const waiting = this.#waiting.filter(({ demand }) => demand.bulk === bulk);
    return waiting.find(({ demand }) => demand.urgency === 'soon') ?? waiting[0];
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
