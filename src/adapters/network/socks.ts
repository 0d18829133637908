import { isUtf8 } from 'node:buffer';
import type { Socket } from 'node:net';
import { SocksClient } from 'socks';
import { messageOf } from '../../errors.ts';
import { percentDecoded } from '../../http/credentials.ts';
import { TransportError } from '../../ports/transport-error.ts';
import type { Endpoint } from './dial.ts';
import { proxyEndpoint } from './proxy-url.ts';

/** In ms. */
const timeout = 30_000;

/**
 * askSocksServer asks a SOCKS5 server (RFC 1928, RFC 1929) to connect to a host, with the user and password
 * of its URL. The server looks up the name. Rejects with TransportError or the signal's reason, and closes
 * the socket then.
 */
export async function askSocksServer(
  socket: Socket,
  proxy: URL,
  to: Endpoint,
  signal: AbortSignal,
): Promise<Socket> {
  const end = () => void socket.destroy();
  signal.addEventListener('abort', end, { once: true });
  const { host, port } = proxyEndpoint(proxy);
  const [user, pass] = [percentDecoded(proxy.username), percentDecoded(proxy.password)];
  if (!isUtf8(user) || !isUtf8(pass)) throw notUtf8(socket);
  const [userId, password] = [user.toString(), pass.toString()];
  try {
    const connection = await SocksClient.createConnection({
      proxy: { host, port, type: 5, ...(userId ? { userId, password } : {}) },
      command: 'connect',
      destination: to,
      existing_socket: socket,
      timeout,
    });
    return connection.socket;
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    const said = `${to.host} (${messageOf(error).replace(/^Socks5 /, '')})`;
    throw /authenticat|NotAllowed/i.test(said)
      ? new TransportError('proxy-refused', `the SOCKS proxy refused ${said}`, error)
      : new TransportError('proxy-failed', `the SOCKS proxy failed for ${said}`, error);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** The package encodes text as UTF-8. Go sends any bytes, so it may succeed. */
function notUtf8(socket: Socket): TransportError {
  socket.destroy();
  return new TransportError('broken', 'the login for the SOCKS proxy is not UTF-8');
}
