import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  WorkerThread,
  threadsAtOnce
} from "./worker-thread.mjs";

// src/pack/pool.ts
var workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./worker.ts" : "./pack-worker.mjs",
  import.meta.url
);
function inOrder(jobs) {
  const queue = jobs.entries();
  return async () => queue.next().value;
}
function newThread() {
  return new WorkerThread(workerUrl, ({ kind }) => kind !== "module");
}
var Pool = class {
  #threads;
  /** `workers`: how many at once; without it, by the number of processors. */
  constructor(workers) {
    this.#threads = Array.from({ length: workers ?? threadsAtOnce() }, () => newThread());
  }
  /**
   * Starts a worker, or as many as there will be jobs, so that they are there by the time the jobs are. The others start with
   * their first job: one that never had any would only have cost its start, 40 ms of a processor.
   */
  start(jobs = 1) {
    for (const thread of this.#threads.slice(0, jobs)) thread.start();
  }
  /** How many workers there are at once. */
  get size() {
    return this.#threads.length;
  }
  /** Resolves when all workers that were started so far run. */
  async started() {
    await Promise.all(this.#threads.map((thread) => thread.started));
  }
  /**
   * Gives jobs to the workers, each one at a time, until all have ended. A worker that dies (out of memory, a fault of
   * ours) costs its job only. One queue at a time.
   */
  async run(queue, { signal, onMessage }) {
    signal.throwIfAborted();
    const stopped = Promise.withResolvers();
    const stop = () => {
      stopped.reject(signal.reason);
      void this.close();
    };
    signal.addEventListener("abort", stop, { once: true });
    const next = () => Promise.race([queue(), stopped.promise]);
    try {
      await Promise.all(this.#threads.map((thread) => drain(thread, next, { signal, onMessage })));
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }
  /** Ends the workers, whatever they are doing. */
  async close() {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
};
async function drain(thread, queue, { signal, onMessage }) {
  for (let next = await queue(); next !== void 0; next = await queue()) {
    const [index, job] = next;
    await thread.run(job, (message) => {
      if (!signal.aborted) onMessage(index, message);
    });
    signal.throwIfAborted();
  }
}

export {
  inOrder,
  Pool
};
