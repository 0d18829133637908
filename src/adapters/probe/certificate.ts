import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { Certificate, StageFault } from '../../ports/prober.ts';

/** certificateOf reads the certificate that a server presented; undefined if there is none. */
export function certificateOf(socket: TLSSocket): Certificate | undefined {
  const shown = socket.getPeerCertificate();
  // An empty object if there is none, although the type says otherwise.
  if (!shown.subject) return undefined;
  return {
    subject: nameOf(shown.subject),
    issuer: nameOf(shown.issuer),
    validFrom: Date.parse(shown.valid_from),
    validTo: Date.parse(shown.valid_to),
    names: (shown.subjectaltname ?? '')
      .split(', ')
      .flatMap((entry) => /^(?:DNS|IP Address):(?<name>.+)$/.exec(entry)?.groups?.['name'] ?? []),
  };
}

/** Error codes of OpenSSL and Node; any other code means that the chain leads to no trusted authority. */
const faults: ReadonlyMap<string, StageFault> = new Map([
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'not-yet-valid'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrong-name'],
  ['HOSTNAME_MISMATCH', 'wrong-name'],
]);

/** certificateFault says why a certificate is not trusted; undefined if it is. */
export function certificateFault(socket: TLSSocket): { kind: StageFault; detail: string } | undefined {
  if (socket.authorized) return undefined;
  const error: unknown = socket.authorizationError;
  const code = String(Error.isError(error) && 'code' in error ? error.code : error);
  return { kind: faults.get(code) ?? 'unknown-ca', detail: code };
}

function nameOf(name: PeerCertificate['subject']): string {
  const parts = [
    ['CN', name.CN],
    ['O', name.O],
  ].flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
  return parts.length === 0 ? 'unknown' : parts.join(', ');
}
