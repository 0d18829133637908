import { statusReason, withoutSecrets } from './reasons.ts';

/** CacheFailure is what the library's output says about a failed operation. */
export type CacheFailure =
  /** The reservation failed because the key is taken: stored already, or being stored by another job. */
  | { readonly kind: 'taken' }
  /** The reservation failed and nothing says why. */
  | { readonly kind: 'not-reserved' }
  | { readonly kind: 'denied' | 'unavailable'; readonly reason: string };

/**
 * cacheFailureIn finds the cause of a failure in what `@actions/cache` 6.3.0 printed, or undefined when there was none.
 * That library swallows causes: it words every failed reservation as "another job may be creating this cache", so that its debug lines are the only witness. Reasons are
 * our own words; where they repeat the service's, without URL queries, tokens and `secrets`.
 */
export function cacheFailureIn(
  lines: readonly string[],
  secrets: readonly string[],
): CacheFailure | undefined {
  return causeIn(lines.flatMap(verdictIn), secrets);
}

/** failedAttemptIn returns what went wrong the first time where the library still tries again, if it does. */
export function failedAttemptIn(lines: readonly string[], secrets: readonly string[]): string | undefined {
  const attempts = lines.filter((line) => /^Attempt \d+ of \d+ failed with error: /.test(line));
  const cause = causeIn(attempts, secrets);
  return cause !== undefined && 'reason' in cause ? cause.reason : undefined;
}

/** Of debug lines, which also hold whole answers of the service, only the reservation's failure counts. */
function verdictIn(line: string): readonly string[] {
  const match =
    /^::(?:warning|error)::(.*)$/.exec(line) ??
    /^::debug::(Failed to reserve cache: .*)$/.exec(line) ??
    /^(Failed to save: .*|Cache save skipped: .*)$/.exec(line);
  return match?.[1] === undefined ? [] : [match[1]];
}

function causeIn(evidence: readonly string[], secrets: readonly string[]): CacheFailure | undefined {
  const [first] = evidence;
  if (first === undefined) return undefined;
  const text = evidence.map((line) => withoutSecrets(line, secrets)).join('\n');
  for (const { pattern, failure } of causes) {
    const match = pattern.exec(text);
    if (match !== null) return failure(match[1] ?? match[0]);
  }
  const message = withoutSecrets(first, secrets).replace(/^(?:Failed to save|uploadCache.* archive): /, '');
  return unavailable(`the cache service failed: ${message}`);
}

interface Cause {
  readonly pattern: RegExp;
  /** Makes the failure of the pattern's group, or of all it matched. */
  readonly failure: (found: string) => CacheFailure;
}

// The first that matches counts: what the service says of itself, then what happened on the way to it.
const causes: readonly Cause[] = [
  {
    pattern: /cache write denied: ?(.*)/,
    failure: (detail) => denied(`the cache service denies writing: ${detail}`),
  },
  {
    pattern: /effective cache-mode '([a-z-]+)' does not permit/,
    failure: (mode) => denied(`ACTIONS_CACHE_MODE \`${mode}\` does not permit it`),
  },
  {
    pattern: /Key Validation Error: (?:\S+ )?((?:cannot|Keys are) .*)/,
    failure: (rule) => unavailable(`the cache service does not accept a key: ${rule}`),
  },
  {
    pattern: /Cache storage quota has been hit/,
    failure: () => denied("the repository's quota of cache storage is used up"),
  },
  {
    pattern: /Failed request: \((\d{3})\)|responded with \d{3}|status code:? \d{3}/i,
    failure: (found) => answered(Number(/\d{3}/.exec(found)?.[0])),
  },
  {
    pattern: /ECONNREFUSED/,
    failure: () => unavailable('the cache service refused the connection (ECONNREFUSED)'),
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN/,
    failure: (code) => unavailable(`the host name of the cache service was not found (${code})`),
  },
  {
    pattern: /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|Request timeout/,
    failure: (code) => unavailable(`the cache service could not be reached (${code})`),
  },
  {
    pattern: /certificate|UNABLE_TO_VERIFY/i,
    failure: () =>
      unavailable(
        "the cache service's certificate is not trusted: name its authority in NODE_EXTRA_CA_CERTS",
      ),
  },
  {
    pattern: /ECONNRESET|EPIPE|socket hang up|premature close|aborted|terminated/i,
    failure: () => unavailable('the connection to the cache service broke off'),
  },
  { pattern: /ENOSPC|No space left on device/, failure: () => unavailable('the disk is full (ENOSPC)') },
  {
    pattern: /Unable to locate executable file: g?tar/,
    failure: () => unavailable('there is no `tar` on PATH'),
  },
  { pattern: /tar["']? failed with/, failure: () => unavailable('`tar` could not write the entry') },
  { pattern: /Invalid URL/, failure: () => unavailable('ACTIONS_RESULTS_URL is not a URL') },
  { pattern: /ACTIONS_RUNTIME_TOKEN/, failure: () => unavailable('ACTIONS_RUNTIME_TOKEN is not set') },
  {
    pattern: /Unexpected token|JSON/,
    failure: () => unavailable('the cache service answered something that is not its protocol'),
  },
  {
    // Azure's client has no message for an answer without a body, as every answer to its HEAD is.
    pattern: /(?:Failed to save|uploading cache archive): *$/m,
    failure: () => unavailable('the storage of the cache service refused the transfer'),
  },
  { pattern: /another job may be creating this cache/, failure: () => ({ kind: 'not-reserved' }) },
];

function answered(status: number): CacheFailure {
  if (status === 409) return { kind: 'taken' };
  return status === 403 ? denied(statusReason(status)) : unavailable(statusReason(status));
}

function unavailable(reason: string): CacheFailure {
  return { kind: 'unavailable', reason: reason };
}

function denied(reason: string): CacheFailure {
  return { kind: 'denied', reason: reason };
}
