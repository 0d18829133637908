import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { close, listen } from './ports.ts';

/** Names is an HTTP proxy that knows names nobody else knows. It ends with its scope. */
export interface Names extends AsyncDisposable {
  readonly port: number;
  /** Requests and tunnels so far. */
  count(): number;
}

/**
 * startNames starts an HTTP proxy for the proxies that are tested to ask: what the go command and we take for another
 * machine is a port of loopback behind it. `ports` maps `host:port`.
 */
export async function startNames(ports: Readonly<Record<string, number>>): Promise<Names> {
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    count++;
    forward(ports, request, response);
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    count++;
    tunnel(ports[request.url ?? ''], socket, sockets);
  });
  const port = await listen(server);
  return {
    port,
    count: () => count,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await close(server);
    },
  };
}

function forward(
  ports: Readonly<Record<string, number>>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const port = ports[`${url.hostname}:${url.port || '80'}`];
  if (port === undefined) return void response.writeHead(502).end(`no such host: ${url.host}\n`);
  const { method, headers } = request;
  const onward = httpRequest(
    { host: '127.0.0.1', port, path: url.pathname + url.search, method, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => response.destroy()).pipe(response);
    },
  );
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

function tunnel(port: number | undefined, socket: Socket, sockets: Set<Socket>): void {
  if (port === undefined) return void socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
  sockets.add(socket);
  const onward = connect(port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    onward.pipe(socket).pipe(onward);
  });
  onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  socket.on('error', () => onward.destroy());
  socket.on('close', () => {
    sockets.delete(socket);
    onward.destroy();
  });
}

/** Door counts the connections to a port that it hands on. It ends with its scope. */
export interface Door extends AsyncDisposable {
  readonly port: number;
  /** Connections so far. */
  count(): number;
  /** Connections that have not been ended by whoever opened them. */
  open(): number;
}

/** openDoor opens a door to a port of loopback; to none: one where everybody is let in and nobody is answered. */
export async function openDoor(port?: number): Promise<Door> {
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    count++;
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    if (port === undefined) return void socket.resume();
    const onward = connect(port, '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  return {
    port: await listen(server),
    count: () => count,
    open: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await close(server);
    },
  };
}
