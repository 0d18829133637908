import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  messageOf
} from "./errors.mjs";
import {
  __name
} from "./runtime.mjs";

// src/pack/pool.ts
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
var workersMax = 4;
var workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./worker.ts" : "./pack-worker.mjs",
  import.meta.url
);
function inOrder(jobs) {
  const queue = jobs.entries();
  return async () => queue.next().value;
}
__name(inOrder, "inOrder");
async function runJobs(jobs, options) {
  const pool = new Pool(Math.min(options.workers ?? defaultWorkers(), jobs.length));
  try {
    await pool.run(inOrder(jobs), options);
  } finally {
    await pool.close();
  }
}
__name(runJobs, "runJobs");
var Pool = class {
  static {
    __name(this, "Pool");
  }
  #threads;
  /** `workers`: how many at once; without it, by the number of processors. */
  constructor(workers) {
    this.#threads = Array.from({ length: workers ?? defaultWorkers() }, () => new Thread());
  }
  /** Starts the workers, so that they are there by the time the jobs are. */
  start() {
    for (const thread of this.#threads) thread.start();
  }
  /**
   * Gives jobs to the workers, each one at a time, until all have ended. A worker that dies (out of memory, a fault of
   * ours) costs its job only. One queue at a time.
   */
  async run(queue, { signal, onMessage }) {
    signal.throwIfAborted();
    const stopped = Promise.withResolvers();
    const stop = /* @__PURE__ */ __name(() => {
      stopped.reject(signal.reason);
      void this.close();
    }, "stop");
    signal.addEventListener("abort", stop, { once: true });
    const next = /* @__PURE__ */ __name(() => Promise.race([queue(), stopped.promise]), "next");
    try {
      await Promise.all(this.#threads.map((thread) => drain(thread, next, { signal, onMessage })));
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }
  /** Ends the workers, whatever they are at. */
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
__name(drain, "drain");
function defaultWorkers() {
  return Math.min(availableParallelism(), workersMax);
}
__name(defaultWorkers, "defaultWorkers");
var Thread = class {
  static {
    __name(this, "Thread");
  }
  #worker;
  #told = /* @__PURE__ */ __name(() => void 0, "#told");
  /** Resolves when the job has ended, in whatever way; `tell` has then heard how. */
  run(job, tell) {
    return new Promise((resolve) => {
      this.#told = (message) => {
        tell(message);
        if (message.kind === "module") return;
        this.#told = () => void 0;
        resolve();
      };
      this.start().postMessage(job);
    });
  }
  start() {
    this.#worker ??= this.#spawn();
    return this.#worker;
  }
  async end() {
    await this.#worker?.terminate();
  }
  #spawn() {
    const worker = new Worker(workerUrl, {
      execArgv: [],
      // The old generation holds the names of a module of 60 000 files. What is young is dead at once: a worker of a
      // restore is no slower with 6 MB than with 16, and holds 15 MB less.
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 6 }
    });
    let reason = "its thread was ended";
    worker.on("message", (message) => this.#told(message));
    worker.on("error", (error) => {
      reason = messageOf(error);
    });
    worker.on("exit", () => {
      this.#worker = void 0;
      this.#told({ kind: "died", reason });
    });
    return worker;
  }
};

export {
  runJobs,
  Pool
};
