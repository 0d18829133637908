import { once } from 'node:events';
import type { Socket } from 'node:net';
import { basicAuthorization } from '../../http/credentials.ts';
import { ProbeFailure } from './failure.ts';

/** The head of an answer that is longer than this, in bytes, is none. */
const headMax = 16 * 1024;

/**
 * askForTunnel asks a forward proxy for a tunnel (RFC 9110, section 9.3.6) with the user and the password of its URL, and
 * returns the status of its answer. Throws ProbeFailure for what is no HTTP.
 */
export async function askForTunnel(
  socket: Socket,
  proxy: URL,
  authority: string,
  signal: AbortSignal,
): Promise<number> {
  const [user = '', password = ''] = [proxy.username, proxy.password].map(decodeURIComponent);
  const login = basicAuthorization(user, password);
  const authorization = user === '' && password === '' ? '' : `Proxy-Authorization: ${login}\r\n`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${authorization}\r\n`);
  const status = /^HTTP\/1\.[01] (?<status>\d{3})/.exec(await headFrom(socket, signal))?.groups?.['status'];
  if (status === undefined) throw new ProbeFailure('broken', 'the server is not an HTTP proxy');
  return Number(status);
}

/** Read by hand: in flowing mode, what comes behind the head would be lost to the handshake that follows. */
async function headFrom(socket: Socket, signal: AbortSignal): Promise<string> {
  let head = '';
  while (!head.includes('\r\n\r\n') && head.length < headMax) {
    const chunk: unknown = socket.read();
    if (Buffer.isBuffer(chunk)) head += chunk.toString('latin1');
    else if (socket.readableEnded || socket.destroyed) break;
    else await Promise.race([once(socket, 'readable', { signal }), once(socket, 'end', { signal })]);
  }
  return head;
}
