import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ZipAnswer } from './hash-zip.ts';
import type { ZipReceipt, ZipTarget } from './receive-zip.ts';

/** HashJob is what a worker thread is told of a zip: where it lies, and where it belongs if it is to be placed. */
export interface HashJob {
  readonly file: string;
  readonly target?: ZipTarget;
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
  readonly outcome: PromiseWithResolvers<ZipReceipt>;
}

/** ZipHasher reads zips in worker threads, so that transfers go on meanwhile. */
export class ZipHasher {
  readonly #waiting: Job[] = [];
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Job>();
  #closed = false;

  /** Rejects when the file cannot be read, or when the hasher is closed. */
  async hash(file: string): Promise<ZipAnswer> {
    const receipt = await this.#run({ file });
    if (receipt.kind === 'placed') throw new Error('nobody asked for it to be placed');
    return receipt;
  }

  /** Hashes a zip and places it where it is what it should be (receiveZip). Rejects as `hash` does. */
  receive(file: string, target: ZipTarget): Promise<ZipReceipt> {
    return this.#run({ file, target });
  }

  /** Ends the threads; whoever still waits gets an error. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { outcome } of this.#waiting.splice(0)) outcome.reject(ended());
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((worker) => worker.terminate()));
  }

  #run(job: HashJob): Promise<ZipReceipt> {
    if (this.#closed) return Promise.reject(ended());
    const outcome = Promise.withResolvers<ZipReceipt>();
    this.#waiting.push({ job, outcome });
    this.#assign();
    return outcome.promise;
  }

  #assign(): void {
    if (this.#waiting.length === 0) return;
    const worker = this.#idle.pop() ?? (this.#busy.size < threadsMax ? this.#start() : undefined);
    const next = worker && this.#waiting.shift();
    if (worker === undefined || next === undefined) return;
    this.#busy.set(worker, next);
    worker.postMessage(next.job);
  }

  #start(): Worker {
    const worker = new Worker(workerUrl, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
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
