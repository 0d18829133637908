import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** ConnectProxy is a forward proxy that leads every host to one server on loopback. */
export interface ConnectProxy extends AsyncDisposable {
  readonly url: string;
  /** The hosts that were asked for, `host:port`, in order. */
  readonly asked: readonly string[];
}

/** connectProxy makes names real that no DNS knows: whatever host is asked for, `target` (`host:port`) answers. */
export async function connectProxy(target: string): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(501).end());
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '');
    const { hostname, port } = new URL(`http://${target}`);
    const onward = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(client).pipe(onward);
    });
    sockets.add(onward);
    for (const socket of [client, onward]) socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
