/** ProbeTarget is a server that is to be reached, as a request to it would be. */
export interface ProbeTarget {
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** The URL of the forward proxy on the way there, with its credentials; undefined: none. */
  readonly forwardProxy: string | undefined;
  /** Certificates to trust, in PEM. */
  readonly ca: readonly string[];
  /** How long each stage may take, in ms. */
  readonly deadline: number;
}

/** StageName is a stage on the way to a server, in order; `proxy` is being let through by a forward proxy. */
export type StageName = 'dns' | 'tcp' | 'proxy' | 'tls';

/** StageFault is why a stage failed. */
export type StageFault =
  | 'no-such-host'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'broken'
  /** The forward proxy wants a user and a password, or others (407). */
  | 'proxy-login'
  /** The forward proxy does not go there. */
  | 'proxy-refusal'
  | 'unknown-ca'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-name'
  /** What answers there does not speak TLS. */
  | 'no-tls';

/** Certificate is what a server showed of itself. Names as `CN=…, O=…`, times in ms since the epoch. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: number;
  readonly validTo: number;
  /** The names it is for. */
  readonly names: readonly string[];
}

/** Stage is how one stage went. `ms` is how long it took. */
export interface Stage {
  readonly name: StageName;
  readonly ms: number;
  /** Undefined when it went well. */
  readonly fault: StageFault | undefined;
  /** What was found or what the system said, for people. */
  readonly detail: string;
  readonly certificate?: Certificate;
}

/** Prober looks at the way to a server, stage by stage up to the first that fails, and sends no request there. */
export interface Prober {
  /** Never rejects for anything the network does; rejects with the signal's reason. */
  probe(target: ProbeTarget, signal: AbortSignal): Promise<readonly Stage[]>;
}
