import type { Clock } from '../ports/clock.ts';
import type { HttpClient, HttpResponse } from '../ports/http-client.ts';
import { withDeadline } from '../resilience/deadline.ts';
import { lowSpeed } from '../resilience/low-speed.ts';
import { withWatchdog } from '../resilience/watchdog.ts';
import { answerFailure } from './answer-failure.ts';
import type { OnEvent } from './events.ts';
import { asFailure, FetchFailure } from './failure.ts';
import { abortWhenOpened, type Host, laneOf, mayAsk } from './host.ts';
import type { Requester } from './host-health.ts';
import type { PartialBody } from './partial-body.ts';
import type { RequestedFile } from './requested-file.ts';
import type { Spool } from './spool.ts';
import { type Upstream, urlOf } from './upstream.ts';

/** Transfer is one attempt to get a file, or what is still missing of it, from one upstream. */
export interface Transfer {
  readonly file: RequestedFile;
  readonly upstream: Upstream;
  readonly host: Host;
  readonly requester: Requester;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  readonly spool: Spool;
  readonly partial: PartialBody;
  /** How often the host has been silent on this file before. */
  readonly stalls: number;
}

/** TransferPorts is what a transfer needs of the world. */
export interface TransferPorts {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** Bytes per second below which a transfer counts as silent. */
const speedFloor = 2000;

/**
 * transfer waits for a place, asks, and takes in the body: the answer has to begin within the timeout of the host, and there
 * must be no pause in it longer than that. Throws FetchFailure or the signal's reason; what came before stays in the spool.
 */
export async function transfer(job: Transfer, ports: TransferPorts): Promise<void> {
  const { requester, host } = job;
  for (let done = false; !done; ) {
    await host.health.wait(requester, ports.signal);
    done = await host.limiter.run(requester.demand, ports.signal, async () => {
      // Much can have become clear about the host while this waited; who has to wait on gives the place back.
      const known = host.health.failureFor(requester);
      if (known !== undefined) throw known;
      if (host.health.mustWait(requester)) return false;
      if (requester.hasFallback && !mayAsk(host, job.file)) throw new FetchFailure({ kind: 'circuit-open' });
      await heeded(job, exchange(job, ports));
      return true;
    });
  }
}

/** Tells the host's verdict of a failure before the next one has the place. */
async function heeded({ requester, host }: Transfer, exchanged: Promise<void>): Promise<void> {
  try {
    await exchanged;
  } catch (error) {
    const failure = asFailure(error);
    if (failure instanceof FetchFailure) host.health.failed(requester, failure);
    throw failure;
  }
}

async function exchange(job: Transfer, ports: TransferPorts): Promise<void> {
  const { requester, attempt, file, host, upstream, stalls } = job;
  const { clock, signal: parent, onEvent } = ports;
  const timeout = host.timeout[laneOf(file)];
  onEvent({ kind: 'attempt', file, host: upstream.host, attempt });
  const asked = clock.now();
  const ms = () => timeout.forFirstByte(stalls);
  const answer = (within: AbortSignal) =>
    withDeadline({ ms, clock, parent: within }, (signal) => ask(job, ports, signal));
  const response = requester.hasFallback
    ? await abortWhenOpened(
        host,
        file,
        { parent, reason: new FetchFailure({ kind: 'circuit-open' }) },
        answer,
      )
    : await answer(parent);
  const firstByte = clock.now() - asked;
  host.health.answered(response.status);
  timeout.measured(firstByte);
  onEvent({ kind: 'first-byte', file, host: upstream.host, ms: firstByte });
  const stallTimeout = timeout.forBody(stalls);
  await withWatchdog({ stallTimeout, clock, parent }, ({ signal, progress }) =>
    receive(job, ports, {
      response,
      signal,
      alive: lowSpeed((speedFloor * stallTimeout) / 1000, progress),
    }),
  );
}

function ask(
  { upstream, file, partial }: Transfer,
  { http }: TransferPorts,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const authorization = upstream.authorization === undefined ? {} : { authorization: upstream.authorization };
  // Compressed on the way, a file could not be carried on from where it broke off.
  const headers = { 'accept-encoding': 'identity', ...authorization, ...partial.headers() };
  return http.send({ url: urlOf(upstream, file), headers, signal });
}

interface Reception {
  readonly response: HttpResponse;
  readonly signal: AbortSignal;
  readonly alive: (bytes: number) => void;
}

async function receive(
  { file, upstream: { host }, spool, partial }: Transfer,
  { clock, onEvent }: TransferPorts,
  { response, signal, alive }: Reception,
): Promise<void> {
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
