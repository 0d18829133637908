import { threadsAtOnce, WorkerThread } from '../worker-thread.ts';
import type { Job, JobMessage, WorkerMessage } from './messages.ts';

/** In the bundle the worker is a file of its own beside the others. */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './pack-worker.mjs',
  import.meta.url,
);

/** Queue is where workers get their jobs from, each with its number; undefined when there are no more. */
export type Queue = () => Promise<readonly [number, Job] | undefined>;

/** inOrder is the queue of jobs that are all there. */
export function inOrder(jobs: readonly Job[]): Queue {
  const queue = jobs.entries();
  return async () => queue.next().value;
}

/** JobOptions says how jobs are run. */
export interface JobOptions {
  /** Ends all workers at once; the run is then rejected with its reason. */
  readonly signal: AbortSignal;
  /** Told of every message, with the number of the job it is about. */
  readonly onMessage: (job: number, message: JobMessage) => void;
}

type Thread = WorkerThread<Job, WorkerMessage>;

function newThread(): Thread {
  return new WorkerThread(workerUrl, ({ kind }: WorkerMessage) => kind !== 'module');
}

/** Pool is a number of worker threads that are kept from one lot of jobs to the next, until `close`. */
export class Pool {
  readonly #threads: readonly Thread[];

  /** `workers`: how many at once; without it, by the number of processors. */
  constructor(workers?: number) {
    this.#threads = Array.from({ length: workers ?? threadsAtOnce() }, () => newThread());
  }

  /**
   * Starts a worker, or as many as there will be jobs, so that they are there by the time the jobs are. The others start with
   * their first job: one that never had any would only have cost its start, 40 ms of a processor.
   */
  start(jobs = 1): void {
    for (const thread of this.#threads.slice(0, jobs)) thread.start();
  }

  /** How many workers there are at once. */
  get size(): number {
    return this.#threads.length;
  }

  /** Resolves when all workers that were started so far run. */
  async started(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.started));
  }

  /**
   * Gives jobs to the workers, each one at a time, until all have ended. A worker that dies (out of memory, a fault of
   * ours) costs its job only. One queue at a time.
   */
  async run(queue: Queue, { signal, onMessage }: JobOptions): Promise<void> {
    signal.throwIfAborted();
    const stopped = Promise.withResolvers<never>();
    const stop = (): void => {
      stopped.reject(signal.reason);
      // Awaited by `close`; here it only has to begin.
      void this.close();
    };
    signal.addEventListener('abort', stop, { once: true });
    // A job may be long in coming: it is not waited for when the run has been ended.
    const next: Queue = () => Promise.race([queue(), stopped.promise]);
    try {
      await Promise.all(this.#threads.map((thread) => drain(thread, next, { signal, onMessage })));
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Ends the workers, whatever they are doing. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
}

async function drain(thread: Thread, queue: Queue, { signal, onMessage }: JobOptions): Promise<void> {
  for (let next = await queue(); next !== undefined; next = await queue()) {
    const [index, job] = next;
    await thread.run(job, (message) => {
      if (!signal.aborted) onMessage(index, message);
    });
    signal.throwIfAborted();
  }
}
