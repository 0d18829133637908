import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { Clock } from '../../ports/clock.ts';
import type { Certificate, Prober, ProbeTarget, Stage, StageName } from '../../ports/prober.ts';
import { withDeadline } from '../../resilience/deadline.ts';
import { certificateFault, certificateOf } from './certificate.ts';
import { faultOf, ProbeFailure } from './failure.ts';
import { askForTunnel } from './tunnel.ts';

/** socketProber looks at the network with sockets of its own, so that each stage can be told from the others. */
export function socketProber(clock: Clock): Prober {
  const contexts = new Map<readonly string[], SecureContext>();
  const contextFor = (ca: readonly string[]): SecureContext => {
    // Made once: hundreds of certificates take a while to read.
    const context = contexts.get(ca) ?? createSecureContext({ ca: [...ca] });
    contexts.set(ca, context);
    return context;
  };
  return {
    async probe(target, signal) {
      const way = new Way(target.deadline, clock, signal);
      try {
        await walk(way, target, () => contextFor(target.ca));
      } finally {
        way.close();
      }
      return way.stages;
    },
  };
}

async function walk(way: Way, target: ProbeTarget, context: () => SecureContext): Promise<void> {
  const { host, port, tls, forwardProxy } = target;
  const proxy = forwardProxy === undefined ? undefined : new URL(forwardProxy);
  const first = proxy === undefined ? { host, port } : addressOf(proxy);
  if (isIP(first.host) === 0 && !(await way.stage('dns', () => resolve(first.host)))) return;
  const socket = await way.stage('tcp', (signal) => reach(first, way, signal));
  if (socket === undefined) return;
  if (!tls) return;
  const secured = (over: Socket, name: string, signal: AbortSignal) =>
    shakeHands(over, name, context(), way, signal);
  // A plain http request goes through a proxy without asking first; the answer to it will tell.
  const through =
    proxy === undefined
      ? socket
      : await way.stage('proxy', (signal) =>
          tunnel(
            socket,
            proxy,
            `${bracketed(host)}:${port}`,
            (name) => secured(socket, name, signal),
            signal,
          ),
        );
  if (through !== undefined) await way.stage('tls', (signal) => secured(through, host, signal));
}

/** Found is what a stage came to: something for the next one, and words for people. */
interface Found<T> {
  readonly value: T;
  readonly detail: string;
  readonly certificate?: Certificate;
}

/** Way keeps what was found on the way to one server, and the sockets that were opened for it. */
class Way {
  readonly stages: Stage[] = [];
  readonly #sockets: Socket[] = [];
  readonly #deadline: number;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;

  constructor(deadline: number, clock: Clock, signal: AbortSignal) {
    this.#deadline = deadline;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Runs one stage; undefined when it failed, which is told by the stage. */
  async stage<T>(name: StageName, body: (signal: AbortSignal) => Promise<Found<T>>): Promise<T | undefined> {
    const start = this.#clock.now();
    const took = () => this.#clock.now() - start;
    const limits = { ms: this.#deadline, clock: this.#clock, parent: this.#signal };
    try {
      const found = await withDeadline(limits, (signal) => untilAborted(body(signal), signal));
      const { value, detail, certificate } = found;
      this.stages.push({ name, ms: took(), fault: undefined, detail, ...(certificate && { certificate }) });
      return value;
    } catch (error) {
      this.#signal.throwIfAborted();
      const { fault, detail, certificate } = error instanceof ProbeFailure ? error : faultOf(error);
      this.stages.push({ name, ms: took(), fault, detail, ...(certificate && { certificate }) });
      return undefined;
    }
  }

  keep<T extends Socket>(socket: T): T {
    // Whoever waits for it hears of its errors by itself; later ones are of no interest.
    socket.on('error', () => undefined);
    this.#sockets.push(socket);
    return socket;
  }

  close(): void {
    // What runs over another ends first: Node crashes (24.21.0) when a socket goes away beneath its TLS.
    for (const socket of this.#sockets.toReversed()) socket.destroy();
  }
}

async function resolve(host: string): Promise<Found<true>> {
  const addresses = await lookup(host, { all: true });
  return { value: true, detail: addresses.map(({ address }) => address).join(', ') };
}

async function reach(
  to: { host: string; port: number },
  way: Way,
  signal: AbortSignal,
): Promise<Found<Socket>> {
  const socket = way.keep(connect(to));
  await once(socket, 'connect', { signal });
  return { value: socket, detail: `${socket.remoteAddress} port ${to.port}` };
}

/** Asks a forward proxy for a tunnel; one that is itself reached by TLS is trusted as a server would have to be. */
async function tunnel(
  socket: Socket,
  proxy: URL,
  authority: string,
  secured: (host: string) => Promise<Found<Socket>>,
  signal: AbortSignal,
): Promise<Found<Socket>> {
  const inner = proxy.protocol === 'https:' ? (await secured(addressOf(proxy).host)).value : socket;
  const status = await askForTunnel(inner, proxy, authority, signal);
  if (status >= 200 && status < 300) return { value: inner, detail: `lets ${authority} through` };
  if (status === 407)
    throw new ProbeFailure('proxy-login', 'it responds with 407 Proxy Authentication Required');
  throw new ProbeFailure('proxy-refusal', `it responds with ${status} for ${authority}`);
}

/** Looks at any certificate, trusted or not; nothing is sent to a server that is not. */
async function shakeHands(
  socket: Socket,
  host: string,
  secureContext: SecureContext,
  way: Way,
  signal: AbortSignal,
): Promise<Found<TLSSocket>> {
  const secured = way.keep(
    connectTls({
      socket,
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      secureContext,
      rejectUnauthorized: false,
    }),
  );
  await once(secured, 'secureConnect', { signal });
  const certificate = certificateOf(secured);
  const fault = certificateFault(secured);
  if (fault !== undefined) throw new ProbeFailure(fault.kind, fault.detail, certificate);
  return { value: secured, detail: secured.getProtocol() ?? 'TLS', ...(certificate && { certificate }) };
}

/** For what does not end by itself when its time is up, such as a look-up of a name. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Without the brackets of an IPv6 address. */
function addressOf(url: URL): { host: string; port: number } {
  const host = url.hostname.replace(/^\[(?<address>.*)\]$/, '$<address>');
  return { host, port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)) };
}

function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}
