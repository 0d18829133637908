import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect as connectTls,
  type PeerCertificate,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import type { buildConnector } from 'undici';
import { errnoOf } from '../../errors.ts';
import { TransportError } from '../../ports/transport-error.ts';
import { dial, type Endpoint } from './dial.ts';
import type { Dialect } from './dialect.ts';
import { proxyError } from './errors.ts';
import { isSocks, proxyEndpoint } from './proxy-url.ts';
import type { SecureContexts } from './secure-context.ts';
import { askForTunnel } from './tunnel.ts';
import { withoutTierUp } from './without-tier-up.ts';

/** As the go command has it (net/http, DefaultTransport), in ms. */
const handshakeTimeout = 10_000;

/** ConnectorOptions says how connections are made. */
export interface ConnectorOptions {
  /** The proxy to connect through: a SOCKS server, or an HTTP proxy that makes tunnels. */
  readonly proxy: URL | undefined;
  readonly tls: SecureContexts;
  readonly dialect: Dialect;
  /** Ends connections that are being made. */
  readonly signal: AbortSignal;
}

/** connectorFor makes the function that undici calls for each new connection: TCP, then a proxy, then TLS. */
export function connectorFor(options: ConnectorOptions): buildConnector.connector {
  // A resumed session needs no check of the certificate.
  const sessions = new Map<string, Buffer>();
  return ({ hostname, protocol, port }, callback) => {
    const isTls = protocol === 'https:';
    const to = { host: hostname, port: Number(port || (isTls ? 443 : 80)) };
    const connecting = establishTrusted(to, isTls, sessions, options);
    const socket = options.dialect === 'lenient' ? connecting.then(asGoReads) : connecting;
    socket.then(
      // The first socket that speaks HTTP/1.1 makes undici instantiate its parser, before the callback returns.
      (connected) => withoutTierUp(() => callback(null, connected)),
      (error: unknown) => callback(Error.isError(error) ? error : new Error(String(error)), null),
    );
  };
}

async function asGoReads(socket: Socket): Promise<Socket> {
  const { lenientSocket } = await import('./lenient-socket.ts');
  return lenientSocket(socket);
}

/** Codes of Node for a certificate that nothing vouches for. With others to trust, a server may be another. */
const unverified =
  /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|INVALID_|PATH_LENGTH_EXCEEDED|UNSPECIFIED$)/;

async function establishTrusted(
  to: Endpoint,
  isTls: boolean,
  sessions: Map<string, Buffer>,
  options: ConnectorOptions,
): Promise<Socket> {
  let used: SecureContext | undefined;
  const first = () => (used ??= options.tls.first());
  try {
    return await establish(to, isTls, sessions, { ...options, tls: first });
  } catch (error) {
    const next = used && unverified.test(errnoOf(error) ?? '') ? options.tls.after(used) : undefined;
    if (next === undefined) throw error;
    return establish(to, isTls, sessions, { ...options, tls: () => next });
  }
}

/** TrustingOptions says with what a connection is secured, where it speaks TLS. */
interface TrustingOptions extends Omit<ConnectorOptions, 'tls'> {
  readonly tls: () => SecureContext;
}

async function establish(
  to: Endpoint,
  isTls: boolean,
  sessions: Map<string, Buffer>,
  options: TrustingOptions,
): Promise<Socket> {
  const { proxy, tls, dialect, signal } = options;
  const socket = proxy === undefined ? await dial(to, signal) : await connectThrough(proxy, to, options);
  if (!isTls) return socket;
  const alpn = dialect === 'h2' ? dialect : 'http/1.1';
  const session = sessions.get(to.host);
  const secured = await secure(socket, to.host, { alpn, session, secureContext: tls(), signal });
  secured.on('session', (fresh) => sessions.set(to.host, fresh));
  return secured;
}

async function connectThrough(
  proxy: URL,
  to: Endpoint,
  { tls, signal }: Pick<TrustingOptions, 'tls' | 'signal'>,
): Promise<Socket> {
  const at = proxyEndpoint(proxy);
  let socket = await dial(at, signal);
  if (isSocks(proxy)) {
    const { askSocksServer } = await import('./socks.ts');
    return askSocksServer(socket, proxy, to, signal);
  }
  if (proxy.protocol === 'https:') {
    socket = await secure(socket, at.host, { alpn: 'http/1.1', secureContext: tls(), signal });
  }
  try {
    const authority = `${isIP(to.host) === 6 ? `[${to.host}]` : to.host}:${to.port}`;
    const answer = await askForTunnel(socket, proxy, authority, signal);
    if (answer?.status === 200) return socket;
    if (answer === undefined) throw new TransportError('broken', 'the server is not an HTTP proxy');
    throw proxyError(answer.status, to.host, answer.reason);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** As Go (crypto/x509, VerifyHostname), and unlike Node, this does not fall back to the Common Name. */
function checkNames(host: string, certificate: PeerCertificate): Error | undefined {
  if (certificate.subjectaltname !== undefined) return checkServerIdentity(host, certificate);
  return Object.assign(new Error('the certificate is for no name: it has only a Common Name'), {
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
}

interface SecureOptions {
  /** The protocol to agree on. */
  readonly alpn: 'http/1.1' | 'h2';
  readonly secureContext: SecureContext;
  readonly signal: AbortSignal;
  readonly session?: Buffer | undefined;
}

/**
 * Starts TLS on a socket and checks the certificate; both sockets are closed if that fails. The server name
 * has no final dot (crypto/tls, hostnameInSNI).
 */
async function secure(
  socket: Socket,
  host: string,
  { alpn, signal, session, ...options }: SecureOptions,
): Promise<TLSSocket> {
  const secured = connectTls({
    ...options,
    socket,
    host,
    ...(isIP(host) === 0 ? { servername: host.replace(/\.$/, '') } : {}),
    ALPNProtocols: [alpn],
    session,
    // By default NODE_TLS_REJECT_UNAUTHORIZED could turn the check off.
    rejectUnauthorized: true,
    checkServerIdentity: checkNames,
  });
  const timer = setTimeout(() => {
    secured.destroy(new TransportError('unreachable', 'the TLS handshake timed out'));
  }, handshakeTimeout);
  try {
    await once(secured, 'secureConnect', { signal });
    return secured;
  } catch (error) {
    // In this order: Node 24.21.0 crashes when a socket is closed before the TLS on top of it.
    secured.on('error', () => undefined).destroy();
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
