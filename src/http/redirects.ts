import type { HttpClient, HttpRequest, HttpResponse } from '../ports/http-client.ts';
import { TransportError } from '../ports/transport-error.ts';

/** As the go command has it (net/http, defaultCheckRedirect). */
const redirectsMax = 10;

const redirecting = new Set([301, 302, 303, 307, 308]);

/**
 * followRedirects makes a client that follows the redirects of GET and HEAD requests: at most ten, never from https to http, and
 * without credentials once it leaves the origin that they are meant for, not even back there. Other requests are not sent twice.
 */
export function followRedirects(client: HttpClient): HttpClient {
  return { send: (request) => send(client, request), close: () => client.close() };
}

async function send(client: HttpClient, first: HttpRequest): Promise<HttpResponse> {
  let request = first;
  for (let followed = 0; followed <= redirectsMax; followed++) {
    const response = await client.send(request);
    const { location } = response.headers;
    if (!isFollowed(request) || !redirecting.has(response.status) || location === undefined) return response;
    response.discard();
    request = redirected(request, location);
  }
  throw new TransportError('redirect', `stopped after ${redirectsMax} redirects`);
}

function redirected(request: HttpRequest, location: string): HttpRequest {
  const from = new URL(request.url);
  if (!URL.canParse(location, from.href))
    throw new TransportError('redirect', 'redirected to what is no URL');
  const to = new URL(location, from);
  if (!/^https?:$/.test(to.protocol)) throw new TransportError('redirect', `redirected to ${to.protocol}`);
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw new TransportError('redirect', `redirected from https to http (${to.host})`);
  }
  to.username = '';
  to.password = '';
  if (to.origin === from.origin) return { ...request, url: to.href };
  const headers = Object.entries(request.headers).filter(([name]) => !credentialHeaders.has(name));
  return { ...request, headers: Object.fromEntries(headers), url: to.href };
}

/** What a request authenticates itself with; the second is the session of a signature of AWS. */
const credentialHeaders = new Set(['authorization', 'x-amz-security-token']);

function isFollowed({ method = 'GET' }: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}
