/** TransportFault is why there was no response, or only part of one. */
export type TransportFault =
  /** No connection: refused, no route, no such host, timed out. */
  | 'unreachable'
  /** The connection broke, or the response was not HTTP. */
  | 'broken'
  /** The forward proxy could not reach the server. */
  | 'proxy-failed'
  /** The forward proxy refused: wrong password, or not allowed. */
  | 'proxy-refused'
  /** The certificate is not trusted, or the server does not speak TLS. */
  | 'tls'
  /** A redirect that must not be followed. */
  | 'redirect';

const passing: ReadonlySet<TransportFault> = new Set(['unreachable', 'broken', 'proxy-failed']);

/** TransportError is an exchange that failed below HTTP. Its message contains no secret. */
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
