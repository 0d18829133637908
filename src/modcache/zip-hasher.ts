import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ZipAnswer } from './hash-zip.ts';
import type { ZipReceipt, ZipTarget } from './receive-zip.ts';

/** HashJob is what a worker thread is told of a zip: where it lies, and where it belongs if it is to be placed. */
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

/** More threads than this would wait for the disk. */
const threadsMax = Math.min(4, availableParallelism());

interface Job {
  readonly job: HashJob;
  readonly bytes: number;
  readonly outcome: PromiseWithResolvers<ZipReceipt>;
}

/** ZipHasher reads zips in worker threads, so that transfers go on meanwhile. */
export class ZipHasher {
  readonly #waiting: Job[] = [];
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Job>();
  readonly #threads: number;
  #closed = false;

  /** `threads`: how many at once; without it, by the number of processors. */
  constructor(threads = threadsMax) {
    this.#threads = threads;
  }

  /** Starts the threads that so many zips will need, for a thread takes as long to be ready as a zip takes to come. */
  prepare(zips: number): void {
    for (let count = this.#idle.length + this.#busy.size; count < Math.min(zips, this.#threads); count++)
      this.#idle.push(this.#start());
  }

  /** With `h1`, the answer for a zip that hashes to another says where it is damaged. Rejects when it cannot be read, or when the hasher is closed. */
  async hash(file: string, h1?: string): Promise<ZipAnswer> {
    const receipt = await this.#run({ file, ...(h1 === undefined ? {} : { h1 }) }, 0);
    if (receipt.kind === 'placed') throw new Error('nobody asked for it to be placed');
    return receipt;
  }

  /** Hashes a zip of so many bytes and places it where it is what it should be (receiveZip). Rejects as `hash` does. */
  receive(file: string, bytes: number, target: ZipTarget): Promise<ZipReceipt> {
    return this.#run({ file, target, h1: target.h1 }, bytes);
  }

  /** Ends the threads; whoever still waits gets an error. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { outcome } of this.#waiting.splice(0)) outcome.reject(ended());
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((worker) => worker.terminate()));
  }

  #run(job: HashJob, bytes: number): Promise<ZipReceipt> {
    if (this.#closed) return Promise.reject(ended());
    const outcome = Promise.withResolvers<ZipReceipt>();
    this.#waiting.push({ job, bytes, outcome });
    // The largest first: one that came last would have all other threads wait for it.
    this.#waiting.sort((a, b) => b.bytes - a.bytes);
    this.#assign();
    return outcome.promise;
  }

  #assign(): void {
    if (this.#waiting.length === 0) return;
    const worker = this.#idle.pop() ?? (this.#busy.size < this.#threads ? this.#start() : undefined);
    const next = worker && this.#waiting.shift();
    if (worker === undefined || next === undefined) return;
    this.#busy.set(worker, next);
    worker.postMessage(next.job);
  }

  #start(): Worker {
    const worker = new Worker(workerUrl, {
      execArgv: [],
      // As in the pool of packs: what is young is dead at once.
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 6 },
    });
    let reason: unknown = ended();
    worker.on('message', (answer: HashAnswer) => {
      const outcome = this.#release(worker);
      if (answer.kind === 'unreadable') outcome?.reject(new Error(answer.reason));
      else outcome?.resolve(answer);
      this.#idle.push(worker);
      this.#assign();
    });
    worker.on('error', (error) => {
      reason = error;
    });
    // A thread that died costs its zip one attempt; the next zip starts another thread.
    worker.on('exit', () => {
      this.#release(worker)?.reject(reason);
      const index = this.#idle.indexOf(worker);
      if (index >= 0) this.#idle.splice(index, 1);
      this.#assign();
    });
    return worker;
  }

  #release(worker: Worker): Job['outcome'] | undefined {
    const job = this.#busy.get(worker);
    this.#busy.delete(worker);
    return job?.outcome;
  }
}

function ended(): Error {
  return new Error('the thread that hashes zips has ended');
}
