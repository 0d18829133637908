import { once } from 'node:events';
import type { Socket } from 'node:net';
import { authorizationOf } from '../../http/credentials.ts';
import { userAgent } from './user-agent.ts';

/** How much of the head of a response is read, in bytes; some proxies put long tokens into it. */
const headMax = 256 * 1024;

/** TunnelResponse is the response of a forward proxy to a request for a tunnel. */
export interface TunnelResponse {
  readonly status: number;
  /** The reason phrase, often empty; some proxies name their policy in it. */
  readonly reason: string;
}

/**
 * askForTunnel asks a forward proxy for a tunnel (RFC 9110, section 9.3.6) with the user and password of its
 * URL. Returns undefined if the response is not HTTP. Rejects as the socket does, or with the signal's
 * reason.
 */
export async function askForTunnel(
  socket: Socket,
  proxy: URL,
  authority: string,
  signal: AbortSignal,
): Promise<TunnelResponse | undefined> {
  const authorization = authorizationOf(proxy);
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    `User-Agent: ${userAgent}`,
    ...(authorization === undefined ? [] : [`Proxy-Authorization: ${authorization}`]),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const head = await headFrom(socket, signal);
  const groups = /^HTTP\/1\.\d (?<status>\d{3})(?: (?<reason>[^\r\n]*))?\r?\n/.exec(head)?.groups;
  if (groups?.['status'] === undefined) return undefined;
  return { status: Number(groups['status']), reason: groups['reason']?.trim() ?? '' };
}

/** Not in flowing mode, in which the handshake that follows would miss the bytes after the head. */
async function headFrom(socket: Socket, signal: AbortSignal): Promise<string> {
  let head = '';
  while (!/\n\r?\n/.test(head) && head.length < headMax) {
    const chunk: unknown = socket.read();
    if (Buffer.isBuffer(chunk)) head += chunk.toString('latin1');
    else if (socket.readableEnded || socket.destroyed) break;
    else await Promise.race([once(socket, 'readable', { signal }), once(socket, 'end', { signal })]);
  }
  return head;
}
