import { authorizationOf } from '../../http/credentials.ts';
import { isSocks, proxyEndpoint } from './proxy-url.ts';

/** Route is where a request is sent, and how. */
export interface Route {
  /** The server that gets the request: that of the URL, or an HTTP proxy that forwards it. */
  readonly origin: string;
  /** The target in the request line. */
  readonly path: string;
  /** Headers to add to the request. */
  readonly headers: Readonly<Record<string, string>>;
  /** The name on the certificate of `origin`, if it is not the host of the request. */
  readonly servername?: string;
  /** The proxy to connect through: a SOCKS server, or an HTTP proxy that makes tunnels. */
  readonly proxy: URL | undefined;
  /** Whether an HTTP proxy forwards the request, as for http URLs. */
  readonly isForwarded: boolean;
}

/** routeTo finds the route to a URL by a forward proxy, if there is one (net/http, connectMethod). */
export function routeTo(url: string, proxyUrl: string | undefined): Route {
  const target = new URL(url);
  const proxy = proxyUrl === undefined ? undefined : new URL(proxyUrl);
  const { origin, pathname, search, host } = target;
  if (proxy === undefined || target.protocol === 'https:' || isSocks(proxy)) {
    return { origin, path: pathname + search, headers: {}, proxy, isForwarded: false };
  }
  const authorization = authorizationOf(proxy);
  return {
    origin: proxy.origin,
    path: origin + pathname + search,
    headers: { host, ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }) },
    servername: proxyEndpoint(proxy).host,
    proxy: undefined,
    isForwarded: true,
  };
}
