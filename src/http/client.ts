import type { HttpClient } from '../ports/http-client.ts';
import { withNetrc } from './credentials.ts';
import { decodeGzip } from './gzip.ts';
import { parseNetrc } from './netrc.ts';
import { followRedirects } from './redirects.ts';

/**
 * httpClient completes a transport: it decodes gzip, follows redirects and, with the text of a netrc file, authenticates itself.
 * Credentials are chosen before the first request, so that no redirect can ask for any.
 */
export function httpClient(transport: HttpClient, netrc: string): HttpClient {
  return withNetrc(followRedirects(decodeGzip(transport)), parseNetrc(netrc));
}
