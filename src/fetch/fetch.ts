import { retry } from '../resilience/retry.ts';
import { asFailure, FetchFailure } from './failure.ts';
import { PartialBody } from './partial-body.ts';
import type { RequestedFile } from './requested-file.ts';
import { type RetryContext, RetryState } from './retry-state.ts';
import { isKnown, knownFailure, type Server, type Servers } from './servers.ts';
import type { Content, Spool } from './spool.ts';
import { type FileRequest, type TransferContext, transfer } from './transfer.ts';
import type { Verifier } from './verify.ts';

/** FetchContext is what all fetches of a run share. */
export interface FetchContext extends TransferContext, RetryContext {
  readonly servers: Servers;
  readonly spoolFor: (file: RequestedFile) => Spool;
  readonly verifier: Verifier;
  /** How often a file is requested from one upstream, at most. */
  readonly attempts: number;
}

/** FetchRequest is one file to fetch from one upstream. With a fallback available, timeouts are shorter. */
export interface FetchRequest extends FileRequest {
  /** How often each wrong hash has come for this file, from any upstream. */
  readonly wrongHashes: Map<string, number>;
}

/** Fetch is a fetch under way. */
interface Fetch {
  readonly request: FetchRequest;
  readonly server: Server;
  readonly spool: Spool;
  readonly partial: PartialBody;
  readonly retries: RetryState;
}

/**
 * fetchFrom gets a file from one upstream: transferred as often as the limits allow, resumed where it was
 * interrupted, and checked. Throws FetchFailure, or the signal's reason.
 */
export async function fetchFrom(context: FetchContext, request: FetchRequest): Promise<Content> {
  const { file, upstream, hasFallback } = request;
  const { attempts, verifier, clock, onEvent, signal } = context;
  const server = context.servers.of(upstream);
  const known = knownFailure(server, request);
  if (known !== undefined) throw known;
  if (hasFallback && server.circuit.isOpenFor(file)) throw server.circuit.skipped();

  const spool = context.spoolFor(file);
  const partial = new PartialBody(spool, verifier.expectedHash(file) !== undefined);
  const retries = new RetryState(request, server, context);
  const fetch: Fetch = { request, server, spool, partial, retries };
  let content: Content | undefined;
  try {
    const { pauseAfter } = retries;
    content = await retry({ attempts, pauseAfter, clock, signal }, (attempt) =>
      attemptOnce(fetch, context, attempt),
    );
    server.host.budget.succeeded();
    server.circuit.succeeded(file);
    onEvent({ kind: 'fetched', file, host: upstream.host, bytes: spool.size });
    return content;
  } catch (error) {
    server.host.health.ended(request, error);
    throw error;
  } finally {
    await spool.close(content !== undefined);
  }
}

/** Gets the file, or what is missing of it. A failure is counted before it is thrown. */
async function attemptOnce(fetch: Fetch, context: FetchContext, attempt: number): Promise<Content> {
  const { partial, retries, server } = fetch;
  try {
    return await getOrMend(fetch, context, attempt);
  } catch (error) {
    const failure = asFailure(error);
    if (failure instanceof FetchFailure && !isKnown(server, failure)) {
      failure.attempts = attempt;
      retries.failed(failure);
      if (failure.kind === 'invalid') await partial.reset();
    }
    throw failure;
  }
}

/**
 * Where only some of the bytes are wrong, these are requested again, at once. If that does not help, the
 * attempt failed.
 */
async function getOrMend(fetch: Fetch, context: FetchContext, attempt: number): Promise<Content> {
  const { file, upstream, hasFallback } = fetch.request;
  try {
    return await get(fetch, context, attempt);
  } catch (error) {
    if (!(error instanceof FetchFailure) || error.wrong === undefined || hasFallback) throw error;
    if (!(await fetch.partial.reopen(error.wrong))) throw error;
    context.onEvent({ kind: 'retry', file, host: upstream.host, failure: error, pause: 0 });
    return get(fetch, context, attempt);
  }
}

async function get(fetch: Fetch, context: FetchContext, attempt: number): Promise<Content> {
  const { request, server, spool, partial, retries } = fetch;
  await transfer({ request, server, spool, partial, attempt, stalls: retries.stalls }, context);
  // What was put together from several answers does not show that an upstream has wrong bytes.
  const wrongHashes = partial.isPatched ? new Map<string, number>() : request.wrongHashes;
  return context.verifier.verify(request.file, await spool.content(), wrongHashes);
}
