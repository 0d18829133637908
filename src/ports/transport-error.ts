/** TransportFault is why there was no answer, or not all of one. */
export type TransportFault =
  /** Nothing answers there right now: refused, no route, no such host, no connection in time. */
  | 'unreachable'
  /** The connection broke, or what came was no HTTP. */
  | 'broken'
  /** The forward proxy could not reach the server. */
  | 'proxy-failed'
  /** The forward proxy does not let us through: wrong password, or not allowed. */
  | 'proxy-refused'
  /** The certificate is not one to trust, or there is no TLS at all. */
  | 'tls'
  /** A redirect that must not be followed. */
  | 'redirect';

const passing: ReadonlySet<TransportFault> = new Set(['unreachable', 'broken', 'proxy-failed']);

/** TransportError is an exchange that HTTP itself could not complete. Its message holds no secret. */
export class TransportError extends Error {
  override readonly name: string = 'TransportError';
  readonly fault: TransportFault;

  constructor(fault: TransportFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.fault = fault;
  }

  /** Whether the same request can succeed a moment later. */
  get transient(): boolean {
    return passing.has(this.fault);
  }
}
