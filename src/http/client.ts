import type { HttpClient } from '../ports/http-client.ts';
import { withNetrc } from './credentials.ts';
import { decodeGzip } from './gzip.ts';
import { parseNetrc } from './netrc.ts';
import { followRedirects } from './redirects.ts';

/**
 * httpClient adds gzip, redirects and the credentials of a netrc file to a transport. Credentials are
 * selected for the first request only, so that a redirect cannot obtain any.
 */
export function httpClient(transport: HttpClient, netrc: string): HttpClient {
  return withNetrc(followRedirects(decodeGzip(transport)), parseNetrc(netrc));
}
