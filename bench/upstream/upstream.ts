import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Dice } from './dice.ts';

/** UpstreamSettings is how an upstream serves from now on. */
export interface UpstreamSettings {
  /** Between a request and its answer, in ms. */
  readonly latency: number;
  /** Of all answers together; undefined for as fast as it can. */
  readonly bytesPerSecond?: number;
  readonly dice?: Dice;
}

/** UpstreamCounts is what was asked of an upstream since it was last told how to serve. */
export interface UpstreamCounts {
  readonly requests: number;
  /** Of bodies, as far as they were sent. */
  readonly bytes: number;
  /** Of each file that was asked for, once: what a client needs when nothing goes wrong. */
  readonly usefulBytes: number;
  readonly connections: number;
  /** How many faults were dealt, by their kind. */
  readonly faults: Readonly<Record<string, number>>;
  /** Stalled answers to requests for zips. */
  readonly stalledZips: number;
}

/** Upstream is a module proxy in a process of its own, so that it shares no event loop with what is measured. */
export interface Upstream extends AsyncDisposable {
  readonly url: string;
  /** Ends what is still being answered and starts counting anew. */
  serve(settings: UpstreamSettings): Promise<void>;
  counts(): Promise<UpstreamCounts>;
}

/** ToUpstream and FromUpstream are what the two processes say to each other: one answer for each question. */
export type ToUpstream =
  | { readonly kind: 'serve'; readonly settings: UpstreamSettings }
  | { readonly kind: 'count' };
export type FromUpstream =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'serving' }
  | { readonly kind: 'counted'; readonly counts: UpstreamCounts };

/** startUpstream serves `folder`, the `cache/download` of a module cache; it ends with its scope. */
export async function startUpstream(folder: string): Promise<Upstream> {
  const child = fork(path.join(import.meta.dirname, 'process.ts'), [folder], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const next = async <K extends FromUpstream['kind']>(
    kind: K,
  ): Promise<Extract<FromUpstream, { kind: K }>> => {
    const [message]: FromUpstream[] = await once(child, 'message');
    if (message === undefined || !isOf(message, kind))
      throw new Error(`the upstream said ${JSON.stringify(message)}`);
    return message;
  };
  const say = (message: ToUpstream): boolean => child.send(message);
  const { url } = await next('listening');
  return {
    url,
    async serve(settings) {
      say({ kind: 'serve', settings });
      await next('serving');
    },
    async counts() {
      say({ kind: 'count' });
      return (await next('counted')).counts;
    },
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

function isOf<K extends FromUpstream['kind']>(
  message: FromUpstream,
  kind: K,
): message is Extract<FromUpstream, { kind: K }> {
  return message.kind === kind;
}
