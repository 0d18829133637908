import { createServer, request as requestTo } from 'node:http';
import { listening } from './listening.ts';

/** ForwardProxy is a forward proxy for http that leads every host to one server on loopback. */
export interface ForwardProxy extends AsyncDisposable {
  readonly url: string;
  /** What was asked for, in order. */
  readonly asked: readonly URL[];
}

/** forwardProxy makes names real that no DNS knows: whatever host is asked for, `target` (`host:port`) answers. */
export async function forwardProxy(target: string): Promise<ForwardProxy> {
  const asked: URL[] = [];
  const { hostname, port } = new URL(`http://${target}`);
  const server = createServer((incoming, response) => {
    const { url = '', method, headers } = incoming;
    asked.push(new URL(url));
    // As it was sent: a signature covers it, byte by byte.
    const path = url.replace(/^http:\/\/[^/]*/i, '');
    const onward = requestTo({ hostname, port, path, method, headers, setHost: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  return { ...(await listening(server)), asked };
}
