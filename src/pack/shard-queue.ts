import type { Arrival } from '../ports/cache-backend.ts';
import type { Shard } from './manifest.ts';

/** Stretched is a job on one shard. */
interface Stretched {
  readonly shard: Shard;
}

/**
 * ShardQueue gives out the jobs on the shards of a pack as they arrive. Of those that are there it gives the largest: one
 * that begins last would keep one worker busy while the others have nothing left to do.
 */
export class ShardQueue<T extends Stretched> {
  readonly #arrival: Arrival | undefined;
  /** With their numbers, the largest first. */
  readonly #waiting: [number, T][];
  #cut: string | undefined;

  /** `arrival`: of the pack; without it, all of it is there. */
  constructor(jobs: readonly T[], arrival: Arrival | undefined) {
    this.#arrival = arrival;
    this.#waiting = [...jobs.entries()].sort(([, a], [, b]) => b.shard.contentBytes - a.shard.contentBytes);
  }

  /** Why the jobs that have not been given out never will be; undefined while there is hope. */
  get cut(): string | undefined {
    return this.#cut;
  }

  /** Resolves with a job and its number, or with undefined when there are no more. */
  async next(): Promise<[number, T] | undefined> {
    while (this.#waiting.length > 0 && this.#cut === undefined) {
      const here = this.#arrival?.bytes ?? Number.POSITIVE_INFINITY;
      const at = this.#waiting.findIndex(([, { shard }]) => endOf(shard) <= here);
      if (at >= 0) return this.#waiting.splice(at, 1)[0];
      const ends = this.#waiting.map(([, { shard }]) => endOf(shard));
      const lost = await this.#arrival?.upTo(Math.min(...ends));
      this.#cut = lost?.reason;
    }
    return undefined;
  }
}

function endOf({ offset, bytes }: Shard): number {
  return offset + bytes;
}
