import type { Arrival, Unavailable } from '../../ports/cache-backend.ts';

/** IncomingFile is how far a file has come that this process writes, for those who read it meanwhile. */
export class IncomingFile implements Arrival {
  #bytes = 0;
  #lost: Unavailable | undefined;
  #moved = Promise.withResolvers<void>();

  get bytes(): number {
    return this.#bytes;
  }

  async upTo(bytes: number): Promise<Unavailable | undefined> {
    while (this.#bytes < bytes && this.#lost === undefined) await this.#moved.promise;
    return this.#bytes < bytes ? this.#lost : undefined;
  }

  /** Tells that this many bytes more are there. */
  advance(bytes: number): void {
    this.#bytes += bytes;
    this.#tell();
  }

  /** Tells that no more will come; the first reason counts. */
  end(reason: string): void {
    this.#lost ??= { kind: 'unavailable', reason };
    this.#tell();
  }

  #tell(): void {
    const moved = this.#moved;
    this.#moved = Promise.withResolvers();
    moved.resolve();
  }
}
