import { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import { type ForwardProxySettings, forwardProxyFor } from '../../http/forward-proxy.ts';
import type { HttpBody, HttpClient, HttpRequest, HttpResponse } from '../../ports/http-client.ts';
import { unlessAborted } from '../../resilience/unless-aborted.ts';
import { connectorFor } from './connector.ts';
import { type Dialect, dialectFor } from './dialect.ts';
import { asTransportError, proxyError } from './errors.ts';
import { headMax } from './head-max.ts';
import { type Route, routeTo } from './route.ts';
import { secureContexts } from './secure-context.ts';
import { userAgent } from './user-agent.ts';

/** UndiciClientOptions says how servers are reached. */
export interface UndiciClientOptions {
  readonly proxies: ForwardProxySettings;
  /** Returns the certificates to trust, in PEM. They replace those that Node trusts. */
  readonly ca: () => readonly string[];
  /** Whether Node's own certificates are among those of `ca`, and likely to do. */
  readonly isNodeFirst?: boolean;
  /** The number of connections to one server. */
  readonly connections: number;
}

/**
 * In bytes. Undici counts the bytes of headers and not the headers, of which each costs more than a hundred
 * bytes of memory. A larger head is read as Go reads it, where both are bounded.
 */
const strictHeaderMax = 64 * 1024;

/**
 * undiciClient uses undici for HTTP only: its timers, retries, redirects and proxies have gaps, which are
 * filled here and in src/http. Servers are sent HTTP/1.1, so that a broken connection costs one file. A
 * server that speaks only HTTP/2 is sent that. A server whose responses only Go takes for HTTP is read as Go
 * reads it.
 */
export function undiciClient({
  proxies,
  ca,
  isNodeFirst = false,
  connections,
}: UndiciClientOptions): HttpClient {
  // Undici would wait for connections that are being made.
  const closing = new AbortController();
  const proxyFor = forwardProxyFor(proxies);
  const agents = new Map<string, Agent>();
  const dialects = new Map<string, Dialect>();

  const tls = secureContexts(ca, isNodeFirst);
  const agentFor = ({ proxy }: Route, dialect: Dialect): Agent => {
    const key = `${dialect} ${proxy?.href ?? ''}`;
    const known = agents.get(key);
    if (known !== undefined) return known;
    const connect = connectorFor({ proxy, tls, dialect, signal: closing.signal });
    const maxHeaderSize = dialect === 'lenient' ? headMax.bytes : strictHeaderMax;
    const agent = new Agent({ connect, connections, maxHeaderSize, headersTimeout: 0, bodyTimeout: 0 });
    agents.set(key, agent);
    return agent;
  };

  return {
    async send(request) {
      closing.signal.throwIfAborted();
      const route = routeTo(request.url, proxyFor(request.url));
      const attempt = (dialect: Dialect) => exchange(agentFor(route, dialect), { route, dialect, request });
      const known = dialects.get(route.origin);
      try {
        return await attempt(known ?? 'http/1.1');
      } catch (error) {
        const other = known === undefined && request.body === undefined ? dialectFor(error) : undefined;
        if (other === undefined) throw error;
        const response = await attempt(other);
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
      // By default undici takes the name on a proxy's certificate from the host header.
      servername: route.servername,
      method,
      headers: { 'user-agent': userAgent, ...headers, ...route.headers, ...lengthOf(content) },
      body: content === undefined ? null : streamOf(content),
      reset: dialect === 'lenient',
      signal,
    } as const;
    // Undici ignores a signal until there is a connection, which can take half a minute.
    const response = await unlessAborted(dispatcher.request(options), signal);
    const { statusCode, body } = response;
    // Nothing listens to a body that was discarded.
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

async function* read(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk;
  } catch (error) {
    signal.throwIfAborted();
    throw asTransportError(error);
  }
}

/** The first of several Location headers counts (net/http, Response.Location). */
function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const textOf = (name: string, values: string[]) =>
    name === 'location' ? (values[0] ?? '') : values.join(', ');
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? textOf(name, value) : value]],
    ),
  );
}
