import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** LoopbackServer is an HTTP server protected by a secret path. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT/SECRET`. */
  readonly url: string;
  /** Closes every connection and the port, and waits for the handlers to end. */
  close(): Promise<void>;
}

/**
 * Handler answers a GET or HEAD; `path` is the part after the URL of the server, without a query. It must not
 * reject.
 */
export type Handler = (path: string, response: ServerResponse) => Promise<void>;

/**
 * startLoopbackServer listens on 127.0.0.1 at a free port. Other users of the machine can connect to it, and
 * a page in a browser may try (DNS rebinding): a request without the secret in its path, or with another
 * Host, gets an empty 404.
 */
export async function startLoopbackServer(handler: Handler): Promise<LoopbackServer> {
  const secret = `/${randomBytes(16).toString('hex')}`;
  const answering = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const path = admitted(request, `127.0.0.1:${portOf(server.address())}`, secret);
    if (path === undefined) response.writeHead(404).end();
    else if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405).end();
    else {
      const answer = handler(path, response).finally(() => answering.delete(answer));
      answering.add(answer);
    }
  });
  // The go command keeps connections longer than Node does by default, and must not write into a closing one.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server.address())}${secret}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await Promise.all(answering);
    },
  };
}

function admitted({ url = '', headers }: IncomingMessage, host: string, secret: string): string | undefined {
  const [path = ''] = url.split('?');
  return headers.host === host && path.startsWith(`${secret}/`) ? path.slice(secret.length + 1) : undefined;
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('the server is not listening');
  return address.port;
}
