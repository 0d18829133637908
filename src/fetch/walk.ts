import type { Demand } from '../resilience/priority-limiter.ts';
import { FetchFailure } from './failure.ts';
import { type Fetcher, type FetchRequest, fetchFrom } from './fetch.ts';
import type { Group } from './goproxy-list.ts';
import { NotFetched, type Tried } from './not-fetched.ts';
import type { RequestedFile } from './requested-file.ts';
import type { Content } from './spool.ts';
import type { Upstream } from './upstream.ts';

/** Walk is who may be asked for a file, in which order. */
export interface Walk {
  readonly group: Group;
  /** Mirrors to be asked when those of the group fail for a while; empty where they must not be asked. */
  readonly fallback: readonly Upstream[];
}

/**
 * walkUpstreams asks one upstream after the other as the go command would (cmd/go/internal/modfetch, TryProxies): at
 * `,` only 404 and 410 lead on, at `|` every failure. Where that ends with a failure that can pass, or with bytes that
 * go.sum does not vouch for, the fallback mirrors are asked. Throws NotFetched, or the signal's reason.
 */
export async function walkUpstreams(
  fetcher: Fetcher,
  { group, fallback }: Walk,
  file: RequestedFile,
  demand: Demand,
): Promise<Content> {
  const walked: Tried[] = [];
  const wrong = new Map<string, number>();
  const ask = (candidate: Candidate, tried: Tried[]) =>
    askOne(fetcher, { file, demand, wrong }, candidate, tried);
  for (const candidate of inOrder(group, fallback.length > 0)) {
    const content = await ask(candidate, walked);
    if (content !== undefined) return content;
    if (candidate.upstream.separator === ',' && walked.at(-1)?.failure.kind !== 'absent') break;
  }
  const tried = [...walked];
  for (const [index, upstream] of canPass(walked) ? fallback.entries() : []) {
    const content = await ask({ upstream, hasFallback: index < fallback.length - 1 }, tried);
    if (content !== undefined) return content;
  }
  throw new NotFetched(file, verdict(walked, tried, group), tried);
}

/** Candidate is an upstream, and whether another one may be asked when it fails. */
interface Candidate {
  readonly upstream: Upstream;
  readonly hasFallback: boolean;
}

function inOrder({ upstreams }: Group, hasFallback: boolean): Candidate[] {
  return upstreams.map((upstream, index) => ({
    upstream,
    hasFallback: hasFallback || (upstream.separator === '|' && index < upstreams.length - 1),
  }));
}

/** Undefined when it failed; the failure is then the last of `tried`. */
async function askOne(
  fetcher: Fetcher,
  request: Omit<FetchRequest, keyof Candidate>,
  { upstream, hasFallback }: Candidate,
  tried: Tried[],
): Promise<Content | undefined> {
  noteFailover(fetcher, request.file, tried.at(-1), upstream);
  try {
    return await fetchFrom(fetcher, { ...request, upstream, hasFallback });
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    tried.push({ upstream, failure: error });
    return undefined;
  }
}

function noteFailover(
  { onEvent }: Fetcher,
  file: RequestedFile,
  last: Tried | undefined,
  to: Upstream,
): void {
  if (last === undefined || last.failure.kind === 'absent') return;
  const { upstream, failure } = last;
  onEvent({ kind: 'failover', file, from: upstream.host, to: to.host, failure });
}

function canPass(walked: readonly Tried[]): boolean {
  const last = walked.at(-1)?.failure;
  return last !== undefined && (last.transient || last.kind === 'mismatch');
}

/**
 * Which failure counts. Bytes that somebody means to be wrong come before everything. Else it is the one that the walk
 * stopped at, for it decides where the go command goes from here; behind the last entry of the whole list it goes
 * nowhere, and then a real failure says more than a 404 (TryProxies does the same).
 */
function verdict(walked: readonly Tried[], tried: readonly Tried[], { hasTail }: Group): FetchFailure {
  const failures = walked.map(({ failure }) => failure);
  const mismatch = tried.find(({ failure }) => failure.kind === 'mismatch')?.failure;
  const last = failures.at(-1);
  const real = hasTail && last?.kind === 'absent' ? last : failures.findLast(({ kind }) => kind !== 'absent');
  const counts = mismatch ?? real ?? last;
  if (counts === undefined) throw new Error('a walk asks at least one upstream');
  return counts;
}
