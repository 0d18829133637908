import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import type { Job, JobMessage, WorkerMessage } from './messages.ts';

/** More workers than this wait for the disk, and each costs its window of memory. */
const workersMax = 4;

/** In the bundle the worker is a file of its own beside the others. */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './pack-worker.mjs',
  import.meta.url,
);

/** RunOptions says how jobs are run. */
export interface RunOptions {
  /** How many at once; without it, by the number of processors. */
  readonly workers?: number | undefined;
  /** Ends all workers at once; runJobs then rejects with its reason. */
  readonly signal: AbortSignal;
  /** Told of every message, with the index of the job it is about. */
  readonly onMessage: (job: number, message: JobMessage) => void;
}

/**
 * runJobs gives jobs to worker threads, each one at a time, in order, until all have ended. A worker that dies (out of
 * memory, a fault of ours) costs its job only. No thread is left when it returns or throws.
 */
export async function runJobs(jobs: readonly Job[], options: RunOptions): Promise<void> {
  const size = Math.min(options.workers ?? Math.min(availableParallelism(), workersMax), jobs.length);
  const queue = jobs.entries();
  const threads = Array.from({ length: size }, () => new Thread());
  const stop = (): void => {
    // Awaited below; here it only has to begin.
    for (const thread of threads) void thread.end();
  };
  options.signal.throwIfAborted();
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(threads.map((thread) => drain(thread, queue, options)));
  } finally {
    options.signal.removeEventListener('abort', stop);
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

async function drain(thread: Thread, queue: Iterator<[number, Job]>, options: RunOptions): Promise<void> {
  for (let next = queue.next(); !next.done; next = queue.next()) {
    const [index, job] = next.value;
    await thread.run(job, (message) => {
      if (!options.signal.aborted) options.onMessage(index, message);
    });
    options.signal.throwIfAborted();
  }
}

/** Thread is a worker that is started when it is first needed, and again after it died. */
class Thread {
  #worker: Worker | undefined;
  #told: (message: JobMessage) => void = () => undefined;

  /** Resolves when the job has ended, in whatever way; `tell` has then heard how. */
  run(job: Job, tell: (message: JobMessage) => void): Promise<void> {
    return new Promise((resolve) => {
      this.#told = (message) => {
        tell(message);
        if (message.kind === 'module') return;
        this.#told = () => undefined;
        resolve();
      };
      this.#worker ??= this.#start();
      this.#worker.postMessage(job);
    });
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(workerUrl, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
    });
    let reason = 'its thread was ended';
    worker.on('message', (message: WorkerMessage) => this.#told(message));
    worker.on('error', (error) => {
      reason = messageOf(error);
    });
    worker.on('exit', () => {
      this.#worker = undefined;
      this.#told({ kind: 'died', reason });
    });
    return worker;
  }
}
