import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import type { Clock } from '../../ports/clock.ts';
import type { Certificate, Prober, ProbeTarget, Stage, StageName } from '../../ports/prober.ts';
import { TransportError } from '../../ports/transport-error.ts';
import { withDeadline } from '../../resilience/deadline.ts';
import { dial, type Endpoint } from '../network/dial.ts';
import { isSocks, proxyEndpoint } from '../network/proxy-url.ts';
import { secureContextOf } from '../network/secure-context.ts';
import { askForTunnel } from '../network/tunnel.ts';
import { certificateFault, certificateOf } from './certificate.ts';
import { faultOf, ProbeFailure } from './failure.ts';

/** socketProber looks at the network with sockets of its own, so that each stage can be told from the others. */
export function socketProber(clock: Clock): Prober {
  const contexts = new Map<readonly string[], SecureContext>();
  const contextFor = (ca: readonly string[]): SecureContext => {
    // Made once: hundreds of certificates take a while to read.
    const context = contexts.get(ca) ?? secureContextOf(ca);
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
  const first = proxy === undefined ? { host, port } : proxyEndpoint(proxy);
  if (isIP(first.host) === 0 && !(await way.stage('dns', () => resolve(first.host)))) return;
  const socket = await way.stage('tcp', (signal) => reach(first, way, signal));
  if (socket === undefined) return;
  // A plain http request goes to an HTTP proxy as it is; the answer to it will tell.
  if (!tls && (proxy === undefined || !isSocks(proxy))) return;
  const secured = (over: Socket, name: string, signal: AbortSignal) =>
    shakeHands(over, name, context(), way, signal);
  const through =
    proxy === undefined
      ? socket
      : await way.stage('proxy', (signal) =>
          isSocks(proxy)
            ? throughSocks(socket, proxy, { host, port }, signal)
            : tunnel(
                socket,
                proxy,
                `${bracketed(host)}:${port}`,
                (name) => secured(socket, name, signal),
                signal,
              ),
        );
  if (through !== undefined && tls) await way.stage('tls', (signal) => secured(through, host, signal));
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

async function reach(to: Endpoint, way: Way, signal: AbortSignal): Promise<Found<Socket>> {
  const socket = way.keep(await dial(to, signal));
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
  const inner = proxy.protocol === 'https:' ? (await secured(proxyEndpoint(proxy).host)).value : socket;
  const answer = await askForTunnel(inner, proxy, authority, signal);
  if (answer === undefined) throw new ProbeFailure('broken', 'the server is not an HTTP proxy');
  const { status, reason } = answer;
  if (status === 200) return { value: inner, detail: `lets ${authority} through` };
  const said = `it responds with ${`${status} ${reason}`.trim()}`;
  if (status === 407) throw new ProbeFailure('proxy-login', said);
  throw new ProbeFailure('proxy-refusal', `${said} for ${authority}`);
}

async function throughSocks(
  socket: Socket,
  proxy: URL,
  to: Endpoint,
  signal: AbortSignal,
): Promise<Found<Socket>> {
  try {
    const { askSocksServer } = await import('../network/socks.ts');
    const value = await askSocksServer(socket, proxy, to, signal);
    return { value, detail: `lets ${bracketed(to.host)}:${to.port} through` };
  } catch (error) {
    if (error instanceof TransportError) throw new ProbeFailure('proxy-refusal', error.message);
    throw error;
  }
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

function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}
