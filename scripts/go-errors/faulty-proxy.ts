import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import type { BuiltModule } from '../../__tests__/support/goproxy-module.ts';
import { escapePath, escapeVersion } from '../../src/go/module.ts';

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

/** Tls is the certificate that a server has, as PEM. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

/**
 * faultyProxy serves modules at `/PATH`, and at `/f/FAULT@KIND/PATH` with that fault in what is of that kind (`zip`, `mod`, `info`,
 * `sumdb` or `all`). It returns its port.
 */
export async function faultyProxy(modules: readonly BuiltModule[], tls?: Tls): Promise<number> {
  const files = filesOf(modules);
  const listener = (request: Request, response: Response) => answer(files, request, response);
  return listening(
    tls === undefined ? createServer(listener) : createSecureServer({ ...tls, allowHTTP1: true }, listener),
  );
}

/** listening starts a server on loopback that does not keep the process alive, and returns its port. */
export async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return (server.address() as AddressInfo).port;
}

/** filesOf lists what a proxy with these modules serves, by its path. */
export function filesOf(modules: readonly BuiltModule[]): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const { path, version, info, mod, zip } of modules) {
    const at = `${escapePath(path)}/@v/`;
    files.set(`${at}list`, Buffer.from(`${files.get(`${at}list`) ?? ''}${version}\n`));
    for (const [kind, bytes] of Object.entries({ info, mod, zip })) {
      files.set(`${at}${escapeVersion(version)}.${kind}`, bytes);
    }
  }
  return files;
}

function answer(files: ReadonlyMap<string, Buffer>, request: Request, response: Response): void {
  const url = request.url ?? '/';
  const {
    fault = '',
    kind = '',
    rest = url.slice(1),
  } = /^\/f\/(?<fault>[^@]+)@(?<kind>\w+)\/(?<rest>.*)$/.exec(url)?.groups ?? {};
  const file = rest.replace(/\?.*/, '');
  const isHit = kind === 'all' || file.endsWith(`.${kind}`) || file.startsWith(`${kind}/`);
  const body = files.get(decodeURIComponent(file));
  const named = fault.startsWith('status-') ? 'status' : fault;
  const fail = isHit ? faults[named] : undefined;
  if (fail !== undefined) fail({ request, response, body: body ?? Buffer.from('nothing'), fault, file });
  else if (body !== undefined) response.end(body);
  else send(response, 404, `not found: ${file}\n`);
}

interface Failing {
  readonly request: Request;
  readonly response: Response;
  /** What the right answer would be. */
  readonly body: Buffer;
  readonly fault: string;
  readonly file: string;
}

const faults: Readonly<Record<string, (failing: Failing) => void>> = {
  eof0: ({ request }) => request.socket.end(),
  rst0: ({ request }) => request.socket.resetAndDestroy(),
  rst: ({ request, response, body }) => half(response, body, () => request.socket.resetAndDestroy()),
  trunc: ({ request, response, body }) => half(response, body, () => breakOff(request, response)),
  chunktrunc: ({ request, response, body }) => {
    write(response, body.subarray(0, body.length / 2), () => breakOff(request, response));
  },
  longcl: ({ request, response, body }) => {
    response.setHeader('content-length', body.length + 100);
    write(response, body, () => breakOff(request, response));
  },
  shortok: ({ response, body }) => response.end(body.subarray(0, body.length / 2)),
  empty200: ({ response }) => response.end(),
  garbage: ({ response }) => response.end('this is not what was asked for\n'),
  stall: ({ response, body }) => half(response, body, () => undefined),
  redirok: ({ response, file }) => {
    response.setHeader('location', `/${file}`);
    send(response, 302, '');
  },
  status: ({ response, fault, file }) => {
    const [, code, form] = fault.split('-');
    const text = { html: '<html><body>no</body></html>', empty: '' }[form ?? ''];
    if (form === 'html') response.setHeader('content-type', 'text/html');
    send(response, Number(code), text ?? `server says ${code} for ${file}\n`);
  },
};

function send(response: Response, status: number, body: string): void {
  response.statusCode = status;
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'text/plain; charset=utf-8');
  if ('statusMessage' in response && !('stream' in response))
    response.statusMessage = STATUS_CODES[status] ?? '';
  response.end(body);
}

function half(response: Response, body: Buffer, then: () => void): void {
  response.setHeader('content-length', body.length);
  write(response, body.subarray(0, body.length / 2), then);
}

/** The two kinds of answers have the same method, in types that are not the same. */
function write(response: Response, bytes: Buffer, then: () => void): void {
  if ('stream' in response) response.write(bytes, 'utf8', () => setTimeout(then, 50));
  else response.write(bytes, () => setTimeout(then, 50));
}

/** HTTP/2 has an error for it, HTTP/1.1 a closed connection. */
function breakOff(request: Request, response: Response): void {
  if ('stream' in response) (response as Http2ServerResponse).stream.close(2);
  else request.socket.end();
}
