import { Readable } from 'node:stream';
import { createSecureContext, type SecureContext } from 'node:tls';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { type ForwardProxySettings, forwardProxyFor } from '../../http/forward-proxy.ts';
import type { HttpBody, HttpClient, HttpRequest, HttpResponse } from '../../ports/http-client.ts';
import { asTransportError } from './errors.ts';

/** UndiciClientOptions says how servers are reached. */
export interface UndiciClientOptions {
  readonly proxies: ForwardProxySettings;
  /** Gives the certificates to trust, in PEM; all of them, for they replace those that Node brings. */
  readonly ca: () => readonly string[];
  /** How many connections there may be to one server. */
  readonly connections: number;
}

/** As the go command has them (cmd/go/internal/web): to connect, and to shake hands. */
const connectTimeout = 30_000;

/**
 * undiciClient is undici for transport and nothing else: its own timers, retries, redirects and reading of NO_PROXY have
 * gaps that are filled above it. HTTP/1.1 only: when something breaks, it is one file.
 */
export function undiciClient({ proxies, ca, connections }: UndiciClientOptions): HttpClient {
  // Of itself undici leaves alone what is still being connected, until that has failed.
  const closing = new AbortController();
  const { signal } = closing;
  const options = { connections, allowH2: false, headersTimeout: 0, bodyTimeout: 0, connectTimeout };
  const proxyFor = forwardProxyFor(proxies);
  const dispatchers = new Map<string, Dispatcher>();

  // Hundreds of certificates take a while to read: once, and not at all where nobody speaks TLS.
  let secureContext: SecureContext | undefined;
  const tls = () => {
    secureContext ??= createSecureContext({ ca: [...ca()] });
    return { secureContext, signal };
  };
  const direct = (protocol: string): Dispatcher => {
    const connect = protocol === 'https:' ? tls() : { signal };
    return new Agent({ ...options, connect: { ...connect, timeout: connectTimeout } });
  };
  const through = (uri: string): Dispatcher =>
    new ProxyAgent({ ...options, uri, requestTls: tls(), proxyTls: tls() });

  const dispatcherFor = (url: string): Dispatcher => {
    signal.throwIfAborted();
    const uri = proxyFor(url);
    const way = uri ?? new URL(url).protocol;
    const dispatcher = dispatchers.get(way) ?? (uri === undefined ? direct(way) : through(uri));
    dispatchers.set(way, dispatcher);
    return dispatcher;
  };

  return {
    send: async (request) => send(dispatcherFor(request.url), request),
    async close() {
      closing.abort(new Error('the client is being closed'));
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

async function send(dispatcher: Dispatcher, request: HttpRequest): Promise<HttpResponse> {
  const { url, method = 'GET', headers, body: content, signal } = request;
  signal.throwIfAborted();
  const { origin, pathname, search, host } = new URL(url);
  try {
    const options = {
      origin,
      path: pathname + search,
      method,
      headers: { ...headers, ...lengthOf(content) },
      body: content === undefined ? null : streamOf(content),
      signal,
    } as const;
    const response = await unlessAborted(dispatcher.request(options), signal);
    const { statusCode, body } = response;
    // Whoever discards a body does not listen to it any more.
    body.on('error', () => undefined);
    const discarded = new AbortController();
    return {
      status: statusCode,
      headers: joined(response.headers),
      body: read(body, host, AbortSignal.any([signal, discarded.signal])),
      discard: (reason) => {
        if (body.readableEnded || discarded.signal.aborted) return;
        discarded.abort(reason);
        body.destroy();
      },
    };
  } catch (error) {
    signal.throwIfAborted();
    throw asTransportError(error, host);
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

async function* read(
  body: AsyncIterable<Uint8Array>,
  host: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk;
  } catch (error) {
    signal.throwIfAborted();
    throw asTransportError(error, host);
  }
}

function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
