import type { Location } from './ports/runner.ts';

/** ErrorClass groups failures by what to do about them. */
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
  /** A bug in this program. */
  | 'internal';

/** Fault is the cause of a failure: what has to be corrected. */
export type Fault =
  /** The network, a server or the machine. */
  | 'infrastructure'
  /** The project: its go.mod, go.sum, go.work or code. */
  | 'go.mod'
  /** Inputs of this step, Go's settings, or credentials. */
  | 'settings'
  /** This program. */
  | 'program';

const faults: Readonly<Record<ErrorClass, Fault>> = {
  network: 'infrastructure',
  server: 'infrastructure',
  throttled: 'infrastructure',
  'not-found': 'go.mod',
  auth: 'settings',
  tls: 'infrastructure',
  // Unless go.sum is known to be wrong, the bytes are.
  checksum: 'infrastructure',
  version: 'go.mod',
  'go-mod': 'go.mod',
  'go-version': 'settings',
  disk: 'infrastructure',
  cache: 'infrastructure',
  configuration: 'settings',
  internal: 'program',
};

/** faultOf returns the usual cause of failures of a class. */
export function faultOf(errorClass: ErrorClass): Fault {
  return faults[errorClass];
}

/** ActionErrorDetails is all of an error but its message. */
export interface ActionErrorDetails {
  /** Stable, kebab-case; tests and reports use it to identify the failure. */
  readonly code: string;
  readonly class: ErrorClass;
  /** What to do or write instead, as one sentence. */
  readonly hint: string;
  readonly location?: Location;
  /** If it differs from that of the class. */
  readonly fault?: Fault;
  /** The input of this step that is wrong, if any. */
  readonly input?: string;
  readonly cause?: unknown;
}

/** ActionError is an expected failure. Its message says what was wrong and where, its hint what to do. */
export class ActionError extends Error {
  override readonly name: string = 'ActionError';
  readonly code: string;
  readonly class: ErrorClass;
  readonly hint: string;
  readonly location: Location | undefined;
  readonly fault: Fault;
  readonly input: string | undefined;

  constructor(message: string, details: ActionErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.class = details.class;
    this.hint = details.hint;
    this.location = details.location;
    this.fault = details.fault ?? faultOf(details.class);
    this.input = details.input;
  }
}

/** messageOf returns the message of anything thrown, including the messages of its causes. */
export function messageOf(error: unknown): string {
  if (!Error.isError(error)) return String(error);
  const cause = error.cause === undefined ? '' : `: ${messageOf(error.cause)}`;
  return `${error.message}${cause}`;
}

/** errnoOf returns the system's code of an error (`ENOENT`, `EACCES`), if it has one. */
export function errnoOf(error: unknown): string | undefined {
  return Error.isError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** isAbsence tells whether an error says that there is no such file. */
export function isAbsence(error: unknown): boolean {
  const errno = errnoOf(error);
  return errno === 'ENOENT' || errno === 'ENOTDIR';
}
