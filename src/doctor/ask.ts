import type { Clock } from '../ports/clock.ts';
import type { HttpClient, HttpResponse } from '../ports/http-client.ts';
import { TransportError } from '../ports/transport-error.ts';
import { DeadlineExceeded, withDeadline } from '../resilience/deadline.ts';
import type { Reply } from './facts.ts';

/** AskPorts is what a request needs from outside. */
export interface AskPorts {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The timeout of a response, in ms. */
  readonly deadline: number;
}

/** Question is one request; `asked` describes it for people. */
export interface Question {
  readonly url: string;
  readonly asked: string;
  readonly authorization: string | undefined;
}

/**
 * ask sends one request and reads up to a megabyte of the response. Rejects only with the signal's reason.
 */
export async function ask({ url, asked, authorization }: Question, ports: AskPorts): Promise<Reply> {
  const start = ports.clock.now();
  try {
    return await within(ports, async (signal) => {
      const headers = authorization === undefined ? {} : { authorization };
      const response = await ports.http.send({ url, headers, signal });
      const firstByte = ports.clock.now() - start;
      await read(response, ports.clock);
      return { kind: 'answered', asked, status: response.status, firstByte, speed: undefined };
    });
  } catch (error) {
    ports.signal.throwIfAborted();
    if (error instanceof DeadlineExceeded) return { kind: 'timeout', asked, ms: error.ms };
    if (error instanceof TransportError) return broken(asked, error);
    throw error;
  }
}

/**
 * measureSpeed downloads up to a megabyte of a file; undefined if it does not exist or the download breaks
 * off.
 */
export async function measureSpeed(
  { url, authorization }: Question,
  ports: AskPorts,
): Promise<{ bytes: number; ms: number } | undefined> {
  try {
    return await within(ports, async (signal) => {
      const start = ports.clock.now();
      const headers = authorization === undefined ? {} : { authorization };
      const response = await ports.http.send({ url, headers, signal });
      const bytes = await read(response, ports.clock);
      const ms = ports.clock.now() - start;
      return response.status === 200 && bytes > 0 ? { bytes, ms } : undefined;
    });
  } catch (error) {
    ports.signal.throwIfAborted();
    if (error instanceof DeadlineExceeded || error instanceof TransportError) return undefined;
    throw error;
  }
}

function within<T>({ deadline, clock, signal }: AskPorts, body: (signal: AbortSignal) => Promise<T>) {
  return withDeadline({ ms: deadline, clock, parent: signal }, body);
}

/** Enough to measure the speed. */
const bytesMax = 1_000_000;
const readingMax = 2000;

async function read(response: HttpResponse, clock: Clock): Promise<number> {
  const start = clock.now();
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes < bytesMax && clock.now() - start < readingMax) continue;
    response.discard();
    break;
  }
  return bytes;
}

function broken(asked: string, { message, fault }: TransportError): Reply {
  const status = /\((?<status>\d{3})\)/.exec(message)?.groups?.['status'];
  const isProxy = fault === 'proxy-refused' && status !== undefined;
  return { kind: 'broken', asked, detail: message, ...(isProxy && { fromForwardProxy: Number(status) }) };
}
