/**
 * UrlParts are the parts of an absolute URL as they are written: a scheme in lower case, `user:password`,
 * `host:port`, the rest.
 */
export interface UrlParts {
  readonly scheme: string;
  /** Undefined without an `@`. */
  readonly userinfo: string | undefined;
  readonly host: string;
  /** Path and query; a fragment counts for nothing. */
  readonly rest: string;
}

/** splitUrl cuts a URL with an authority where Go does (net/url, parse); undefined for anything else. */
export function splitUrl(url: string): UrlParts | undefined {
  const parts = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<authority>[^/?#]*)(?<rest>[^#]*)/is.exec(url)?.groups;
  const { scheme, authority, rest } = parts ?? {};
  if (scheme === undefined || authority === undefined || rest === undefined) return undefined;
  const at = authority.lastIndexOf('@');
  const userinfo = at < 0 ? undefined : authority.slice(0, at);
  return { scheme: scheme.toLowerCase(), userinfo, host: authority.slice(at + 1), rest };
}

/**
 * urlFault says what Go would refuse in an absolute URL (net/url, parse), as a sentence about it that repeats
 * none of it; undefined when Go takes it. What Go leaves to the look-up of the name or the server is not
 * looked at.
 */
export function urlFault(url: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Go refuses exactly these.
  if (/[\x00-\x1f\x7f]/.test(url)) return 'it holds a control character';
  const parts = splitUrl(url);
  if (parts === undefined || parts.host === '') return 'it names no host';
  const { userinfo = '', host, rest } = parts;
  if (/[^\w.~!$&'()*+,;=%@:-]/.test(userinfo))
    return 'its user or password holds a character that has to be percent-encoded';
  if (malformedEscape.test(userinfo))
    return 'its user or password holds a `%` without two hexadecimal digits, which is written `%25`';
  const [, fragment = ''] = /#(.*)/s.exec(url) ?? [];
  if (malformedEscape.test(rest.replace(/\?.*/s, '')) || malformedEscape.test(fragment))
    return 'its path holds a `%` without two hexadecimal digits, which is written `%25`';
  const unzoned = host.replace(/^(\[[^\]%]*)%25[^\]]*\]/, '$1]');
  if (/%(?![89a-f][0-9a-f])|[\\\s^{|}]/i.test(unzoned) || !/^(?:\[[^\]]*\]|[^:[\]]*)(?::\d*)?$/.test(unzoned))
    return 'its host is not a name or an address, with or without a port';
  return undefined;
}

const malformedEscape = /%(?![0-9a-f]{2})/i;
