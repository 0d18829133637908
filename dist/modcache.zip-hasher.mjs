import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/modcache/zip-hasher.ts
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
var workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./hash-worker.ts" : "./hash-worker.mjs",
  import.meta.url
);
var threadsMax = Math.min(4, availableParallelism());
var ZipHasher = class {
  static {
    __name(this, "ZipHasher");
  }
  #waiting = [];
  #idle = [];
  #busy = /* @__PURE__ */ new Map();
  #threads;
  #closed = false;
  /** `threads`: how many at once; without it, by the number of processors. */
  constructor(threads = threadsMax) {
    this.#threads = threads;
  }
  /** Starts the threads that so many zips will need, for a thread takes as long to be ready as a zip takes to come. */
  prepare(zips) {
    for (let count = this.#idle.length + this.#busy.size; count < Math.min(zips, this.#threads); count++)
      this.#idle.push(this.#start());
  }
  /** With `h1`, the answer for a zip that hashes to another says where it is damaged. Rejects when it cannot be read, or when the hasher is closed. */
  async hash(file, h1) {
    const receipt = await this.#run({ file, ...h1 === void 0 ? {} : { h1 } }, 0);
    if (receipt.kind === "placed") throw new Error("nobody asked for it to be placed");
    return receipt;
  }
  /** Hashes a zip of so many bytes and places it where it is what it should be (receiveZip). Rejects as `hash` does. */
  receive(file, bytes, target) {
    return this.#run({ file, target, h1: target.h1 }, bytes);
  }
  /** Ends the threads; whoever still waits gets an error. */
  async close() {
    this.#closed = true;
    for (const { outcome } of this.#waiting.splice(0)) outcome.reject(ended());
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((worker) => worker.terminate()));
  }
  #run(job, bytes) {
    if (this.#closed) return Promise.reject(ended());
    const outcome = Promise.withResolvers();
    this.#waiting.push({ job, bytes, outcome });
    this.#waiting.sort((a, b) => b.bytes - a.bytes);
    this.#assign();
    return outcome.promise;
  }
  #assign() {
    if (this.#waiting.length === 0) return;
    const worker = this.#idle.pop() ?? (this.#busy.size < this.#threads ? this.#start() : void 0);
    const next = worker && this.#waiting.shift();
    if (worker === void 0 || next === void 0) return;
    this.#busy.set(worker, next);
    worker.postMessage(next.job);
  }
  #start() {
    const worker = new Worker(workerUrl, {
      execArgv: [],
      // As in the pool of packs: what is young is dead at once.
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 6 }
    });
    let reason = ended();
    worker.on("message", (answer) => {
      const outcome = this.#release(worker);
      if (answer.kind === "unreadable") outcome?.reject(new Error(answer.reason));
      else outcome?.resolve(answer);
      this.#idle.push(worker);
      this.#assign();
    });
    worker.on("error", (error) => {
      reason = error;
    });
    worker.on("exit", () => {
      this.#release(worker)?.reject(reason);
      const index = this.#idle.indexOf(worker);
      if (index >= 0) this.#idle.splice(index, 1);
      this.#assign();
    });
    return worker;
  }
  #release(worker) {
    const job = this.#busy.get(worker);
    this.#busy.delete(worker);
    return job?.outcome;
  }
};
function ended() {
  return new Error("the thread that hashes zips has ended");
}
__name(ended, "ended");

export {
  ZipHasher
};
