import type { ByteRange } from '../modcache/module-files.ts';
import { TransportError } from '../ports/transport-error.ts';
import { DeadlineExceeded } from '../resilience/deadline.ts';
import { Stalled } from '../resilience/watchdog.ts';

/** FailureKind is what a failure means for what to do next. */
export type FailureKind =
  /** 404 or 410, and meant so. */
  | 'absent'
  /** Asking again would not help: not allowed, not trusted, not supported. */
  | 'refused'
  /** The server cannot or will not serve right now, and wants time. */
  | 'throttled'
  /** It failed too often just now to be asked while there is somebody else. */
  | 'circuit-open'
  /** It broke, and can be well the next time. */
  | 'broken'
  /** Nothing came for too long, or hardly anything. */
  | 'stalled'
  /** All of it came, and it is not what it should be. */
  | 'invalid'
  /** The same wrong bytes came again: somebody means them. */
  | 'mismatch';

const transientKinds: ReadonlySet<FailureKind> = new Set([
  'throttled',
  'circuit-open',
  'broken',
  'stalled',
  'invalid',
]);

/** FetchFailure is why an upstream did not give a file. Its message names no URL and no secret. */
export class FetchFailure extends Error {
  override readonly name: string = 'FetchFailure';
  readonly kind: FailureKind;
  /** The upstream's answer, if there was one. */
  readonly status: number | undefined;
  /** How long the server wants to be left alone, in ms. */
  readonly retryAfter: number;
  /** Where what came is wrong, as far as that is known. */
  readonly wrong: ByteRange | undefined;
  /** After how many attempts it was the end. */
  attempts = 1;

  constructor(
    kind: FailureKind,
    message: string,
    details: {
      readonly status?: number;
      readonly retryAfter?: number;
      readonly wrong?: ByteRange | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.status = details.status;
    this.retryAfter = details.retryAfter ?? 0;
    this.wrong = details.wrong;
  }

  /** Whether the same request can succeed a moment later. */
  get transient(): boolean {
    return transientKinds.has(this.kind);
  }
}

/** circuitOpen is the failure of an upstream that was not asked. */
export function circuitOpen(): FetchFailure {
  return new FetchFailure('circuit-open', 'not asked, for it failed too often just now');
}

/** asFailure makes a FetchFailure of what can go wrong on the network, and gives back everything else as it is. */
export function asFailure(error: unknown): unknown {
  if (error instanceof DeadlineExceeded) {
    return new FetchFailure('stalled', `no answer within ${seconds(error.ms)}`, { cause: error });
  }
  if (error instanceof Stalled) {
    return new FetchFailure('stalled', `hardly anything came for ${seconds(error.silence)}`, {
      cause: error,
    });
  }
  if (!(error instanceof TransportError)) return error;
  const away = error.fault === 'unreachable' || error.fault === 'proxy-failed';
  const kind = away ? 'throttled' : error.transient ? 'broken' : 'refused';
  return new FetchFailure(kind, error.message, { cause: error });
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
