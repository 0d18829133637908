import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  WorkerThread,
  threadsAtOnce
} from "./worker-thread.mjs";

// src/modcache/zip-hasher.ts
var workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./hash-worker.ts" : "./hash-worker.mjs",
  import.meta.url
);
var ZipHasher = class {
  #waiting = [];
  #threads;
  /** The last one is used next: it is the likeliest to be started. */
  #idle;
  #closed = false;
  /** `threads`: how many at once; without it, by the number of processors. */
  constructor(threads = threadsAtOnce()) {
    this.#threads = Array.from({ length: threads }, () => new WorkerThread(workerUrl, () => true));
    this.#idle = this.#threads.toReversed();
  }
  /** Starts the threads that so many zips will need, because a thread takes as long to be ready as a zip takes to come. */
  prepare(zips) {
    for (const thread of this.#threads.slice(0, zips)) thread.start();
  }
  /** With `h1`, the answer for a zip that hashes to another says where it is damaged. Rejects when it cannot be read, or when the hasher is closed. */
  async hash(file, h1) {
    const receipt = await this.#run({ file, ...h1 === void 0 ? {} : { h1 } }, 0);
    if (receipt.kind === "placed") throw new Error("a zip was placed that was only to be hashed");
    return receipt;
  }
  /** Hashes a zip of so many bytes and places it where it is what it should be (receiveZip). Rejects as `hash` does. */
  receive(file, bytes, target) {
    return this.#run({ file, target, h1: target.h1 }, bytes);
  }
  /** Ends the threads; zips that still wait are rejected. */
  async close() {
    this.#closed = true;
    for (const { outcome } of this.#waiting.splice(0)) outcome.reject(ended());
    await Promise.all(this.#threads.map((thread) => thread.end()));
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
    const thread = this.#waiting.length > 0 ? this.#idle.pop() : void 0;
    const next = thread && this.#waiting.shift();
    if (thread !== void 0 && next !== void 0) void this.#work(thread, next);
  }
  /** A thread that dies costs its zip one attempt. */
  async #work(thread, { job, outcome }) {
    await thread.run(job, (answer) => {
      if (answer.kind === "died") outcome.reject(ended(answer.reason));
      else if (answer.kind === "unreadable") outcome.reject(new Error(answer.reason));
      else outcome.resolve(answer);
    });
    this.#idle.push(thread);
    this.#assign();
  }
};
function ended(reason) {
  return new Error(`the thread that hashes zips has ended${reason === void 0 ? "" : `: ${reason}`}`);
}

export {
  ZipHasher
};
