import { authorizationOf } from '../http/credentials.ts';
import type { RequestedFile } from './requested-file.ts';

/** Upstream is a module proxy to fetch from. */
export interface Upstream {
  /** Its URL without credentials. */
  readonly url: string;
  readonly host: string;
  /** The header for the user and password of the URL, if it has them. */
  readonly authorization: string | undefined;
  /** Which failures lead on to the next upstream: 404 and 410, all, or none because it is the last. */
  readonly separator: ',' | '|' | '';
}

/**
 * asUpstream makes an Upstream of an entry of a GOPROXY list. Slashes in a row are one, as for the go command (modfetch,
 * proxyRepo.getBody).
 */
export function asUpstream(entry: string, separator: Upstream['separator']): Upstream {
  const url = new URL(entry);
  const authorization = authorizationOf(url);
  url.username = '';
  url.password = '';
  url.pathname = url.pathname.replace(/\/{2,}/g, '/');
  return { url: url.href.replace(/\/$/, ''), host: url.host, authorization, separator };
}

/** urlOf is the URL of a file at an upstream; a query of the upstream's URL is kept. */
export function urlOf(upstream: Upstream, file: RequestedFile): string {
  const url = new URL(upstream.url);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${file.wire}`;
  return url.href;
}
