import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { messageOf } from './errors.ts';

/** More threads than this would wait for the disk, and each needs memory of its own. */
const threadsMax = 4;

/** threadsAtOnce returns how many threads are worth having on this machine. */
export function threadsAtOnce(): number {
  return Math.min(threadsMax, availableParallelism());
}

/** Died is what a thread says last when it ended in the middle of a job. */
export interface Died {
  readonly kind: 'died';
  readonly reason: string;
}

/** WorkerThread runs one job after the other in a thread, which is started when it is needed and again after it died. */
export class WorkerThread<Job, Message extends { readonly kind: string }> {
  readonly #url: URL;
  readonly #isLast: (message: Message) => boolean;
  #worker: Worker | undefined;
  #started = Promise.resolve();
  #tell: (message: Message | Died) => void = () => undefined;

  /** `url` is the entry file; `isLast` tells whether a message is the last one that it sends for a job. */
  constructor(url: URL, isLast: (message: Message) => boolean) {
    this.#url = url;
    this.#isLast = isLast;
  }

  /** Resolves when the job has ended, in whatever way; `tell` has then been given all messages. One job at a time. */
  run(job: Job, tell: (message: Message | Died) => void): Promise<void> {
    return new Promise((resolve) => {
      this.#tell = (message) => {
        tell(message);
        if (!isDied(message) && !this.#isLast(message)) return;
        this.#tell = () => undefined;
        resolve();
      };
      this.start().postMessage(job);
    });
  }

  /** Starts the thread, so that it is ready by the time there is a job. */
  start(): Worker {
    this.#worker ??= this.#spawn();
    return this.#worker;
  }

  /** Resolves when the thread that was started last runs, or has ended. */
  get started(): Promise<void> {
    return this.#started;
  }

  /** Ends the thread, whatever it is doing. */
  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  #spawn(): Worker {
    const worker = new Worker(this.#url, {
      execArgv: [],
      // The old generation holds the names of a module of 60 000 files. What is young is dead at once: a worker of a
      // restore is no slower with 6 MB than with 16, and holds 15 MB less.
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 6 },
    });
    const started = Promise.withResolvers<void>();
    this.#started = started.promise;
    worker.once('online', () => started.resolve());
    let reason = 'its thread was ended';
    worker.on('message', (message: Message) => this.#tell(message));
    worker.on('error', (error) => {
      reason = messageOf(error);
    });
    worker.on('exit', () => {
      this.#worker = undefined;
      started.resolve();
      this.#tell({ kind: 'died', reason });
    });
    return worker;
  }
}

function isDied(message: { readonly kind: string }): message is Died {
  return message.kind === 'died';
}
