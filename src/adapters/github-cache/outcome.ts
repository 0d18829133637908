import type { Unavailable } from '../../ports/cache-backend.ts';
import type { Env } from '../../ports/env.ts';
import type { CacheChildEnd } from './child.ts';
import { unavailable } from './endpoint.ts';
import { type CacheFailure, cacheFailureIn, failedAttemptIn } from './failure.ts';

/** failureOf returns why an entry was not stored, from how the library ended and what it had printed by then. */
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

function secretsIn(env: Env): readonly string[] {
  const token = env['ACTIONS_RUNTIME_TOKEN'];
  return token ? [token] : [];
}
