import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { type CacheAnswer, type CacheRequest, parseCacheAnswer } from './github-cache-protocol.ts';
import type { Watch } from './github-cache-watch.ts';
import { endProcessTree, ownGroup } from './process-tree.ts';

/** CacheChildRun is all there is to say about one run of the child process. */
export interface CacheChildRun {
  /** The file of the entry `cache-child`. */
  readonly child: URL;
  readonly request: CacheRequest;
  readonly cwd: string;
  /** The child's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly watch: Watch;
  /** Returns the bytes the operation has on disk. */
  readonly bytesOnDisk: () => Promise<number>;
  /** How often the watch is asked, in ms. */
  readonly watchInterval: number;
  readonly signal: AbortSignal;
  /** Told each line the library prints, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** CacheChildEnd is how a run ended, with the lines the library printed, which may hold secrets. */
export type CacheChildEnd = { readonly lines: readonly string[] } & (
  | { readonly kind: 'answered'; readonly answer: CacheAnswer }
  /** Ended by us; `reason` says why, `by` on whose behalf. */
  | { readonly kind: 'stopped'; readonly by: 'watch' | 'caller'; readonly reason: string }
  | { readonly kind: 'crashed'; readonly reason: string }
);

/** runCacheChild runs one request in a child process. When it resolves, the child and all it started have ended. */
export async function runCacheChild(run: CacheChildRun): Promise<CacheChildEnd> {
  const lines: string[] = [];
  if (run.signal.aborted) return { ...callerStopped(run.signal), lines };
  const child = fork(run.child, [], {
    cwd: run.cwd,
    env: run.env,
    execArgv: [],
    detached: ownGroup,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  readLines([child.stdout, child.stderr], (line) => {
    lines.push(line);
    run.watch.sawLine(line, performance.now());
    run.onLine?.(line);
  });
  const over = new AbortController();
  try {
    const end = await Promise.race([
      conversation(child, run.request),
      callersStop(run.signal, over.signal),
      watchsStop(run, over.signal),
    ]);
    // A copy: ending the child makes it print failures of its own.
    return { ...end, lines: [...lines] };
  } finally {
    over.abort();
    await endProcessTree(child);
  }
}

type End =
  | { readonly kind: 'answered'; readonly answer: CacheAnswer }
  | { readonly kind: 'stopped'; readonly by: 'watch' | 'caller'; readonly reason: string }
  | { readonly kind: 'crashed'; readonly reason: string };

async function conversation(child: ChildProcess, request: CacheRequest): Promise<End> {
  let message: unknown;
  child.on('message', (received) => {
    message = received;
  });
  const ended = new Promise<string>((resolve) => {
    // Only at 'close' has everything it printed been read.
    child.on('close', (code, signal) => resolve(`status ${signal ?? code}`));
    child.on('error', (error) => resolve(messageOf(error)));
  });
  child.send(request);
  const how = await ended;
  return message === undefined
    ? { kind: 'crashed', reason: `the cache process ended without an answer (${how})` }
    : { kind: 'answered', answer: parseCacheAnswer(message) };
}

async function callersStop(signal: AbortSignal, over: AbortSignal): Promise<End> {
  await once(signal, 'abort', { signal: over });
  return callerStopped(signal);
}

function callerStopped(signal: AbortSignal): Extract<End, { kind: 'stopped' }> {
  return { kind: 'stopped', by: 'caller', reason: messageOf(signal.reason) };
}

async function watchsStop(run: CacheChildRun, over: AbortSignal): Promise<End> {
  for (;;) {
    await pause(run.watchInterval, undefined, { signal: over });
    run.watch.sawBytes(await run.bytesOnDisk(), performance.now());
    const reason = run.watch.verdict(performance.now());
    if (reason !== undefined) return { kind: 'stopped', by: 'watch', reason };
  }
}

function readLines(streams: readonly (Readable | null)[], sawLine: (line: string) => void): void {
  for (const input of streams) {
    if (input !== null) createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on('line', sawLine);
  }
}
