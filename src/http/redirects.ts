import type { HttpClient, HttpRequest, HttpResponse } from '../ports/http-client.ts';
import { TransportError } from '../ports/transport-error.ts';
import { authorizationOf } from './credentials.ts';

/** As the go command has it (cmd/go/internal/web, checkRedirect). */
const redirectsMax = 10;

const redirecting = new Set([301, 302, 303, 307, 308]);

/**
 * followRedirects makes a client that follows the redirects of GET and HEAD requests as the go command does:
 * at most ten, and to http only if the first request was http. Credentials are dropped when a redirect leaves
 * their origin, and are not sent there again later. The URL of a redirect may have credentials of its own.
 */
export function followRedirects(client: HttpClient): HttpClient {
  return { send: (request) => send(client, request), close: () => client.close() };
}

async function send(client: HttpClient, first: HttpRequest): Promise<HttpResponse> {
  const mayBePlain = new URL(first.url).protocol === 'http:';
  let request = first;
  for (let followed = 0; followed <= redirectsMax; followed++) {
    const response = await client.send(request);
    const location = percentEncoded(response.headers['location'] ?? '');
    if (!isFollowed(request) || !redirecting.has(response.status) || location === '')
      return losesLogin(first, request) ? { ...response, lostLogin: true } : response;
    response.discard();
    request = redirected(request, location, mayBePlain);
  }
  throw new TransportError('redirect', `stopped after ${redirectsMax} redirects`);
}

function redirected(request: HttpRequest, location: string, mayBePlain: boolean): HttpRequest {
  const from = new URL(request.url);
  if (!URL.canParse(location, from.href))
    throw new TransportError('redirect', 'redirected to what is not a URL');
  const to = new URL(location, from);
  if (!/^https?:$/.test(to.protocol)) throw new TransportError('redirect', `redirected to ${to.protocol}`);
  if (to.protocol === 'http:' && !mayBePlain) {
    throw new TransportError('redirect', `redirected from https to http (${to.host})`);
  }
  const authorization = authorizationOf(to);
  to.username = '';
  to.password = '';
  const kept = Object.entries(request.headers).filter(
    ([name]) => to.origin === from.origin || !credentialHeaders.has(name),
  );
  const own = authorization === undefined ? {} : { authorization };
  return { ...request, headers: { ...Object.fromEntries(kept), ...own }, url: to.href };
}

/**
 * Keeps bytes above ASCII, for which a header has one character each, and in a path what is an ordinary character to Go
 * (net/url, shouldEscape): other parsers treat a backslash as a slash.
 */
function percentEncoded(location: string): string {
  const encoded = (character: string) => `%${character.charCodeAt(0).toString(16)}`;
  const [path = ''] = location.split(/[?#]/, 1);
  const rest = location.slice(path.length);
  return path.replace(/[\x80-\xff\\|]/g, encoded) + rest.replace(/[\x80-\xff]/g, encoded);
}

/** Whether the last request is without the login of the first one, although Go would have kept it. */
function losesLogin(first: HttpRequest, last: HttpRequest): boolean {
  if (!('authorization' in first.headers) || 'authorization' in last.headers) return false;
  const [from, to] = [new URL(first.url).hostname, new URL(last.url).hostname];
  return to === from || to.endsWith(`.${from}`);
}

/** Headers with credentials; the second is the session token of an AWS signature. */
const credentialHeaders = new Set(['authorization', 'x-amz-security-token']);

function isFollowed({ method = 'GET', redirects = 'follow' }: HttpRequest): boolean {
  return redirects === 'follow' && (method === 'GET' || method === 'HEAD');
}
