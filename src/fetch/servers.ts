import type { Clock } from '../ports/clock.ts';
import { AdaptiveTimeout } from '../resilience/adaptive-timeout.ts';
import { PriorityLimiter } from '../resilience/priority-limiter.ts';
import { RetryBudget } from '../resilience/retry-budget.ts';
import { Circuit } from './circuit.ts';
import type { OnEvent } from './events.ts';
import type { FetchFailure } from './failure.ts';
import { HostHealth, type Requester } from './host-health.ts';
import { LoginHealth } from './login-health.ts';
import type { Lane } from './requested-file.ts';
import type { Upstream } from './upstream.ts';

/** Host is what all upstreams under one host name share: its connections, and whether it can be reached. */
export interface Host {
  readonly limiter: PriorityLimiter;
  readonly budget: RetryBudget;
  readonly health: HostHealth;
}

/**
 * Server is what has been learned of one upstream. Registries have many repositories under one host name, and
 * one of them may be down, or ask for another password, while the others are well.
 */
export interface Server {
  readonly host: Host;
  readonly login: LoginHealth;
  readonly circuit: Circuit;
  readonly timeout: Readonly<Record<Lane, AdaptiveTimeout>>;
}

/** Servers keeps a Server for each upstream, and a Host for each host name. */
export interface Servers {
  of(upstream: Upstream): Server;
  /** To be called when a demand has become more urgent. */
  admit(): void;
}

/** ServerLimits are the same for all servers. Times in ms. */
export interface ServerLimits {
  /** Concurrent requests per host. */
  readonly concurrency: number;
  /** Upper bound of every timeout. */
  readonly stallTimeout: number;
}

const budget = { burst: 50, perSecond: 2 };
const timeouts = {
  // Before anything has been measured there are names to look up, and connections and TLS to be set up.
  small: { least: 1000, unmeasured: 3000 },
  // A proxy that has to fetch and pack a module first is slow, but works.
  zip: { least: 5000, unmeasured: 60_000 },
};

/** servers makes Servers that know nothing yet. */
export function servers(
  { concurrency, stallTimeout }: ServerLimits,
  clock: Clock,
  onEvent: OnEvent,
): Servers {
  const hosts = new Map<string, Host>();
  const known = new Map<string, Server>();

  const makeHost = (): Host => ({
    limiter: new PriorityLimiter(concurrency),
    budget: new RetryBudget({ ...budget, clock }),
    health: new HostHealth(),
  });
  const makeServer = ({ host: name }: Upstream): Server => {
    const timeoutOf = (lane: Lane) => new AdaptiveTimeout({ ...timeouts[lane], most: stallTimeout });
    return {
      host: keptIn(hosts, name, makeHost),
      login: new LoginHealth(),
      circuit: new Circuit({
        clock,
        onChange: (lane, state) => onEvent({ kind: 'breaker', host: name, lane, state }),
      }),
      timeout: { zip: timeoutOf('zip'), small: timeoutOf('small') },
    };
  };
  return {
    of: (upstream) => keptIn(known, keyOf(upstream), () => makeServer(upstream)),
    admit() {
      for (const { limiter } of hosts.values()) limiter.admit();
    },
  };
}

/**
 * knownFailure is what a request would end with, from what is known of its server; undefined when that has to
 * be seen.
 */
export function knownFailure({ host, login }: Server, { demand }: Requester): FetchFailure | undefined {
  return host.health.failure ?? login.failureFor(demand);
}

/** isKnown tells whether a failure is one that is shared between requests, and not this request's own. */
export function isKnown({ host, login }: Server, error: unknown): boolean {
  return (error !== undefined && error === host.health.failure) || login.isShared(error);
}

function keptIn<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** The same URL can be in a list with two passwords. */
function keyOf({ url, authorization = '' }: Upstream): string {
  return `${url} ${authorization}`;
}
