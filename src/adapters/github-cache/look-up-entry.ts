import { ActionError, messageOf } from '../../errors.ts';
import type { Unavailable } from '../../ports/cache-backend.ts';
import { fullJitter } from '../../resilience/backoff.ts';
import { DeadlineExceeded, withDeadline } from '../../resilience/deadline.ts';
import { retry } from '../../resilience/retry.ts';
import { ask, inWords, LookUpFailure, type MatchedEntry, type Question } from './ask-service.ts';
import { type CacheEndpoint, endpointOf, unavailable } from './endpoint.ts';
import type { CacheService } from './service.ts';

export type { MatchedEntry } from './ask-service.ts';

/** EntryMatch is the answer to a look-up. */
export type EntryMatch = MatchedEntry | { readonly kind: 'none' } | Unavailable;

/**
 * lookUpEntry asks the service which entry it has for `keys`, in their order. Entries that were saved without zstd have another
 * version, so that they are asked for where there is none with zstd, or none for the first key.
 */
export async function lookUpEntry(
  service: CacheService,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<EntryMatch> {
  const problem = keys.map(problemOf).find((found) => found !== undefined);
  if (problem !== undefined) return unavailable(`the cache service does not accept a key: ${problem}`);
  const endpoint = endpointOf(service.env);
  if ('kind' in endpoint) return endpoint;
  try {
    const found = await askWithin(service, endpoint, { keys, compression: 'zstd' }, signal);
    if (found !== undefined && rankOf(found, keys) === 0) return found;
    const other = await askWithin(service, endpoint, { keys, compression: 'gzip' }, signal);
    return best(found, other, keys) ?? { kind: 'none' };
  } catch (error) {
    if (signal.aborted) return unavailable(messageOf(signal.reason));
    // A client that cannot be opened: what needs the network more says what has to be mended.
    if (error instanceof ActionError) return unavailable(error.message);
    if (!(error instanceof LookUpFailure)) throw error;
    return unavailable(error.message);
  }
}

/** As checkKey of the library has it. */
function problemOf(key: string): string | undefined {
  if (key.length > 512) return 'it is longer than 512 characters';
  return key.includes(',') ? 'it contains a comma' : undefined;
}

/** Which of the keys an entry matches: the one that was asked for first counts. */
function rankOf({ key }: MatchedEntry, keys: readonly string[]): number {
  return keys.findIndex((asked) => key.startsWith(asked));
}

function best(
  zstd: MatchedEntry | undefined,
  gzip: MatchedEntry | undefined,
  keys: readonly string[],
): MatchedEntry | undefined {
  if (zstd === undefined || gzip === undefined) return zstd ?? gzip;
  return rankOf(gzip, keys) < rankOf(zstd, keys) ? gzip : zstd;
}

/** In all; the service has half of the time for each of the first two. */
const attempts = 3;

/** In ms. */
const backoff = { base: 300, cap: 2000 };

/** Asks until there is an answer, within `lookupTimeout`. Throws LookUpFailure or the signal's reason. */
async function askWithin(
  service: CacheService,
  endpoint: CacheEndpoint,
  question: Question,
  signal: AbortSignal,
): Promise<MatchedEntry | undefined> {
  const { clock, random, lookupTimeout } = service;
  const failures: LookUpFailure[] = [];
  const attempt = async (within: AbortSignal) => {
    try {
      return await withDeadline({ ms: lookupTimeout / 2, clock, parent: within }, (each) =>
        ask(service, endpoint, question, each),
      );
    } catch (error) {
      const failure = inWords(error);
      if (failure instanceof LookUpFailure) failures.push(failure);
      throw failure;
    }
  };
  const pauseAfter = (error: unknown, count: number) => {
    if (!(error instanceof LookUpFailure) || !error.transient || error.retryAfter > lookupTimeout / 2)
      return undefined;
    return error.retryAfter + fullJitter(count, backoff, random);
  };
  try {
    return await withDeadline({ ms: lookupTimeout, clock, parent: signal }, (within) =>
      retry({ attempts, pauseAfter, clock, signal: within }, () => attempt(within)),
    );
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const failure = failures.find(({ isSilence }) => !isSilence);
    if (failure !== undefined) {
      const retried = failures.length > 1 ? ', also when asked again' : '';
      throw new LookUpFailure(`${failure.message}${retried}`);
    }
    if (!(error instanceof DeadlineExceeded) && !(error instanceof LookUpFailure)) throw error;
    throw new LookUpFailure(`the cache service did not answer within ${lookupTimeout / 1000} s`);
  }
}
