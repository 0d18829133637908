import type { Clock } from '../ports/clock.ts';
import type { HttpClient, HttpResponse } from '../ports/http-client.ts';
import { withDeadline } from '../resilience/deadline.ts';
import { lowSpeed } from '../resilience/low-speed.ts';
import { withWatchdog } from '../resilience/watchdog.ts';
import { answerFailure } from './answer-failure.ts';
import type { OnEvent } from './events.ts';
import { asFailure, FetchFailure } from './failure.ts';
import type { Requester } from './host-health.ts';
import type { PartialBody } from './partial-body.ts';
import { laneOf, type RequestedFile } from './requested-file.ts';
import { knownFailure, type Server } from './servers.ts';
import type { Spool } from './spool.ts';
import { type Upstream, urlOf } from './upstream.ts';

/** FileRequest is a file, and the upstream to request it from. */
export interface FileRequest extends Requester {
  readonly file: RequestedFile;
  readonly upstream: Upstream;
}

/** Transfer is one attempt to get a file, or what is still missing of it. */
export interface Transfer {
  readonly request: FileRequest;
  readonly server: Server;
  /** Takes in the body, after what earlier attempts left there. */
  readonly spool: Spool;
  readonly partial: PartialBody;
  /** Counted from 1. */
  readonly attempt: number;
  /** How often this file has stalled before. */
  readonly stalls: number;
}

/** TransferContext is what a transfer needs of the world. */
export interface TransferContext {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** Bytes per second below which a transfer counts as stalled. */
const speedFloor = 2000;

/**
 * transfer waits for a slot, sends the request, and takes in the body: the answer has to begin within the
 * server's timeout, and no pause in it may be longer. Throws FetchFailure or the signal's reason; what came
 * before stays in the spool.
 */
export async function transfer(job: Transfer, context: TransferContext): Promise<void> {
  const { request, server } = job;
  const { limiter, health } = server.host;
  for (let done = false; !done; ) {
    await health.waitForProbe(request, context.signal);
    done = await limiter.run(request.demand, context.signal, () => transferInSlot(job, context));
  }
}

/**
 * False when another request began to probe the host meanwhile: the slot is given back, and this one waits
 * on.
 */
async function transferInSlot(job: Transfer, context: TransferContext): Promise<boolean> {
  const { request, server } = job;
  const known = knownFailure(server, request);
  if (known !== undefined) throw known;
  if (server.host.health.mustWait(request)) return false;
  if (request.hasFallback && !server.circuit.allows(request.file)) throw server.circuit.skipped();
  try {
    await exchange(job, context);
    return true;
  } catch (error) {
    const failure = asFailure(error);
    // Before the next request gets the slot.
    if (failure instanceof FetchFailure) {
      server.host.health.failed(request, failure);
      server.login.failed(failure);
    }
    throw failure;
  }
}

async function exchange(job: Transfer, context: TransferContext): Promise<void> {
  const { request, server, stalls } = job;
  const { clock, signal: parent } = context;
  const timeout = server.timeout[laneOf(request.file)];
  const response = await firstAnswer(job, context);
  const stallTimeout = timeout.forBody(stalls);
  await withWatchdog({ stallTimeout, clock, parent }, ({ signal, progress }) => {
    const alive = lowSpeed((speedFloor * stallTimeout) / 1000, progress);
    return receive(job, context, { response, signal, alive });
  });
}

/**
 * Sends the request. The answer has begun when this resolves; everyone who learns from that has been told.
 */
async function firstAnswer(job: Transfer, context: TransferContext): Promise<HttpResponse> {
  const { request, server, attempt, stalls } = job;
  const { file, upstream, hasFallback } = request;
  const { clock, signal: parent, onEvent } = context;
  const timeout = server.timeout[laneOf(file)];
  onEvent({ kind: 'attempt', file, host: upstream.host, attempt });
  const start = clock.now();
  const ms = () => timeout.forFirstByte(stalls);
  const answer = (within: AbortSignal) =>
    withDeadline({ ms, clock, parent: within }, (signal) => send(job, context.http, signal));
  const response = hasFallback
    ? await server.circuit.abortWhenOpened(file, parent, answer)
    : await answer(parent);
  const firstByte = clock.now() - start;
  server.host.health.answered(response.status);
  server.login.answered(response.status);
  timeout.measured(firstByte);
  onEvent({ kind: 'first-byte', file, host: upstream.host, ms: firstByte });
  return response;
}

function send(
  { request: { upstream, file }, partial }: Transfer,
  http: HttpClient,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const authorization = upstream.authorization === undefined ? {} : { authorization: upstream.authorization };
  // A compressed body could not be resumed.
  const headers = { 'accept-encoding': 'identity', ...authorization, ...partial.headers() };
  return http.send({ url: urlOf(upstream, file), headers, signal });
}

interface Reception {
  readonly response: HttpResponse;
  readonly signal: AbortSignal;
  readonly alive: (bytes: number) => void;
}

async function receive(
  { request: { file, upstream }, spool, partial }: Transfer,
  { clock, onEvent }: TransferContext,
  { response, signal, alive }: Reception,
): Promise<void> {
  const { host } = upstream;
  const end = () => response.discard(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  try {
    if (response.status !== 200 && response.status !== 206) throw await answerFailure(response, clock.now());
    const from = spool.size;
    if (await partial.begin(response)) onEvent({ kind: 'resumed', file, host, from });
    for await (const chunk of response.body) {
      alive(chunk.length);
      onEvent({ kind: 'received', file, host, bytes: chunk.length });
      await spool.write(chunk);
    }
    await partial.end();
  } finally {
    signal.removeEventListener('abort', end);
    response.discard();
  }
}
