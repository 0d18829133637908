import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Endpoint is where to connect to: a name or an address, without brackets, and a port. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** DialOptions says how long to wait, in ms, and how names are looked up. */
export interface DialOptions {
  /** For all addresses together; net/http, DefaultTransport. */
  readonly timeout?: number;
  /** How long the addresses of the first family have a head start; net, Dialer.fallbackDelay. */
  readonly fallbackDelay?: number;
  readonly lookup?: (host: string, options: LookupOptions & { all: true }) => Promise<LookupAddress[]>;
}

/**
 * dial opens a TCP connection as Go's dialer does (net, dialParallel, after RFC 6555): the addresses of the
 * first family are tried one after the other, and 300 ms later those of the other family in parallel; the
 * first connection wins. Node itself gives an address up after 250 ms, which breaks every slow route. Rejects
 * with the system's error for the first address, or with the signal's reason; no socket is left then.
 */
export async function dial(
  { host, port }: Endpoint,
  signal: AbortSignal,
  { timeout = 30_000, fallbackDelay = 300, lookup = promisify(systemLookup) }: DialOptions = {},
): Promise<Socket> {
  const family = isIP(host);
  const addresses = family === 0 ? await lookup(host, { all: true }) : [{ address: host, family }];
  signal.throwIfAborted();
  const isPrimary = (address: LookupAddress) => address.family === addresses[0]?.family;
  const [primaries, fallbacks] = [addresses.filter(isPrimary), addresses.filter((one) => !isPrimary(one))];
  const ended = new AbortController();
  const race = {
    port,
    deadline: performance.now() + timeout,
    signal: AbortSignal.any([signal, ended.signal]),
  };
  const first = dialEach(primaries, race);
  if (fallbacks.length === 0) return first;
  return raceOf([first, dialLater(first, fallbackDelay, fallbacks, race)], ended);
}

interface Race {
  readonly port: number;
  /** By performance.now(). */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

async function raceOf(racers: readonly Promise<Socket>[], ended: AbortController): Promise<Socket> {
  try {
    const winner = await Promise.any(racers);
    // Both can connect in the same turn of the event loop.
    for (const racer of racers)
      racer.then((socket) => socket === winner || socket.destroy()).catch(() => undefined);
    return winner;
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  } finally {
    ended.abort(new Error('another address answered first'));
  }
}

/** Starts when the first family has failed, or after its head start. */
async function dialLater(
  first: Promise<Socket>,
  delay: number,
  addresses: readonly LookupAddress[],
  race: Race,
): Promise<Socket> {
  const failed = new Promise<void>((resolve) => void first.catch(() => resolve()));
  await Promise.race([wait(delay, undefined, { signal: race.signal }), failed]);
  return dialEach(addresses, race);
}

async function dialEach(addresses: readonly LookupAddress[], race: Race): Promise<Socket> {
  const errors: unknown[] = [];
  for (const [index, { address }] of addresses.entries()) {
    race.signal.throwIfAborted();
    const ms = shareOf(race.deadline - performance.now(), addresses.length - index);
    try {
      return await connectWithin(ms, { host: address, port: race.port }, race.signal);
    } catch (error) {
      errors.push(error);
    }
  }
  throw errors[0];
}

/**
 * The time for the next address (net, partialDeadline): an equal share, but at least 2 s if that much is
 * left.
 */
function shareOf(left: number, addresses: number): number {
  return Math.max(0, Math.min(left, Math.max(left / addresses, 2000)));
}

async function connectWithin(ms: number, to: Endpoint, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ ...to, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 });
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error('connection timed out'), { code: 'ETIMEDOUT' }));
  }, ms);
  try {
    await once(socket, 'connect', { signal });
    return socket;
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
