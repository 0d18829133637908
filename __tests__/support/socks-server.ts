import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { listening } from './listening.ts';

/** SocksServer is a SOCKS5 server that leads every host to one port on loopback. */
export interface SocksServer extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** The hosts that were asked for, `host:port`, in order, and by whom: `user:password` in hex, or nobody. */
  readonly asked: readonly { readonly host: string; readonly login: string | undefined }[];
}

/** SocksOptions says how the server answers. */
export interface SocksOptions {
  /** The port that every host leads to. */
  readonly target: number;
  /** Whether only those with a login come in; `refuse` lets none in. */
  readonly login?: 'none' | 'needed' | 'refuse';
  /** The reply to the request for a connection (RFC 1928, section 6); 0: it is made. */
  readonly reply?: number;
}

/** socksServer speaks just enough SOCKS5 (RFC 1928, RFC 1929), each message in one piece. */
export async function socksServer({ target, login = 'none', reply = 0 }: SocksOptions): Promise<SocksServer> {
  const asked: { host: string; login: string | undefined }[] = [];
  const serve = async (client: Socket) => {
    const next = async (): Promise<Buffer> => (await once(client, 'data'))[0];
    const methods = (await next()).subarray(2);
    let user: string | undefined;
    if (login === 'none') client.write(Buffer.of(5, 0));
    else if (!methods.includes(2)) return void client.end(Buffer.of(5, 0xff));
    else {
      client.write(Buffer.of(5, 2));
      const message = await next();
      const name = message.subarray(2, 2 + (message[1] ?? 0));
      const password = message.subarray(3 + name.length);
      user = `${name.toString()}:${password.toString()}`;
      if (login === 'refuse') return void client.end(Buffer.of(1, 1));
      client.write(Buffer.of(1, 0));
    }
    const request = await next();
    asked.push({ host: hostOf(request), login: user });
    const bound = Buffer.of(5, reply, 0, 1, 0, 0, 0, 0, 0, 0);
    if (reply !== 0) return void client.end(bound);
    const onward = connect(target, '127.0.0.1', () => {
      client.write(bound);
      onward.pipe(client).pipe(onward);
    }).on('error', () => client.destroy());
    client.on('close', () => onward.destroy());
  };
  const server = createServer((client) => void serve(client).catch(() => client.destroy()));
  return { ...(await listening(server)), asked };
}

function hostOf(request: Buffer): string {
  const type = request[3];
  const port = request.readUInt16BE(request.length - 2);
  if (type === 1) return `${request.subarray(4, 8).join('.')}:${port}`;
  if (type === 3) return `${request.subarray(5, request.length - 2).toString()}:${port}`;
  return `[${request.subarray(4, 20).toString('hex')}]:${port}`;
}
