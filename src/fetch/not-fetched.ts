import type { FetchFailure } from './failure.ts';
import { nameOf, type RequestedFile } from './requested-file.ts';
import type { Upstream } from './upstream.ts';

/** Tried is an upstream that did not give a file, and why. */
export interface Tried {
  readonly upstream: Upstream;
  readonly failure: FetchFailure;
}

/** NotFetched: no permitted upstream returned the file. `tried` is in the order in which they were asked. */
export class NotFetched extends Error {
  override readonly name: string = 'NotFetched';
  readonly file: RequestedFile;
  /** The failure that decides what is answered. */
  readonly failure: FetchFailure;
  readonly tried: readonly Tried[];

  constructor(file: RequestedFile, failure: FetchFailure, tried: readonly Tried[]) {
    super(`${nameOf(file)} could not be fetched: ${failure.message}`, { cause: failure.cause });
    this.file = file;
    this.failure = failure;
    this.tried = tried;
  }

  /** The upstream whose failure decides. */
  get upstream(): Upstream | undefined {
    return this.tried.find(({ failure }) => failure === this.failure)?.upstream;
  }
}
