import { Readable } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { Agent, type Dispatcher } from 'undici';
import { type ForwardProxySettings, forwardProxyFor } from '../../http/forward-proxy.ts';
import type { HttpBody, HttpClient, HttpRequest, HttpResponse } from '../../ports/http-client.ts';
import { connectorFor } from './connector.ts';
import { type Dialect, dialectFor } from './dialect.ts';
import { asTransportError, proxyError } from './errors.ts';
import { maxHeaderSize } from './max-header-size.ts';
import { type Route, routeTo } from './route.ts';
import { secureContextOf } from './secure-context.ts';
import { userAgent } from './user-agent.ts';

/** UndiciClientOptions says how servers are reached. */
export interface UndiciClientOptions {
  readonly proxies: ForwardProxySettings;
  /** Gives the certificates to trust, in PEM; all of them, for they replace those that Node brings. */
  readonly ca: () => readonly string[];
  /** How many connections there may be to one server. */
  readonly connections: number;
}

/**
 * undiciClient is undici for HTTP and nothing else: its own timers, retries, redirects and proxies have gaps that are
 * filled here and above. A server is spoken to in HTTP/1.1, for when something breaks, it is one file; in HTTP/2 where
 * it knows nothing else; and where its answers are HTTP/1.1 only to Go, as Go reads them.
 */
export function undiciClient({ proxies, ca, connections }: UndiciClientOptions): HttpClient {
  // Of itself undici leaves alone what is still being connected, until that has failed.
  const closing = new AbortController();
  const proxyFor = forwardProxyFor(proxies);
  const agents = new Map<string, Agent>();
  const dialects = new Map<string, Dialect>();

  // Hundreds of certificates take a while to read: once, and not at all where nobody speaks TLS.
  let secureContext: SecureContext | undefined;
  const tls = () => (secureContext ??= secureContextOf(ca()));

  const agentFor = ({ proxy }: Route, dialect: Dialect): Agent => {
    const key = `${dialect} ${proxy?.href ?? ''}`;
    const known = agents.get(key);
    if (known !== undefined) return known;
    const connect = connectorFor({ proxy, tls, dialect, signal: closing.signal });
    const agent = new Agent({ connect, connections, maxHeaderSize, headersTimeout: 0, bodyTimeout: 0 });
    agents.set(key, agent);
    return agent;
  };

  return {
    async send(request) {
      closing.signal.throwIfAborted();
      const route = routeTo(request.url, proxyFor(request.url));
      const ask = (dialect: Dialect) => exchange(agentFor(route, dialect), { route, dialect, request });
      const known = dialects.get(route.origin);
      try {
        return await ask(known ?? 'http/1.1');
      } catch (error) {
        const other = known === undefined && request.body === undefined ? dialectFor(error) : undefined;
        if (other === undefined) throw error;
        const response = await ask(other);
        dialects.set(route.origin, other);
        return response;
      }
    },
    async close() {
      closing.abort(new Error('the client is being closed'));
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

interface Exchange {
  readonly route: Route;
  readonly dialect: Dialect;
  readonly request: HttpRequest;
}

async function exchange(
  dispatcher: Dispatcher,
  { route, dialect, request }: Exchange,
): Promise<HttpResponse> {
  const { url, method = 'GET', headers, body: content, signal } = request;
  signal.throwIfAborted();
  const { host } = new URL(url);
  try {
    const options = {
      origin: route.origin,
      path: route.path,
      // Else undici takes the name of a proxy's certificate from the host header.
      servername: route.servername,
      method,
      headers: { 'user-agent': userAgent, ...headers, ...route.headers, ...lengthOf(content) },
      body: content === undefined ? null : streamOf(content),
      reset: dialect === 'lenient',
      signal,
    } as const;
    const response = await unlessAborted(dispatcher.request(options), signal);
    const { statusCode, body } = response;
    // Whoever discards a body does not listen to it any more.
    body.on('error', () => undefined);
    const discarded = new AbortController();
    const discard = (reason?: unknown) => {
      if (body.readableEnded || discarded.signal.aborted) return;
      discarded.abort(reason);
      body.destroy();
    };
    if (statusCode === 407 && route.isForwarded) {
      discard();
      throw proxyError(statusCode, host);
    }
    return {
      status: statusCode,
      statusText: response.statusText,
      headers: joined(response.headers),
      body: read(body, AbortSignal.any([signal, discarded.signal])),
      discard,
    };
  } catch (error) {
    signal.throwIfAborted();
    throw asTransportError(error);
  }
}

function lengthOf(body: HttpBody | undefined): Record<string, string> {
  if (body === undefined) return {};
  return { 'content-length': String(body instanceof Uint8Array ? body.length : body.bytes) };
}

function streamOf(body: HttpBody): Uint8Array | Readable {
  return body instanceof Uint8Array ? body : Readable.from(body.chunks, { objectMode: false });
}

/** Undici itself heeds a signal only once there is a connection, and setting one up can take half a minute. */
async function unlessAborted(
  asking: Promise<Dispatcher.ResponseData>,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([asking, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function* read(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk;
  } catch (error) {
    signal.throwIfAborted();
    throw asTransportError(error);
  }
}

/** Of several redirects the first counts (net/http, Response.Location). */
function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const textOf = (name: string, values: string[]) =>
    name === 'location' ? (values[0] ?? '') : values.join(', ');
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? textOf(name, value) : value]],
    ),
  );
}
