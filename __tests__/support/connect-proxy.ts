import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listening } from './listening.ts';

/** ConnectProxy is a forward proxy that leads every host to one server on loopback. */
export interface ConnectProxy extends AsyncDisposable {
  readonly url: string;
  /** The hosts that were asked for, `host:port`, in order. */
  readonly asked: readonly string[];
}

/** connectProxy makes names real that no DNS knows: whatever host is asked for, `target` (`host:port`) answers. */
export async function connectProxy(target: string): Promise<ConnectProxy> {
  const asked: string[] = [];
  const server = createServer((_request, response) => response.writeHead(501).end());
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '');
    const { hostname, port } = new URL(`http://${target}`);
    const onward = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(client).pipe(onward);
    });
    client.on('close', () => onward.destroy());
    onward.on('error', () => client.destroy());
  });
  return { ...(await listening(server)), asked };
}
