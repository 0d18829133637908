import { errnoOf } from '../errors.ts';
import type { ByteRange } from '../modcache/module-files.ts';
import { TransportError, type TransportFault } from '../ports/transport-error.ts';
import { DeadlineExceeded } from '../resilience/deadline.ts';
import { Stalled } from '../resilience/watchdog.ts';
import { describeReason, type FailureReason, type Reason } from './failure-reason.ts';

/** FailureKind is what a failure means for what to do next. */
export type FailureKind =
  /** The upstream does not have the file. */
  | 'absent'
  /** A retry would not help: not allowed, not trusted, not supported. */
  | 'refused'
  /** Rate-limited or unavailable: a retry needs a longer pause. */
  | 'throttled'
  /** Not requested, because too many requests to this upstream have failed. */
  | 'circuit-open'
  /** An accident: a retry can succeed at once. */
  | 'broken'
  | 'stalled'
  /** The file arrived whole, and is not what it should be. */
  | 'invalid'
  /** The same wrong bytes arrived several times, so they are no accident. */
  | 'mismatch';

/** FailureDetails is what a failure says besides its reason. */
export interface FailureDetails {
  /** How long the server asks not to be sent another request, in ms. */
  readonly retryAfter?: number;
  /** Which bytes are wrong, as far as that is known. */
  readonly wrong?: ByteRange | undefined;
  readonly cause?: unknown;
}

/**
 * FetchFailure is why an upstream did not give a file. It is a value: what it holds decides what happens next
 * and how it is reported; its message is for people.
 */
export class FetchFailure extends Error {
  override readonly name: string = 'FetchFailure';
  readonly kind: FailureKind;
  readonly reason: FailureReason;
  readonly retryAfter: number;
  readonly wrong: ByteRange | undefined;
  /** After how many attempts there were no more. */
  attempts = 1;
  /** True when the host is not asked again in this run. */
  givenUp = false;

  constructor(reason: FailureReason, details: FailureDetails = {}) {
    super(describeReason(reason), { cause: details.cause });
    this.kind = kindOf(reason);
    this.reason = reason;
    this.retryAfter = details.retryAfter ?? 0;
    this.wrong = details.wrong;
  }

  /** Whether the same request can succeed a moment later. */
  get transient(): boolean {
    return transientKinds.has(this.kind);
  }

  /** The status of the upstream's answer, if there was one. */
  get status(): number | undefined {
    return this.reason.kind === 'status' ? this.reason.status : undefined;
  }
}

const transientKinds: ReadonlySet<FailureKind> = new Set([
  'throttled',
  'circuit-open',
  'broken',
  'stalled',
  'invalid',
]);

const kinds = {
  'no-answer': 'stalled',
  stalled: 'stalled',
  'circuit-open': 'circuit-open',
  'no-proxy-allowed': 'refused',
  truncated: 'broken',
  'wrong-range': 'broken',
  excess: 'invalid',
  changed: 'refused',
  'html-page': 'refused',
  'compressed-part': 'broken',
  'too-large': 'refused',
  'invalid-zip': 'invalid',
  'invalid-info': 'invalid',
  'wrong-hash': 'invalid',
  mismatch: 'mismatch',
} as const satisfies Record<Exclude<FailureReason['kind'], 'status' | 'transport'>, FailureKind>;

const kindOfFault: Readonly<Record<TransportFault, FailureKind>> = {
  unreachable: 'throttled',
  'proxy-failed': 'throttled',
  broken: 'broken',
  'proxy-refused': 'refused',
  tls: 'refused',
  redirect: 'refused',
};

function kindOf(reason: FailureReason): FailureKind {
  if (reason.kind === 'status') return kindOfStatus(reason);
  if (reason.kind === 'transport') return kindOfFault[reason.fault];
  return kinds[reason.kind];
}

/**
 * Some public proxies answer 404 when their own upstream failed: their words tell (goproxy/goproxy,
 * errBadUpstream and errFetchTimedOut).
 */
function kindOfStatus({ status, body }: Reason<'status'>): FailureKind {
  if (status === 404 || status === 410) {
    return /bad upstream|fetch timed out|bad gateway/i.test(body) ? 'broken' : 'absent';
  }
  if (status === 429 || status === 503) return 'throttled';
  if (status === 408 || status === 425) return 'broken';
  return status >= 500 && ![501, 505, 511].includes(status) ? 'broken' : 'refused';
}

/**
 * asFailure makes a FetchFailure of what can go wrong on the network, and returns everything else unchanged.
 */
export function asFailure(error: unknown): unknown {
  if (error instanceof DeadlineExceeded) {
    return new FetchFailure({ kind: 'no-answer', ms: error.ms }, { cause: error });
  }
  if (error instanceof Stalled) {
    return new FetchFailure({ kind: 'stalled', ms: error.silence }, { cause: error });
  }
  if (!(error instanceof TransportError)) return error;
  const { fault, message: text } = error;
  return new FetchFailure({ kind: 'transport', fault, code: systemCode(error), text }, { cause: error });
}

/**
 * The innermost code; of an AggregateError, which stands for all addresses of a host, that of the first
 * address.
 */
function systemCode(error: unknown): string | undefined {
  if (!Error.isError(error)) return undefined;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return systemCode(inner) ?? errnoOf(error);
}

/** Statuses that the go command would get, too. */
const clearRefusals: ReadonlySet<number> = new Set([401, 403, 404, 407, 410, 429, 451]);

/**
 * goMightSucceed tells whether the go command, asking the same upstream itself, might get the file: false for
 * a clear refusal (unless Go would have logged in), a checksum mismatch, a module that Go finds too large,
 * and what GONOPROXY forbids. A timeout counts as true: whether there is time left to try is for the caller
 * to see.
 */
export function goMightSucceed(failure: FetchFailure): boolean {
  const { reason, kind } = failure;
  if (reason.kind === 'status')
    return reason.lostLogin === true || (kind !== 'absent' && !clearRefusals.has(reason.status));
  if (reason.kind === 'transport') return reason.fault !== 'proxy-refused';
  return !['mismatch', 'too-large', 'no-proxy-allowed'].includes(reason.kind);
}
