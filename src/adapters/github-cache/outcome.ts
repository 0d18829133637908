import type { CacheLookup, Unavailable } from '../../ports/cache-backend.ts';
import type { Env } from '../../ports/env.ts';
import type { CacheChildEnd } from './child.ts';
import { type CacheFailure, cacheFailureIn, failedAttemptIn } from './failure.ts';

/** matchIn returns which of the entries asked for by `keys` an operation found, or why none. */
export function matchIn(end: CacheChildEnd, keys: readonly string[], env: Env): CacheLookup {
  if (end.kind === 'answered') {
    if (end.answer.kind === 'matched') return matchOf(end.answer.key, keys);
    const isMiss = end.answer.kind === 'none' && cacheFailureIn(end.lines, secretsIn(env)) === undefined;
    if (isMiss) return { kind: 'none' };
  }
  const failure = failureOf(end, env);
  return 'reason' in failure ? unavailable(failure.reason) : notReserved(failure.kind);
}

/** announcedIn returns the entry that a line of the library announces before it is transferred, if it was asked for. */
export function announcedIn(line: string, keys: readonly string[]): string | undefined {
  const announced = /^Cache hit for(?: restore-key)?: (.+)$/.exec(line)?.[1];
  const match = announced === undefined ? undefined : matchOf(announced, keys);
  return match?.kind === 'found' ? match.key : undefined;
}

/** isDownloaded tells whether a line is the one that the library prints between transferring an entry and unpacking it. */
export function isDownloaded(line: string): boolean {
  return /^Cache Size: ~\d+ MB \(\d+ B\)$/.test(line);
}

/** Keys that others stored end up in the log and in outputs: one that looks unusual is not ours. */
function matchOf(matched: string, keys: readonly string[]): CacheLookup {
  const wasAskedFor = keys.some((key) => matched.startsWith(key));
  if (wasAskedFor && /^[\x21-\x7e]{1,512}$/.test(matched)) return { kind: 'found', key: matched };
  return unavailable('the cache service answered with an entry that was not asked for');
}

/** failureOf returns why an operation failed, from how it ended and what was printed until then. */
export function failureOf(end: CacheChildEnd, env: Env): CacheFailure {
  const secrets = secretsIn(env);
  if (end.kind === 'stopped' && end.by === 'caller') return unavailable(end.reason);
  const printed = cacheFailureIn(end.lines, secrets);
  if (printed !== undefined) return printed;
  switch (end.kind) {
    case 'stopped': {
      const attempt = failedAttemptIn(end.lines, secrets);
      return unavailable(attempt === undefined ? end.reason : `${attempt}, also when asked again`);
    }
    case 'crashed':
      return unavailable(end.reason);
    case 'answered': {
      const said = end.answer.kind === 'failed' ? [`::error::${end.answer.message}`] : [];
      return cacheFailureIn(said, secrets) ?? unavailable('the cache service failed without a word');
    }
  }
}

/** notReserved words a failed reservation of a key that is not stored. */
export function notReserved(kind: 'taken' | 'not-reserved'): Unavailable {
  return unavailable(
    kind === 'taken'
      ? 'another job is storing this entry at this moment'
      : 'the cache service refused the reservation: another job is storing this entry, or the token may not',
  );
}

/** unavailable makes an outcome of its reason. */
export function unavailable(reason: string): Unavailable {
  return { kind: 'unavailable', reason };
}

function secretsIn(env: Env): readonly string[] {
  const token = env['ACTIONS_RUNTIME_TOKEN'];
  return token ? [token] : [];
}
