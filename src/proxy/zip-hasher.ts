import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ZipAnswer } from './hash-zip.ts';

/** HashAnswer comes back for each file, from the worker thread; `unreadable` says what the file system said. */
export type HashAnswer = ZipAnswer | { readonly kind: 'unreadable'; readonly reason: string };

/** In the bundle the worker is a file of its own beside the others. */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './hash-worker.ts' : './hash-worker.mjs',
  import.meta.url,
);

/** The go command hashes too, and extracts: it is to have most of the processors. */
const threadsMax = Math.max(1, Math.min(2, availableParallelism() - 1));

interface Job {
  readonly file: string;
  readonly outcome: PromiseWithResolvers<ZipAnswer>;
}

/** ZipHasher hashes zips in worker threads, so that transfers go on meanwhile. */
export class ZipHasher {
  readonly #waiting: Job[] = [];
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Job>();

  /** Rejects when the file cannot be read, or when the hasher is closed. */
  hash(file: string): Promise<ZipAnswer> {
    const job: Job = { file, outcome: Promise.withResolvers() };
    this.#waiting.push(job);
    this.#assign();
    return job.outcome.promise;
  }

  /** Ends the threads; whoever still waits gets an error. */
  async close(): Promise<void> {
    for (const { outcome } of this.#waiting.splice(0)) outcome.reject(ended());
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((worker) => worker.terminate()));
  }

  #assign(): void {
    if (this.#waiting.length === 0) return;
    const worker = this.#idle.pop() ?? (this.#busy.size < threadsMax ? this.#start() : undefined);
    const job = worker && this.#waiting.shift();
    if (worker === undefined || job === undefined) return;
    this.#busy.set(worker, job);
    worker.postMessage(job.file);
  }

  #start(): Worker {
    const worker = new Worker(workerUrl, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 4 },
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
