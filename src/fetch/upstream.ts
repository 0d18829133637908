import { authorizationOf } from '../http/credentials.ts';
import type { RequestedFile } from './requested-file.ts';

/** Upstream is a module proxy that we ask. */
export interface Upstream {
  /** Its URL without credentials. */
  readonly url: string;
  readonly host: string;
  /** From the user and password of the URL as it was written. */
  readonly authorization: string | undefined;
  /** What failures lead on to the next upstream: 404 and 410, every one, or none because there is no next. */
  readonly separator: ',' | '|' | '';
}

/** asUpstream makes an Upstream of an entry of a GOPROXY list. */
export function asUpstream(entry: string, separator: Upstream['separator']): Upstream {
  const url = new URL(entry);
  const authorization = authorizationOf(url);
  url.username = '';
  url.password = '';
  return { url: url.href.replace(/\/$/, ''), host: url.host, authorization, separator };
}

/** urlOf is where an upstream has a file; a query of the upstream's URL stays where it is. */
export function urlOf(upstream: Upstream, file: RequestedFile): string {
  const url = new URL(upstream.url);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${file.wire}`;
  return url.href;
}
