import type { Endpoint } from './dial.ts';

/**
 * isSocks tells whether a forward proxy is a SOCKS server. As in Go, both schemes leave the look-up of names
 * to it.
 */
export function isSocks({ protocol }: URL): boolean {
  return protocol === 'socks5:' || protocol === 'socks5h:';
}

/** proxyEndpoint is where a forward proxy listens. */
export function proxyEndpoint(proxy: URL): Endpoint {
  const host = proxy.hostname.replace(/^\[(?<address>.*)\]$/, '$<address>');
  if (proxy.port !== '') return { host, port: Number(proxy.port) };
  if (isSocks(proxy)) return { host, port: 1080 };
  return { host, port: proxy.protocol === 'https:' ? 443 : 80 };
}
