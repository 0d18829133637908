import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../../errors.ts';
import type { Guard } from '../../ports/guard.ts';
import { endProcessTree, ownGroup } from '../process-tree.ts';
import { type CacheAnswer, type CacheRequest, parseCacheReply } from './protocol.ts';
import type { Watch } from './watch.ts';

/** CacheChildStart is what a child process is started with. */
export interface CacheChildStart {
  /** The file of the entry `cache-child`. */
  readonly child: URL;
  readonly cwd: string;
  /** The child's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly guard?: Pick<Guard, 'endAtEnd'>;
}

/** CacheChildRun is all there is to say about one request. */
export interface CacheChildRun {
  readonly request: CacheRequest;
  /** Begins to watch, when the child begins with this request. */
  readonly startWatch: () => Watch;
  /** Returns the bytes the operation has on disk. */
  readonly bytesOnDisk: () => Promise<number>;
  /** How often the watch is asked, in ms. */
  readonly watchInterval: number;
  readonly signal: AbortSignal;
  /** Told each line the library prints, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** CacheChildEnd is how a request ended, with the lines the library printed, which may hold secrets. */
export type CacheChildEnd = { readonly lines: readonly string[] } & End;

type End =
  | { readonly kind: 'answered'; readonly answer: CacheAnswer }
  /** Ended by us; `reason` says why, `by` on whose behalf. */
  | { readonly kind: 'stopped'; readonly by: 'watch' | 'caller'; readonly reason: string }
  /** `begun`: whether the child had come to this request. */
  | { readonly kind: 'crashed'; readonly begun: boolean; readonly reason: string };

/**
 * CacheChild is a child process with `@actions/cache` in it. Loading that library is most of what a small entry costs, so
 * a request may follow one that is under way. The child comes to it when the one before has found its entry; after
 * anything else, and when none follows, it ends.
 */
export class CacheChild {
  readonly #process: ChildProcess;
  /** What was asked, in order. The child is at the first. */
  readonly #asked: Asked[] = [];

  constructor({ child, cwd, env, guard }: CacheChildStart) {
    this.#process = fork(child, [], {
      cwd,
      env,
      execArgv: [],
      detached: ownGroup,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const { pid } = this.#process;
    const release = pid === undefined ? undefined : guard?.endAtEnd(pid);
    readLines([this.#process.stdout, this.#process.stderr], (line) => this.#asked[0]?.sawLine(line));
    this.#process.on('message', (message) => this.#replied(message));
    // Only at 'close' has everything it printed been read.
    this.#process.on('close', (code, signal) => {
      release?.();
      this.#closed(`status ${signal ?? code}`);
    });
    this.#process.on('error', (error) => this.#closed(messageOf(error)));
  }

  /** Whether there is a request under way that another may follow. */
  get isAtWork(): boolean {
    return this.#process.connected && this.#asked[0]?.isOver === false;
  }

  /** Resolves when the request has ended: the child is then at the next one, or it and all it started have ended. */
  async ask(run: CacheChildRun): Promise<CacheChildEnd> {
    const asked = new Asked(run);
    this.#asked.push(asked);
    if (this.#asked.length === 1) asked.begin();
    // Where the child is gone, its 'close' tells.
    this.#process.send(run.request, () => undefined);
    try {
      return await asked.end();
    } finally {
      if (this.#asked[0]?.isOver) await endProcessTree(this.#process);
    }
  }

  #replied(message: unknown): void {
    const { answer, goesOn } = parseCacheReply(message);
    this.#asked[0]?.answered(answer);
    if (!goesOn) return;
    // It has found its entry, so that nothing that is still to be read could tell more.
    this.#asked.shift()?.close('');
    this.#asked[0]?.begin();
  }

  #closed(how: string): void {
    for (const asked of this.#asked) asked.close(`the cache process ended without an answer (${how})`);
  }
}

/** Asked is a request, from when it is asked until it has ended. */
class Asked {
  readonly #run: CacheChildRun;
  readonly #lines: string[] = [];
  readonly #begun = Promise.withResolvers<Watch>();
  readonly #ended = Promise.withResolvers<End>();
  #watch: Watch | undefined;
  #answer: CacheAnswer | undefined;
  #over = false;

  constructor(run: CacheChildRun) {
    this.#run = run;
  }

  /** Whether nobody waits for it any more, whatever the child does about it. */
  get isOver(): boolean {
    return this.#over;
  }

  begin(): void {
    this.#watch = this.#run.startWatch();
    this.#begun.resolve(this.#watch);
  }

  sawLine(line: string): void {
    this.#lines.push(line);
    this.#watch?.sawLine(line, performance.now());
    this.#run.onLine?.(line);
  }

  answered(answer: CacheAnswer): void {
    this.#answer = answer;
  }

  /** Nothing more will come: what there is counts. */
  close(reason: string): void {
    const crashed: End = { kind: 'crashed', begun: this.#watch !== undefined, reason };
    this.#ended.resolve(this.#answer === undefined ? crashed : { kind: 'answered', answer: this.#answer });
  }

  async end(): Promise<CacheChildEnd> {
    const { signal } = this.#run;
    const settled = new AbortController();
    try {
      const end = await Promise.race([
        this.#ended.promise,
        callersStop(signal, settled.signal),
        this.#watchsStop(settled.signal),
      ]);
      // A copy: ending the child makes it print failures of its own.
      return { ...end, lines: [...this.#lines] };
    } finally {
      this.#over = true;
      settled.abort();
    }
  }

  async #watchsStop(settled: AbortSignal): Promise<End> {
    const watch = await this.#begun.promise;
    for (;;) {
      await pause(this.#run.watchInterval, undefined, { signal: settled });
      watch.sawBytes(await this.#run.bytesOnDisk(), performance.now());
      const reason = watch.verdict(performance.now());
      if (reason !== undefined) return { kind: 'stopped', by: 'watch', reason };
    }
  }
}

async function callersStop(signal: AbortSignal, settled: AbortSignal): Promise<End> {
  if (!signal.aborted) await once(signal, 'abort', { signal: settled });
  return { kind: 'stopped', by: 'caller', reason: messageOf(signal.reason) };
}

function readLines(streams: readonly (Readable | null)[], sawLine: (line: string) => void): void {
  for (const input of streams) {
    if (input !== null) createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on('line', sawLine);
  }
}

/** CacheChildren runs each request in a child process of its own, but a fetch that begins during another in that one's. */
export class CacheChildren {
  #fetching: CacheChild | undefined;

  /** Runs a request; `start` is for the case that it needs a process of its own. */
  async run(start: CacheChildStart, run: CacheChildRun): Promise<CacheChildEnd> {
    const follows = run.request.verb === 'fetch';
    const end = follows && this.#fetching?.isAtWork ? await this.#fetching.ask(run) : undefined;
    if (end !== undefined && (end.kind !== 'crashed' || end.begun)) return end;
    if (run.signal.aborted) {
      return { kind: 'stopped', by: 'caller', reason: messageOf(run.signal.reason), lines: [] };
    }
    const child = new CacheChild(start);
    if (follows) this.#fetching = child;
    return child.ask(run);
  }
}
