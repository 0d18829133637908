import { threadsAtOnce, WorkerThread } from '../worker-thread.ts';
import type { ZipAnswer } from './hash-zip.ts';
import type { ZipReceipt, ZipTarget } from './receive-zip.ts';

/** HashJob is what a worker thread is told of a zip: where it is, and where to place it, if it is to be placed. */
export interface HashJob {
  readonly file: string;
  readonly target?: ZipTarget;
  /** What it should hash to; where it does not, it is looked for what is damaged. */
  readonly h1?: string;
}

/** HashAnswer comes back for each file, from the worker thread; `unreadable` says what the file system said. */
export type HashAnswer = ZipReceipt | { readonly kind: 'unreadable'; readonly reason: string };

/** In the bundle the worker is a file of its own beside the others. */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './hash-worker.ts' : './hash-worker.mjs',
  import.meta.url,
);

interface WaitingZip {
  readonly job: HashJob;
  readonly bytes: number;
  readonly outcome: PromiseWithResolvers<ZipReceipt>;
}

/** ZipHasher reads zips in worker threads, so that transfers go on meanwhile. */
export class ZipHasher {
  readonly #waiting: WaitingZip[] = [];
  readonly #threads: readonly WorkerThread<HashJob, HashAnswer>[];
  /** The last one is used next: it is the likeliest to be started. */
  readonly #idle: WorkerThread<HashJob, HashAnswer>[];
  #closed = false;

  /** `threads`: how many at once; without it, by the number of processors. */
  constructor(threads = threadsAtOnce()) {
    this.#threads = Array.from({ length: threads }, () => new WorkerThread(workerUrl, () => true));
    this.#idle = this.#threads.toReversed();
  }

  /** Starts the threads that so many zips will need, because a thread takes as long to be ready as a zip takes to come. */
  prepare(zips: number): void {
    for (const thread of this.#threads.slice(0, zips)) thread.start();
  }

  /** With `h1`, the answer for a zip that hashes to another says where it is damaged. Rejects when it cannot be read, or when the hasher is closed. */
  async hash(file: string, h1?: string): Promise<ZipAnswer> {
    const receipt = await this.#run({ file, ...(h1 === undefined ? {} : { h1 }) }, 0);
    if (receipt.kind === 'placed') throw new Error('a zip was placed that was only to be hashed');
    return receipt;
  }

  /** Hashes a zip of so many bytes and places it where it is what it should be (receiveZip). Rejects as `hash` does. */
  receive(file: string, bytes: number, target: ZipTarget): Promise<ZipReceipt> {
    return this.#run({ file, target, h1: target.h1 }, bytes);
  }

  /** Ends the threads; zips that still wait are rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { outcome } of this.#waiting.splice(0)) outcome.reject(ended());
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }

  #run(job: HashJob, bytes: number): Promise<ZipReceipt> {
    if (this.#closed) return Promise.reject(ended());
    const outcome = Promise.withResolvers<ZipReceipt>();
    this.#waiting.push({ job, bytes, outcome });
    // The largest first: if it came last, all other threads would wait for it.
    this.#waiting.sort((a, b) => b.bytes - a.bytes);
    this.#assign();
    return outcome.promise;
  }

  #assign(): void {
    const thread = this.#waiting.length > 0 ? this.#idle.pop() : undefined;
    const next = thread && this.#waiting.shift();
    if (thread !== undefined && next !== undefined) void this.#work(thread, next);
  }

  /** A thread that dies costs its zip one attempt. */
  async #work(thread: WorkerThread<HashJob, HashAnswer>, { job, outcome }: WaitingZip): Promise<void> {
    await thread.run(job, (answer) => {
      if (answer.kind === 'died') outcome.reject(ended(answer.reason));
      else if (answer.kind === 'unreadable') outcome.reject(new Error(answer.reason));
      else outcome.resolve(answer);
    });
    this.#idle.push(thread);
    this.#assign();
  }
}

function ended(reason?: string): Error {
  return new Error(`the thread that hashes zips has ended${reason === undefined ? '' : `: ${reason}`}`);
}
