import { authorizationOf } from '../../http/credentials.ts';
import { isSocks, proxyEndpoint } from './proxy-url.ts';

/** Route is whom a request is sent to, and how. */
export interface Route {
  /** The server that is spoken to: that of the URL, or a proxy that forwards. */
  readonly origin: string;
  /** What the request line says. */
  readonly path: string;
  /** What the route adds to the headers of a request. */
  readonly headers: Readonly<Record<string, string>>;
  /** The name that the certificate of `origin` has to be for, where that is not its own. */
  readonly servername?: string;
  /** The proxy that leads there with a connection: a SOCKS server, or a tunnel; undefined: none. */
  readonly proxy: URL | undefined;
  /** Whether an HTTP proxy is asked to send the request on, as it is for http. */
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
