import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { splitUrl, urlFault } from '../go/url.ts';
import type { Env } from '../ports/env.ts';
import { TransportError } from '../ports/transport-error.ts';

/** ForwardProxySettings is what HTTP_PROXY, HTTPS_PROXY and NO_PROXY say; empty: nothing. */
export interface ForwardProxySettings {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
  /** Whether this is a CGI program, in which HTTP_PROXY may be a header of the request (httpoxy.org). */
  readonly isCgi?: boolean;
}

/**
 * forwardProxySettings reads them from an environment; names in capitals come first, as for the go command.
 */
export function forwardProxySettings(env: Env): ForwardProxySettings {
  const either = (name: string) => env[name] || env[name.toLowerCase()] || '';
  return {
    httpProxy: either('HTTP_PROXY'),
    httpsProxy: either('HTTPS_PROXY'),
    noProxy: either('NO_PROXY'),
    isCgi: (env['REQUEST_METHOD'] ?? '') !== '',
  };
}

/**
 * forwardProxyFor tells which proxy a URL is to be fetched through, if any, by the rules of the go command
 * (golang.org/x/net/http/httpproxy): HTTP_PROXY is for http URLs alone, and loopback is never proxied. A
 * proxy may be written without `http://`, and be a SOCKS server (`socks5://`, `socks5h://`); one that is not
 * a URL counts for nothing. The function throws TransportError for what only HTTP_PROXY of a CGI program says.
 */
export function forwardProxyFor(settings: ForwardProxySettings): (url: string) => string | undefined {
  const proxies = new Map([
    ['http:', parseProxy(settings.httpProxy)],
    ['https:', parseProxy(settings.httpsProxy)],
  ]);
  const exempt = settings.noProxy.split(',').flatMap((entry) => matcherOf(entry.trim().toLowerCase()) ?? []);
  return (url) => {
    const parsed = new URL(url);
    const { protocol } = parsed;
    const target = targetOf(parsed);
    const proxy = proxies.get(protocol);
    if (proxy !== undefined && protocol === 'http:' && settings.isCgi === true) throw cgiError();
    if (proxy === undefined || isLoopback(target) || exempt.some((matches) => matches(target)))
      return undefined;
    return proxy;
  };
}

function cgiError(): TransportError {
  return new TransportError(
    'proxy-refused',
    'HTTP_PROXY is not used where REQUEST_METHOD is set, because the client of a CGI program may have set it',
  );
}

interface Target {
  readonly host: string;
  readonly port: string;
  readonly family: 'ipv4' | 'ipv6' | undefined;
}

type Matcher = (target: Target) => boolean;

/** As parseProxy of that package; a scheme that Go does not know is spoken to like http. */
function parseProxy(text: string): string | undefined {
  const parsed = [text, `http://${text}`].find(
    (url) => splitUrl(url)?.host && urlFault(url) === undefined && URL.canParse(url),
  );
  return text === '' ? undefined : parsed?.replace(/^(?!(?:https?|socks5h?):)[^:]*:/i, 'http:');
}

function targetOf({ hostname, port, protocol }: URL): Target {
  const host = hostname.replace(/^\[(?<address>.*)\]$/, '$<address>').toLowerCase();
  return { host, port: port || (protocol === 'https:' ? '443' : '80'), family: familyOf(host) };
}

function isLoopback({ host, family }: Target): boolean {
  return host === 'localhost' || (family !== undefined && loopback.check(host, family));
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function matcherOf(entry: string): Matcher | undefined {
  if (entry === '*') return () => true;
  const cidr = /^(?<address>[^/]+)\/(?<bits>\d{1,3})$/.exec(entry)?.groups;
  if (cidr?.['address'] !== undefined) return networkMatcher(cidr['address'], Number(cidr['bits']));
  const { host, port } = splitPort(entry);
  const anyPort = (target: Target) => port === '' || port === target.port;
  const family = familyOf(host);
  if (family !== undefined) {
    const matches = networkMatcher(host, family === 'ipv4' ? 32 : 128);
    return (target) => matches?.(target) === true && anyPort(target);
  }
  if (host === '') return undefined;
  const suffix = domainToASCII(host.replace(/^\*?\./, '')) || host;
  const wholeToo = !/^\*?\./.test(host);
  return (target) =>
    target.family === undefined &&
    (target.host.endsWith(`.${suffix}`) || (wholeToo && target.host === suffix)) &&
    anyPort(target);
}

function networkMatcher(address: string, bits: number): Matcher | undefined {
  const family = familyOf(address);
  if (family === undefined || bits > (family === 'ipv4' ? 32 : 128)) return undefined;
  const network = new BlockList();
  network.addSubnet(address, bits, family);
  return ({ host, family: of }) => of !== undefined && network.check(host, of);
}

/**
 * `host:port` and `[address]:port` (net, SplitHostPort); in brackets without a port, an address matches
 * nothing.
 */
function splitPort(entry: string): { host: string; port: string } {
  const {
    address,
    name,
    port = '',
  } = /^(?:\[(?<address>[^\]]*)\]|(?<name>[^:]*)):(?<port>[^:]*)$/.exec(entry)?.groups ?? {};
  return { host: address ?? name ?? entry, port };
}

function familyOf(host: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(host);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}
