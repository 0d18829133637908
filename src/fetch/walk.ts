import type { Demand } from '../resilience/priority-limiter.ts';
import { FetchFailure } from './failure.ts';
import { type FetchContext, type FetchRequest, fetchFrom } from './fetch.ts';
import type { Group } from './goproxy-list.ts';
import { NotFetched, type Tried } from './not-fetched.ts';
import type { RequestedFile } from './requested-file.ts';
import type { Content } from './spool.ts';
import type { Upstream } from './upstream.ts';

/** Walk is which upstreams may be asked for a file, in which order. */
export interface Walk {
  readonly group: Group;
  /** Mirrors to be asked when the group fails transiently; empty where they must not be asked. */
  readonly fallback: readonly Upstream[];
}

/**
 * walkUpstreams asks one upstream after the other as the go command would (cmd/go/internal/modfetch,
 * TryProxies): at `,` only 404 and 410 lead on, at `|` every failure. Where that ends with a transient
 * failure, or with a checksum mismatch, the fallback mirrors are asked. Throws NotFetched, or the signal's
 * reason.
 */
export async function walkUpstreams(
  context: FetchContext,
  { group, fallback }: Walk,
  file: RequestedFile,
  demand: Demand,
): Promise<Content> {
  const walked: Tried[] = [];
  const wrongHashes = new Map<string, number>();
  const ask = (candidate: Candidate, tried: Tried[]) =>
    askOne(context, { ...candidate, file, demand, wrongHashes }, tried);
  for (const candidate of inOrder(group, fallback.length > 0)) {
    const content = await ask(candidate, walked);
    if (content !== undefined) return content;
    if (candidate.upstream.separator === ',' && walked.at(-1)?.failure.kind !== 'absent') break;
  }
  const tried = [...walked];
  for (const [index, upstream] of mayFallBack(walked) ? fallback.entries() : []) {
    const content = await ask({ upstream, hasFallback: index < fallback.length - 1 }, tried);
    if (content !== undefined) return content;
  }
  throw new NotFetched(file, decisive(walked, tried, group), tried);
}

/** Candidate is an upstream, and whether another one may be asked when it fails. */
type Candidate = Pick<FetchRequest, 'upstream' | 'hasFallback'>;

function inOrder({ upstreams }: Group, hasMirrors: boolean): Candidate[] {
  return upstreams.map((upstream, index) => ({
    upstream,
    hasFallback: hasMirrors || (upstream.separator === '|' && index < upstreams.length - 1),
  }));
}

/** Undefined when it failed; the failure is then the last of `tried`. */
async function askOne(
  context: FetchContext,
  request: FetchRequest,
  tried: Tried[],
): Promise<Content | undefined> {
  const { upstream, file } = request;
  const last = tried.at(-1);
  if (last !== undefined && last.failure.kind !== 'absent') {
    const { upstream: from, failure } = last;
    context.onEvent({ kind: 'failover', file, from: from.host, to: upstream.host, failure });
  }
  try {
    return await fetchFrom(context, request);
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    tried.push({ upstream, failure: error });
    return undefined;
  }
}

function mayFallBack(walked: readonly Tried[]): boolean {
  const last = walked.at(-1)?.failure;
  return last !== undefined && (last.transient || last.kind === 'mismatch');
}

/**
 * The failure that decides. A checksum mismatch takes precedence. Otherwise it is the one that the walk
 * stopped at, because it decides where the go command goes from here; behind the last entry of the whole list
 * it goes nowhere, and then another failure says more than a 404 (TryProxies does the same).
 */
function decisive(walked: readonly Tried[], tried: readonly Tried[], { hasTail }: Group): FetchFailure {
  const failures = walked.map(({ failure }) => failure);
  const mismatch = tried.find(({ failure }) => failure.kind === 'mismatch')?.failure;
  const last = failures.at(-1);
  const real = hasTail && last?.kind === 'absent' ? last : failures.findLast(({ kind }) => kind !== 'absent');
  const failure = mismatch ?? real ?? last;
  if (failure === undefined) throw new Error('a walk asks at least one upstream');
  return failure;
}
