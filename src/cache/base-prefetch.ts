import type { CacheBackend, CacheFetch } from '../ports/cache-backend.ts';

/**
 * BasePrefetch fetches the full entry that a delta needs. It begins as soon as the name of the delta is known, because the
 * base, not the delta, is what takes long.
 */
export class BasePrefetch {
  readonly #backend: CacheBackend;
  readonly #signal: AbortSignal;
  readonly #closed = new AbortController();
  #begun: { readonly name: string; readonly fetched: Promise<CacheFetch> } | undefined;

  constructor(backend: CacheBackend, signal: AbortSignal) {
    this.#backend = backend;
    this.#signal = AbortSignal.any([signal, this.#closed.signal]);
  }

  /** Begins to fetch the base `name`, which `take` will probably ask for; does nothing the second time. */
  begin(name: string): void {
    this.#begun ??= { name, fetched: this.#fetch(name) };
  }

  /** Returns the base `name`, which the caller then has to dispose of. */
  async take(name: string): Promise<CacheFetch> {
    if (this.#begun?.name !== name) return this.#fetch(name);
    const { fetched } = this.#begun;
    this.#begun = undefined;
    return fetched;
  }

  /** Ends a fetch that was begun and not taken. */
  async close(): Promise<void> {
    this.#closed.abort(new Error('the base is not needed'));
    const fetched = await this.#begun?.fetched;
    if (fetched?.kind === 'found') await fetched.dispose();
  }

  /** Looked up by exactly the name that the delta's own name gives. */
  async #fetch(name: string): Promise<CacheFetch> {
    const fetched = await this.#backend.fetch([name], this.#signal);
    if (fetched.kind !== 'found' || fetched.key === name) return fetched;
    await fetched.dispose();
    return { kind: 'none' };
  }
}
