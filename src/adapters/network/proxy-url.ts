import type { Endpoint } from './dial.ts';

/** isSocks tells whether a forward proxy is a SOCKS server; as for Go, names are looked up there with either scheme. */
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
