import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** listen starts a server on a port of loopback that is free, and returns the port. */
export async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on loopback has a port');
  return address.port;
}

/** freePort finds a port that nobody listens on; for programs that have to be told one. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await close(server);
  return port;
}

/** close ends a server; connections have to be ended before. */
export async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

/** waitForPort resolves as soon as somebody listens, and rejects after `limit` ms. */
export async function waitForPort(port: number, limit = 20_000): Promise<void> {
  const deadline = performance.now() + limit;
  while (!(await answers(port))) {
    if (performance.now() > deadline) throw new Error(`nobody listens on ${port} after ${limit} ms`);
    await pause(20);
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
