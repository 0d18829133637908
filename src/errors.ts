import type { Place } from './ports/runner.ts';

/** ErrorClass groups failures by what has to be done about them. */
export type ErrorClass =
  | 'network'
  | 'server'
  | 'throttled'
  | 'not-found'
  | 'auth'
  | 'tls'
  | 'checksum'
  | 'version'
  | 'go-mod'
  | 'go-version'
  | 'disk'
  | 'cache'
  | 'configuration'
  /** A fault of this program. */
  | 'internal';

/** ActionErrorDetails is everything an error says besides its message. */
export interface ActionErrorDetails {
  /** Stable, kebab-case; what tests and reports go by. */
  readonly code: string;
  readonly class: ErrorClass;
  /** What the reader should do or write instead, as one sentence. */
  readonly hint: string;
  readonly place?: Place;
  readonly cause?: unknown;
}

/** ActionError is an expected failure: its message says what was wrong and where, its hint what to do. */
export class ActionError extends Error {
  override readonly name: string = 'ActionError';
  readonly code: string;
  readonly class: ErrorClass;
  readonly hint: string;
  readonly place: Place | undefined;

  constructor(message: string, details: ActionErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.class = details.class;
    this.hint = details.hint;
    this.place = details.place;
  }
}

/** messageOf returns the message of anything thrown, with the messages of its causes. */
export function messageOf(error: unknown): string {
  if (!Error.isError(error)) return String(error);
  const cause = error.cause === undefined ? '' : `: ${messageOf(error.cause)}`;
  return `${error.message}${cause}`;
}

/** errnoOf returns the system's code of an error (`ENOENT`, `EACCES`), if it has one. */
export function errnoOf(error: unknown): string | undefined {
  return Error.isError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
