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

/** socketProber uses sockets of its own, so that each stage can be observed separately. */
export function socketProber(clock: Clock): Prober {
  const contexts = new Map<readonly string[], SecureContext>();
  const contextFor = (ca: readonly string[]): SecureContext => {
    // Created once: reading hundreds of certificates takes time.
    const context = contexts.get(ca) ?? secureContextOf(ca);
    contexts.set(ca, context);
    return context;
  };
  return {
    async probe(target, signal) {
      const connection = new Connection(target.deadline, clock, signal);
      try {
        await walk(connection, target, () => contextFor(target.ca));
      } finally {
        connection.close();
      }
      return connection.stages;
    },
  };
}

async function walk(
  connection: Connection,
  target: ProbeTarget,
  context: () => SecureContext,
): Promise<void> {
  const { host, port, tls, forwardProxy } = target;
  const proxy = forwardProxy === undefined ? undefined : new URL(forwardProxy);
  const first = proxy === undefined ? { host, port } : proxyEndpoint(proxy);
  if (isIP(first.host) === 0 && !(await connection.stage('dns', () => resolve(first.host)))) return;
  const socket = await connection.stage('tcp', (signal) => reach(first, connection, signal));
  if (socket === undefined) return;
  // An http request is sent to the HTTP proxy itself; its response shows any problem.
  if (!tls && (proxy === undefined || !isSocks(proxy))) return;
  const secured = (over: Socket, name: string, signal: AbortSignal) =>
    shakeHands(over, name, context(), connection, signal);
  const through =
    proxy === undefined
      ? socket
      : await connection.stage('proxy', (signal) =>
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
  if (through !== undefined && tls) await connection.stage('tls', (signal) => secured(through, host, signal));
}

/** Found is the result of a stage: a value for the next one, and a description for people. */
interface Found<T> {
  readonly value: T;
  readonly detail: string;
  readonly certificate?: Certificate;
}

/** Connection keeps the stages of the connection to one server, and the sockets opened for it. */
class Connection {
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

  /** Runs and records one stage; undefined if it failed. */
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
    // Errors reach the code that waits for the socket; later ones do not matter.
    socket.on('error', () => undefined);
    this.#sockets.push(socket);
    return socket;
  }

  close(): void {
    // In reverse order: Node 24.21.0 crashes when a socket is destroyed before the TLS socket on top of it.
    for (const socket of this.#sockets.toReversed()) socket.destroy();
  }
}

async function resolve(host: string): Promise<Found<true>> {
  const addresses = await lookup(host, { all: true });
  return { value: true, detail: addresses.map(({ address }) => address).join(', ') };
}

async function reach(to: Endpoint, connection: Connection, signal: AbortSignal): Promise<Found<Socket>> {
  const socket = connection.keep(await dial(to, signal));
  return { value: socket, detail: `${socket.remoteAddress} port ${to.port}` };
}

/** Requests a tunnel from a forward proxy. A proxy with TLS must be trusted like a server. */
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

/** Accepts any certificate, to inspect it; nothing is sent to a server that is not trusted. */
async function shakeHands(
  socket: Socket,
  host: string,
  secureContext: SecureContext,
  connection: Connection,
  signal: AbortSignal,
): Promise<Found<TLSSocket>> {
  const secured = connection.keep(
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

/** For work that cannot be aborted, such as a DNS lookup. */
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
