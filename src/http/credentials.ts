import type { HttpClient } from '../ports/http-client.ts';
import { bytesOfText } from './bytes-in-text.ts';
import type { NetrcEntry } from './netrc.ts';

/** basicAuthorization is the value of the header of RFC 7617; bytes are kept, text becomes them (`bytesOfText`). */
export function basicAuthorization(user: string | Uint8Array, password: string | Uint8Array): string {
  const parts = [user, ':', password].map((part) => (typeof part === 'string' ? bytesOfText(part) : part));
  return `Basic ${Buffer.concat(parts).toString('base64')}`;
}

/**
 * authorizationOf is the value of that header for the user and password of a URL; undefined if it has
 * neither.
 */
export function authorizationOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  return basicAuthorization(percentDecoded(username), percentDecoded(password));
}

/** percentDecoded decodes percent-escapes to bytes; any other `%` is kept. */
export function percentDecoded(text: string): Buffer {
  const bytes = Buffer.from(text).toString('latin1');
  const byteOf = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16));
  return Buffer.from(bytes.replace(/%([0-9a-f]{2})/gi, byteOf), 'latin1');
}

/**
 * withNetrc makes a client that sends the credentials of a netrc file, over https only and if the request has
 * no `authorization`, as the go command does (cmd/go/internal/auth, loadCredential): a machine is a host,
 * with its port if the URL has one, and may include the beginning of a path.
 */
export function withNetrc(client: HttpClient, entries: readonly NetrcEntry[]): HttpClient {
  return {
    send(request) {
      const entry = entryFor(new URL(request.url), entries);
      if (entry === undefined || 'authorization' in request.headers) return client.send(request);
      const authorization = basicAuthorization(entry.login, entry.password);
      return client.send({ ...request, headers: { ...request.headers, authorization } });
    },
    close: () => client.close(),
  };
}

/** The entry for the longest prefix of the URL; of several for the same prefix, the first. */
function entryFor({ protocol, host, pathname }: URL, entries: readonly NetrcEntry[]): NetrcEntry | undefined {
  if (protocol !== 'https:') return undefined;
  const elements = `${host}${pathname.replace(/\/$/, '')}`.split('/');
  for (let length = elements.length; length > 0; length--) {
    const prefix = elements.slice(0, length).join('/');
    const entry = entries.find(({ machine }) => machine === prefix);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
