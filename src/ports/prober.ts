/** ProbeTarget is a server to connect to, as a request would. */
export interface ProbeTarget {
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** The URL of the forward proxy to use, with its credentials. */
  readonly forwardProxy: string | undefined;
  /** Certificates to trust, in PEM. */
  readonly ca: readonly string[];
  /** The timeout of each stage, in ms. */
  readonly deadline: number;
}

/** StageName is a stage of a connection, in order; `proxy` is the request to a forward proxy. */
export type StageName = 'dns' | 'tcp' | 'proxy' | 'tls';

/** StageFault is why a stage failed. */
export type StageFault =
  | 'no-such-host'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'broken'
  /** The forward proxy requires a (different) user and password (407). */
  | 'proxy-login'
  /** The forward proxy refuses to connect to the server. */
  | 'proxy-refusal'
  | 'unknown-ca'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-name'
  /** The server does not speak TLS. */
  | 'no-tls';

/** Certificate is what a server presented. Names as `CN=…, O=…`, times in ms since the epoch. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: number;
  readonly validTo: number;
  /** The names it is for. */
  readonly names: readonly string[];
}

/** Stage is the result of one stage. `ms` is how long it took. */
export interface Stage {
  readonly name: StageName;
  readonly ms: number;
  /** Undefined if it succeeded. */
  readonly fault: StageFault | undefined;
  /** What was found, or the message of the system, for people. */
  readonly detail: string;
  readonly certificate?: Certificate;
}

/** Prober connects to a server stage by stage, up to the first failure, and sends no request to it. */
export interface Prober {
  /** Rejects only with the signal's reason, never because of the network. */
  probe(target: ProbeTarget, signal: AbortSignal): Promise<readonly Stage[]>;
}
