/** Demand says how soon an outcome is needed. It can become more urgent while it waits. */
export interface Demand {
  /** `now`: somebody waits for it; `soon`: more will be known from it; `later`: it only has to be there in the end. */
  priority: Priority;
  /** Whether it is large. Large ones keep other things busy than small ones, so both go on at once. */
  readonly isLarge: boolean;
}

/** Priority orders demands, the most urgent first. */
export type Priority = (typeof priorities)[number];

const priorities = ['now', 'soon', 'later'] as const;

/** isHigher tells whether `a` comes before `b`. */
export function isHigher(a: Priority, b: Priority): boolean {
  return priorities.indexOf(a) < priorities.indexOf(b);
}

interface Waiting {
  readonly demand: Demand;
  readonly enter: () => void;
}

/**
 * PriorityLimiter lets a limited number of bodies run at once: what somebody waits for first. Of the others the large ones have a
 * quarter of the slots while small ones wait too, and neither kind leaves a slot empty that the other one could use.
 */
export class PriorityLimiter {
  readonly #slots: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;
  #runningLarge = 0;

  constructor(slots: number) {
    this.#slots = slots;
  }

  /** Settles as `body` does; rejects with the signal's reason when it aborts before the body began. */
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

  /** To be called when a demand has become more urgent. */
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
