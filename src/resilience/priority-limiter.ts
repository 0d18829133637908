/** Demand says how soon an outcome is needed. Its priority can rise while it waits. */
export interface Demand {
  /**
   * `now`: the go command waits for it; `soon`: other fetches depend on it; `later`: nothing depends on it
   * yet.
   */
  priority: Priority;
  /** Large transfers are limited by bandwidth and small ones by latency, so some of both run at once. */
  readonly isLarge: boolean;
}

/** Priority orders demands. */
export type Priority = (typeof priorities)[number];

const priorities = ['now', 'soon', 'later'] as const;

/** isHigher tells whether priority `a` comes before `b`. */
export function isHigher(a: Priority, b: Priority): boolean {
  return priorities.indexOf(a) < priorities.indexOf(b);
}

interface Waiting {
  readonly demand: Demand;
  readonly enter: () => void;
}

/**
 * PriorityLimiter runs a limited number of bodies at once, those of priority `now` first. Of the others,
 * large ones get a quarter of the slots while small ones wait too; neither kind leaves a slot empty that the
 * other could use.
 */
export class PriorityLimiter {
  readonly #slots: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;
  #runningLarge = 0;

  constructor(slots: number) {
    this.#slots = slots;
  }

  /** Settles as `body` does, or rejects with the signal's reason if that aborts before `body` has begun. */
  async run<T>(demand: Demand, signal: AbortSignal, body: () => Promise<T>): Promise<T> {
    await this.#enter(demand, signal);
    try {
      return await body();
    } finally {
      this.#running--;
      this.#runningLarge -= Number(demand.isLarge);
      this.admit();
    }
  }

  /** To be called when the priority of a demand has risen. */
  admit(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#running++;
      this.#runningLarge += Number(next.demand.isLarge);
      next.enter();
    }
  }

  #next(): Waiting | undefined {
    if (this.#running >= this.#slots) return undefined;
    const awaited = this.#waiting.find(({ demand }) => demand.priority === 'now');
    if (awaited !== undefined) return awaited;
    const [small, large] = [this.#first(false), this.#first(true)];
    const share = Math.max(1, Math.floor(this.#slots / 4));
    return this.#runningLarge < share ? (large ?? small) : (small ?? large);
  }

  #first(isLarge: boolean): Waiting | undefined {
    const waiting = this.#waiting.filter(({ demand }) => demand.isLarge === isLarge);
    return waiting.find(({ demand }) => demand.priority === 'soon') ?? waiting[0];
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
