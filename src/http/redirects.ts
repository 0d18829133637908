import type { HttpClient, HttpRequest, HttpResponse } from '../ports/http-client.ts';
import { TransportError } from './transport-error.ts';

/** As the go command has it (net/http, defaultCheckRedirect). */
const redirectsMax = 10;

const redirecting = new Set([301, 302, 303, 307, 308]);

/**
 * followRedirects makes a client that goes where it is sent: at most ten times, never from https to http, and without
 * the `authorization` header once it leaves the origin that it is meant for, not even back there.
 */
export function followRedirects(client: HttpClient): HttpClient {
  return { get: (request) => get(client, request), close: () => client.close() };
}

async function get(client: HttpClient, first: HttpRequest): Promise<HttpResponse> {
  let request = first;
  for (let followed = 0; followed <= redirectsMax; followed++) {
    const response = await client.get(request);
    const { location } = response.headers;
    if (!redirecting.has(response.status) || location === undefined) return response;
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
  const { authorization: _, ...headers } = request.headers;
  return { ...request, headers, url: to.href };
}
