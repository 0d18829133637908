import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  messageOf
} from "./adapters.process-tree.mjs";

// src/worker-thread.ts
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
var threadsMax = 4;
function threadsAtOnce() {
  return Math.min(threadsMax, availableParallelism());
}
var WorkerThread = class {
  #url;
  #isLast;
  #worker;
  #started = Promise.resolve();
  #tell = () => void 0;
  /** `url` is the entry file; `isLast` tells whether a message is the last one that it sends for a job. */
  constructor(url, isLast) {
    this.#url = url;
    this.#isLast = isLast;
  }
  /** Resolves when the job has ended, in whatever way; `tell` has then been given all messages. One job at a time. */
  run(job, tell) {
    return new Promise((resolve) => {
      this.#tell = (message) => {
        tell(message);
        if (!isDied(message) && !this.#isLast(message)) return;
        this.#tell = () => void 0;
        resolve();
      };
      this.start().postMessage(job);
    });
  }
  /** Starts the thread, so that it is ready by the time there is a job. */
  start() {
    this.#worker ??= this.#spawn();
    return this.#worker;
  }
  /** Resolves when the thread that was started last runs, or has ended. */
  get started() {
    return this.#started;
  }
  /** Ends the thread, whatever it is doing. */
  async end() {
    await this.#worker?.terminate();
  }
  #spawn() {
    const worker = new Worker(this.#url, {
      execArgv: [],
      // The old generation holds the names of a module of 60 000 files. What is young is dead at once: a worker of a
      // restore is no slower with 6 MB than with 16, and holds 15 MB less.
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 6 }
    });
    const started = Promise.withResolvers();
    this.#started = started.promise;
    worker.once("online", () => started.resolve());
    let reason = "its thread was ended";
    worker.on("message", (message) => this.#tell(message));
    worker.on("error", (error) => {
      reason = messageOf(error);
    });
    worker.on("exit", () => {
      this.#worker = void 0;
      started.resolve();
      this.#tell({ kind: "died", reason });
    });
    return worker;
  }
};
function isDied(message) {
  return message.kind === "died";
}

export {
  threadsAtOnce,
  WorkerThread
};
