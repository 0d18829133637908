import { Worker } from 'node:worker_threads';
import { messageOf } from '../../errors.ts';
import type { Guard, Release } from '../../ports/guard.ts';
import { clearAway, type Duty } from './clear-away.ts';
import { endProcess } from './end-process.ts';
import type { GuardData, GuardMessage, LastLine } from './messages.ts';

/** In the bundle the worker is a file of its own beside the others. */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './guard-worker.mjs',
  import.meta.url,
);

/** ProcessGuard is the Guard of a process, for its entry file. */
export interface ProcessGuard extends Guard {
  /** Clears away and ends this process now, with one line. */
  endNow(reason: string): void;
  /** Clears away, and leaves it to the caller how the process ends. */
  clearAway(): void;
}

/** GuardOptions say how a guard logs, and when it starts and acts. Times in ms. */
export interface GuardOptions {
  readonly lastLine: LastLine;
  /** Told why there is no guard, where the system has no thread for it: the run goes on without. */
  readonly onFailure: (reason: string) => void;
  /**
   * When its thread starts. A thread costs 40 ms of processor time and 16 MB, and a step that finds everything on
   * disk, or restores a small entry, has ended before.
   */
  readonly startAfter?: number;
  readonly tickMs?: number;
  /** How long the main thread may not answer: no work of its own takes nearly as long, even on a busy machine. */
  readonly silenceMs?: number;
}

/** startGuard guards this process. Nothing of it keeps the process alive. */
export function startGuard({
  lastLine,
  onFailure,
  startAfter = 1000,
  tickMs = 500,
  silenceMs = 60_000,
}: GuardOptions): ProcessGuard {
  const duties = new Map<number, Duty>();
  const heartbeat = new SharedArrayBuffer(4);
  let last = 0;
  let end: Extract<GuardMessage, { kind: 'end-within' }> | undefined;
  let worker: Worker | undefined;

  const start = () => {
    worker = startWorker({ lastLine, heartbeat, tickMs, silenceMs });
    worker.on('error', (error) => onFailure(messageOf(error)));
    for (const [id, duty] of duties) worker.postMessage({ kind: 'take-on', id, duty });
    if (end !== undefined) worker.postMessage(end);
    const beats = new Int32Array(heartbeat);
    setInterval(() => Atomics.add(beats, 0, 1), tickMs).unref();
  };
  setTimeout(start, startAfter).unref();

  const tell = (message: GuardMessage) => worker?.postMessage(message);
  const takeOn = (duty: Duty): Release => {
    const id = last++;
    duties.set(id, duty);
    tell({ kind: 'take-on', id, duty });
    return () => {
      if (duties.delete(id)) tell({ kind: 'release', id });
    };
  };
  return {
    removeAtEnd: (path, text) => takeOn({ kind: 'path', path, ...(text === undefined ? {} : { text }) }),
    endAtEnd: (pid) => takeOn({ kind: 'process', pid }),
    endWithin(ms, reason) {
      end = { kind: 'end-within', ms, reason };
      tell(end);
    },
    endNow: (reason) => endProcess([...duties.values()], lastLine, reason),
    clearAway: () => void clearAway([...duties.values()]),
  };
}

function startWorker(workerData: GuardData): Worker {
  const worker = new Worker(workerUrl, {
    workerData,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  worker.unref();
  return worker;
}
