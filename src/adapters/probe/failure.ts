import { errnoOf, messageOf } from '../../errors.ts';
import type { Certificate, StageFault } from '../../ports/prober.ts';
import { DeadlineExceeded } from '../../resilience/deadline.ts';

/** ProbeFailure is thrown by a stage that fails. */
export class ProbeFailure extends Error {
  override readonly name = 'ProbeFailure';
  readonly fault: StageFault;
  readonly detail: string;
  readonly certificate: Certificate | undefined;

  constructor(fault: StageFault, detail: string, certificate?: Certificate) {
    super(detail);
    this.fault = fault;
    this.detail = detail;
    this.certificate = certificate;
  }
}

const faults: ReadonlyMap<string, StageFault> = new Map([
  ['ENOTFOUND', 'no-such-host'],
  ['EAI_AGAIN', 'no-such-host'],
  ['EAI_NODATA', 'no-such-host'],
  ['EAI_NONAME', 'no-such-host'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ENETDOWN', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['ETIMEDOUT', 'timeout'],
]);

/** faultOf converts what a socket, a lookup or a deadline threw. Throws anything else again. */
export function faultOf(error: unknown): ProbeFailure {
  if (error instanceof DeadlineExceeded) {
    return new ProbeFailure('timeout', `no response for ${error.ms / 1000} s`);
  }
  // One error per address of the host; the first one is reported.
  if (error instanceof AggregateError && error.errors.length > 0) return faultOf(error.errors[0]);
  const code = errnoOf(error);
  if (code === undefined) throw error;
  if (/^ERR_SSL_|^EPROTO$/.test(code)) return new ProbeFailure('no-tls', 'the server does not speak TLS');
  return new ProbeFailure(faults.get(code) ?? 'broken', messageOf(error));
}
