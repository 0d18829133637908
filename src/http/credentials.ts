import type { HttpClient } from '../ports/http-client.ts';
import type { NetrcEntry } from './netrc.ts';

/** basicAuthorization is the header of RFC 7617; bytes stay as they are, text becomes UTF-8. */
export function basicAuthorization(user: string | Uint8Array, password: string | Uint8Array): string {
  const parts = [user, ':', password].map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
  return `Basic ${Buffer.concat(parts).toString('base64')}`;
}

/** authorizationOf is the header for the user and password of a URL; undefined where it has neither. */
export function authorizationOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  return basicAuthorization(percentDecoded(username), percentDecoded(password));
}

/** percentDecoded reads percent-escapes as the bytes that they stand for; a `%` that begins none stays. */
export function percentDecoded(text: string): Buffer {
  const bytes = Buffer.from(text).toString('latin1');
  const byteOf = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16));
  return Buffer.from(bytes.replace(/%([0-9a-f]{2})/gi, byteOf), 'latin1');
}

/**
 * withNetrc makes a client that authenticates itself to the machines of a netrc file, over https only and where the
 * request does not bring an `authorization` of its own, as the go command does (cmd/go/internal/auth, loadCredential): a
 * machine is a host, with its port where the URL has one, and may even be the beginning of a path.
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

/** The longest prefix of the URL that is a machine; of entries for the same one the first. */
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
