import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../../errors.ts';
import type { Guard } from '../../ports/guard.ts';
import { endProcessTree, ownGroup } from '../process-tree.ts';
import { type CacheAnswer, type CacheRequest, parseCacheAnswer } from './protocol.ts';
import type { Watch } from './watch.ts';

/** CacheChildStart is what a child process is started with. */
export interface CacheChildStart {
  /** The file of the entry `cache-child`. */
  readonly child: URL;
  readonly cwd: string;
  /** The child's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly guard: Pick<Guard, 'endAtEnd'> | undefined;
}

/** CacheChildRun is what the child is asked, and how far it may go. */
export interface CacheChildRun {
  readonly request: CacheRequest;
  readonly watch: Watch;
  /** Returns the bytes the operation has on disk. */
  readonly bytesOnDisk: () => Promise<number>;
  /** How often the watch is asked, in ms. */
  readonly watchInterval: number;
  readonly signal: AbortSignal;
}

/** CacheChildEnd is how a request ended, with the lines the library printed, which may hold secrets. */
export type CacheChildEnd = { readonly lines: readonly string[] } & End;

type End =
  | { readonly kind: 'answered'; readonly answer: CacheAnswer }
  /** Ended by us; `reason` says why, `by` on whose behalf. */
  | { readonly kind: 'stopped'; readonly by: 'watch' | 'caller'; readonly reason: string }
  | { readonly kind: 'crashed'; readonly reason: string };

/** CacheChild is a child process with `@actions/cache` in it, which waits for one request. */
export interface CacheChild {
  /** Has it store an entry. When this resolves, that process and all it started have ended. */
  run(run: CacheChildRun): Promise<CacheChildEnd>;
  /** Ends that process and all it started; for one that is not needed. */
  end(): Promise<void>;
}

/** startCacheChild starts a child process: loading the library takes a quarter of a second. */
export function startCacheChild({ child, cwd, env, guard }: CacheChildStart): CacheChild {
  const started = fork(child, [], {
    cwd,
    env,
    execArgv: [],
    detached: ownGroup,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const release = started.pid === undefined ? undefined : guard?.endAtEnd(started.pid);
  const ended = endOf(started);
  const lines: string[] = [];
  let watch: Watch | undefined;
  readLines([started.stdout, started.stderr], (line) => {
    lines.push(line);
    watch?.sawLine(line, performance.now());
  });
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ending ??= endProcessTree(started).then(release);
    return ending;
  };
  return {
    async run(run) {
      watch = run.watch;
      const settled = new AbortController();
      try {
        if (run.signal.aborted) return { ...stoppedBy(run.signal), lines: [] };
        // Where the child is gone, its end tells.
        started.send(run.request, () => undefined);
        const first = await Promise.race([
          ended,
          callersStop(run.signal, settled.signal),
          watchsStop(run, settled.signal),
        ]);
        // A copy: ending the child makes it print failures of its own.
        return { ...first, lines: [...lines] };
      } finally {
        settled.abort();
        await end();
      }
    },
    end,
  };
}

/** Resolves when everything the child printed has been read, which is not before its 'close'. */
function endOf(child: ChildProcess): Promise<End> {
  const { promise, resolve } = Promise.withResolvers<End>();
  let answer: CacheAnswer | undefined;
  const crashed = (how: string): End => ({
    kind: 'crashed',
    reason: `the cache process ended without an answer (${how})`,
  });
  child.on('message', (message) => {
    answer = parseCacheAnswer(message);
  });
  child.on('close', (code, signal) =>
    resolve(answer === undefined ? crashed(`status ${signal ?? code}`) : { kind: 'answered', answer }),
  );
  child.on('error', (error) => resolve(crashed(messageOf(error))));
  return promise;
}

async function callersStop(signal: AbortSignal, settled: AbortSignal): Promise<End> {
  if (!signal.aborted) await once(signal, 'abort', { signal: settled });
  return stoppedBy(signal);
}

function stoppedBy(signal: AbortSignal): End {
  return { kind: 'stopped', by: 'caller', reason: messageOf(signal.reason) };
}

async function watchsStop(
  { watch, bytesOnDisk, watchInterval }: CacheChildRun,
  settled: AbortSignal,
): Promise<End> {
  for (;;) {
    await pause(watchInterval, undefined, { signal: settled });
    watch.sawBytes(await bytesOnDisk(), performance.now());
    const reason = watch.reasonToStop(performance.now());
    if (reason !== undefined) return { kind: 'stopped', by: 'watch', reason };
  }
}

function readLines(streams: readonly (Readable | null)[], sawLine: (line: string) => void): void {
  for (const input of streams) {
    if (input !== null) createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on('line', sawLine);
  }
}
