import { createSecureContext } from 'node:tls';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { type ForwardProxySettings, forwardProxyFor } from '../http/forward-proxy.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../ports/http-client.ts';
import { asTransportError } from './undici-client-errors.ts';

/** UndiciClientOptions says how servers are reached. */
export interface UndiciClientOptions {
  readonly proxies: ForwardProxySettings;
  /** Certificates to trust, in PEM; all of them, for they replace those that Node brings. */
  readonly ca: readonly string[];
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
  // Made once: hundreds of certificates take a while to read.
  const secureContext = createSecureContext({ ca: [...ca] });
  // Of itself undici leaves alone what is still being connected, until that has failed.
  const closing = new AbortController();
  const tls = { secureContext, signal: closing.signal };
  const options = { connections, allowH2: false, headersTimeout: 0, bodyTimeout: 0, connectTimeout };
  const direct = new Agent({ ...options, connect: { ...tls, timeout: connectTimeout } });
  const throughProxy = new Map<string, Dispatcher>();
  const proxyFor = forwardProxyFor(proxies);

  const dispatcherFor = (url: string): Dispatcher => {
    const uri = proxyFor(url);
    if (uri === undefined) return direct;
    const agent =
      throughProxy.get(uri) ?? new ProxyAgent({ ...options, uri, requestTls: tls, proxyTls: tls });
    throughProxy.set(uri, agent);
    return agent;
  };

  return {
    get: (request) => get(dispatcherFor(request.url), request),
    async close() {
      closing.abort(new Error('the client is being closed'));
      await Promise.all([direct, ...throughProxy.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

async function get(dispatcher: Dispatcher, { url, headers, signal }: HttpRequest): Promise<HttpResponse> {
  signal.throwIfAborted();
  const { origin, pathname, search, host } = new URL(url);
  try {
    const options = {
      origin,
      path: pathname + search,
      method: 'GET',
      headers: { ...headers },
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
