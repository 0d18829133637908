import type { Location } from './ports/runner.ts';

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

/** Fault says who can mend a failure. */
export type Fault =
  /** Whoever runs the network, a server or the machine. */
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
  // Until somebody has found out which of the two is right, nobody's go.mod is to blame.
  checksum: 'infrastructure',
  version: 'go.mod',
  'go-mod': 'go.mod',
  'go-version': 'settings',
  disk: 'infrastructure',
  cache: 'infrastructure',
  configuration: 'settings',
  internal: 'program',
};

/** faultOf says whose fault a failure of this class is where nothing more is known about it. */
export function faultOf(errorClass: ErrorClass): Fault {
  return faults[errorClass];
}

/** ActionErrorDetails is everything an error says besides its message. */
export interface ActionErrorDetails {
  /** Stable, kebab-case; what tests and reports go by. */
  readonly code: string;
  readonly class: ErrorClass;
  /** What the reader should do or write instead, as one sentence. */
  readonly hint: string;
  readonly location?: Location;
  /** Where it is not that of the class. */
  readonly fault?: Fault;
  /** The input of this step that is wrong, where it is one. */
  readonly input?: string;
  readonly cause?: unknown;
}

/** ActionError is an expected failure: its message says what was wrong and where, its hint what to do. */
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
