import type { HttpClient } from '../ports/http-client.ts';
import type { NetrcEntry } from './netrc.ts';

/** basicAuthorization is the header of RFC 7617. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/**
 * withNetrc makes a client that authenticates itself to the machines of a netrc file, over https only and where the
 * request does not bring an `authorization` of its own, as the go command does (cmd/go/internal/auth, AddCredentials).
 */
export function withNetrc(client: HttpClient, entries: readonly NetrcEntry[]): HttpClient {
  return {
    get(request) {
      const { protocol, hostname } = new URL(request.url);
      const entry = entries.find(({ machine }) => machine === hostname);
      if (protocol !== 'https:' || entry === undefined || 'authorization' in request.headers) {
        return client.get(request);
      }
      const authorization = basicAuthorization(entry.login, entry.password);
      return client.get({ ...request, headers: { ...request.headers, authorization } });
    },
    close: () => client.close(),
  };
}
