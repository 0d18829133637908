import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { close, listen } from './ports.ts';

/** Twist is what a relay does with an answer instead of handing it on as it is. */
export type Twist =
  | {
      readonly kind: 'instead';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** In bytes a second, for this answer alone. */
  | { readonly kind: 'trickle'; readonly bytesPerSecond: number }
  /** One bit in the middle is another. */
  | { readonly kind: 'flip' };

/** Asked is a request as a relay sees it. */
export interface Asked {
  /** Decoded. */
  readonly path: string;
  /** 1 for the first request of this path. */
  readonly count: number;
}

/** Script says what a relay does with which answer. */
export type Script = (asked: Asked) => Twist | undefined;

/** RelayCounts is what passed a relay since it was last told where to relay to. */
export interface RelayCounts {
  readonly requests: number;
  /** Different paths that were asked for. */
  readonly paths: number;
  readonly bytes: number;
  readonly twisted: number;
  readonly connections: number;
}

/** Relay hands requests on to a module proxy, and can lie about its answers. It ends with its scope. */
export interface Relay extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Begins to count anew. */
  to(target: string, script?: Script): void;
  counts(): RelayCounts;
  /** Of the paths that were asked for, those for which this holds. */
  asked(holds: (path: string) => boolean): string[];
}

/** Certificate is what a relay needs to speak TLS, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** startRelay starts a relay, which speaks TLS when it is given a certificate. */
export async function startRelay(tls?: Certificate): Promise<Relay> {
  let target = '';
  let script: Script = () => undefined;
  const asked = new Map<string, number>();
  const counts = { requests: 0, bytes: 0, twisted: 0, connections: 0 };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://relay').pathname);
    const count = 1 + (asked.get(path) ?? 0);
    asked.set(path, count);
    counts.requests++;
    const twist = script({ path, count });
    if (twist !== undefined) counts.twisted++;
    const onBytes = (bytes: number) => {
      counts.bytes += bytes;
    };
    if (twist?.kind === 'instead') sendInstead(response, twist);
    else await handOn({ request, response, target, twist, onBytes });
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch(() => response.destroy());
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.on('connection', () => counts.connections++);
  const port = await listen(server);
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    to(next, nextScript = () => undefined) {
      target = next;
      script = nextScript;
      asked.clear();
      Object.assign(counts, { requests: 0, bytes: 0, twisted: 0, connections: 0 });
    },
    counts: () => ({ ...counts, paths: asked.size }),
    asked: (holds) => [...asked.keys()].filter(holds),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await close(server);
    },
  };
}

function sendInstead(response: ServerResponse, twist: Extract<Twist, { kind: 'instead' }>): void {
  const { status, body, headers = {} } = twist;
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: string;
  readonly twist: Exclude<Twist, { kind: 'instead' }> | undefined;
  readonly onBytes: (bytes: number) => void;
}

async function handOn({ request, response, target, twist, onBytes }: Exchange): Promise<void> {
  const { host: _, connection: __, ...headers } = request.headers;
  const onward = httpRequest(new URL(request.url ?? '/', target), { method: request.method, headers });
  response.on('close', () => onward.destroy());
  onward.end();
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    onward.on('response', resolve).on('error', reject);
  });
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  await pipeline(answer, twisted(answer, twist, onBytes), response);
}

function twisted(answer: Readable & IncomingMessage, twist: Exchange['twist'], onBytes: Exchange['onBytes']) {
  const size = Number(answer.headers['content-length'] ?? 0);
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _, done: TransformCallback) {
      onBytes(chunk.length);
      const bytes = Buffer.from(chunk);
      const at = Math.floor(size / 2) - passed;
      if (twist?.kind === 'flip' && at >= 0 && at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ 1;
      passed += bytes.length;
      if (twist?.kind !== 'trickle') return done(null, bytes);
      slowly(this, bytes, twist.bytesPerSecond).then(() => done(), done);
    },
  });
}

async function slowly(out: Transform, bytes: Buffer, bytesPerSecond: number): Promise<void> {
  const piece = Math.max(1, Math.ceil(bytesPerSecond / 4));
  for (let at = 0; at < bytes.length && !out.destroyed; at += piece) {
    out.push(bytes.subarray(at, at + piece));
    await pause(250);
  }
}
