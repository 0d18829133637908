import type { Clock } from '../ports/clock.ts';
import { AdaptiveTimeout } from '../resilience/adaptive-timeout.ts';
import { CircuitBreaker } from '../resilience/circuit-breaker.ts';
import { PriorityLimiter } from '../resilience/priority-limiter.ts';
import { RetryBudget } from '../resilience/retry-budget.ts';
import type { Lane, OnEvent } from './events.ts';
import { HostHealth } from './host-health.ts';
import type { RequestedFile } from './requested-file.ts';

/** Host is what has been learnt of a server, and how it is to be treated. */
export interface Host {
  readonly limiter: PriorityLimiter;
  readonly health: HostHealth;
  readonly budget: RetryBudget;
  readonly timeout: Readonly<Record<Lane, AdaptiveTimeout>>;
  readonly breaker: Readonly<Record<Lane, CircuitBreaker>>;
  /** Those who wait for a first byte although somebody else can be asked, each called when it is not worth it any more. */
  readonly waiting: Set<(opened: Lane) => void>;
}

/** HostOptions is the same for every host. Times in ms. */
export interface HostOptions {
  /** Requests at once. */
  readonly concurrency: number;
  /** Upper bound of silence. */
  readonly stallTimeout: number;
  readonly clock: Clock;
  readonly onEvent: OnEvent;
}

const budget = { burst: 50, perSecond: 2 };
const breaker = { failures: 5, window: 20_000, openFor: 10_000 };
const timeouts = {
  // Before anything has been measured there are names to look up, and connections and TLS to be set up.
  small: { least: 1000, unmeasured: 3000 },
  // A proxy that has to fetch a module first, and pack it, is slow and not dead.
  zip: { least: 5000, unmeasured: 60_000 },
};

/** hosts makes a Host for each name it is asked for, and keeps it. */
export function hosts({ concurrency, stallTimeout, clock, onEvent }: HostOptions): (name: string) => Host {
  const known = new Map<string, Host>();
  const make = (name: string): Host => {
    const waiting: Host['waiting'] = new Set();
    const breakerOf = (lane: Lane) =>
      new CircuitBreaker({
        ...breaker,
        clock,
        onChange(state) {
          onEvent({ kind: 'breaker', host: name, lane, state });
          for (const leave of state === 'open' ? [...waiting] : []) leave(lane);
        },
      });
    const timeoutOf = (lane: Lane) => new AdaptiveTimeout({ ...timeouts[lane], most: stallTimeout });
    return {
      limiter: new PriorityLimiter(concurrency),
      health: new HostHealth(),
      budget: new RetryBudget({ ...budget, clock }),
      timeout: { zip: timeoutOf('zip'), small: timeoutOf('small') },
      breaker: { zip: breakerOf('zip'), small: breakerOf('small') },
      waiting,
    };
  };
  return (name) => {
    const host = known.get(name) ?? make(name);
    known.set(name, host);
    return host;
  };
}

/** isOpenFor tells whether a host is to be left alone with a file: who fails at small ones need not be asked for zips. */
export function isOpenFor({ breaker }: Host, file: RequestedFile): boolean {
  return breaker[laneOf(file)].refuses || breaker.small.refuses;
}

/** mayAsk is the opposite of isOpenFor, at the moment of asking: a breaker that is half open lets one request through. */
export function mayAsk(host: Host, file: RequestedFile): boolean {
  return !isOpenFor(host, file) && host.breaker[laneOf(file)].allows();
}

/**
 * abortWhenOpened runs `body` with a signal that aborts with `reason` as soon as the host is to be left alone with this
 * file, or with the reason of `parent`.
 */
export async function abortWhenOpened<T>(
  { waiting }: Host,
  file: RequestedFile,
  { parent, reason }: { readonly parent: AbortSignal; readonly reason: unknown },
  body: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const leaving = new AbortController();
  const leave = (opened: Lane) => {
    if (opened === 'small' || opened === laneOf(file)) leaving.abort(reason);
  };
  waiting.add(leave);
  try {
    return await body(AbortSignal.any([parent, leaving.signal]));
  } finally {
    waiting.delete(leave);
  }
}

/** laneOf tells which of a host's measurements a file goes by. */
export function laneOf({ kind }: RequestedFile): Lane {
  return kind === 'zip' ? 'zip' : 'small';
}
