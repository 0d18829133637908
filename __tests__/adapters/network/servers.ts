import type { Server } from 'node:http';
import type { Http2SecureServer } from 'node:http2';
import type { Server as TcpServer } from 'node:net';
import { type UndiciClientOptions, undiciClient } from '../../../src/adapters/network/client.ts';
import type { HttpClient } from '../../../src/ports/http-client.ts';
import { listening as listen } from '../../support/listening.ts';

export const never = new AbortController().signal;
export const noProxies = { httpProxy: '', httpsProxy: '', noProxy: '' };

/** listening has a server listen on loopback until its scope ends. */
export async function listening<S extends Server | TcpServer | Http2SecureServer>(
  server: S,
): Promise<S & AsyncDisposable & { port: number }> {
  return Object.assign(server, await listen(server));
}

/** client makes a client that is closed with its scope. */
export function client(options: Partial<UndiciClientOptions> = {}): HttpClient & AsyncDisposable {
  const made = undiciClient({ proxies: noProxies, ca: () => [], connections: 4, ...options });
  return { ...made, [Symbol.asyncDispose]: () => made.close() };
}

/** get asks for a URL. */
export const get = (http: HttpClient, url: string, headers: Record<string, string> = {}, signal = never) =>
  http.send({ url, headers, signal });

/** textOf reads a body to its end. */
export async function textOf({ body }: { body: AsyncIterable<Uint8Array> }): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
