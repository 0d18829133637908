import { errnoOf, messageOf } from '../../errors.ts';
import { redactUrls } from '../../go/goproxy.ts';
import { TransportError, type TransportFault } from '../../ports/transport-error.ts';

const unreachable = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['EHOSTUNREACH', 'no route to host'],
  ['EHOSTDOWN', 'host is down'],
  ['ENETUNREACH', 'network is unreachable'],
  ['ENETDOWN', 'network is down'],
  ['ENOTFOUND', 'no such host'],
  ['EAI_AGAIN', 'the name could not be looked up'],
  ['ETIMEDOUT', 'connection timed out'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connection timed out'],
]);

/** What Node and OpenSSL say of a certificate, or of a server that does not speak TLS. */
const untrusted =
  /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH|HOSTNAME_MISMATCH|INVALID_CA|UND_ERR_PRX_TLS)/;

/** asTransportError says in HTTP's terms what undici or the system said. */
export function asTransportError(error: unknown, host: string): TransportError {
  const [inner] = innermost(error);
  const code = errnoOf(inner) ?? errnoOf(error) ?? '';
  const proxyStatus = /Proxy response \((?<status>\d+)\)|\((?<required>407)\)/.exec(messageOf(error))?.groups;
  if (proxyStatus !== undefined)
    return proxyError(Number(proxyStatus['status'] ?? proxyStatus['required']), host, error);
  const words = unreachable.get(code);
  if (words !== undefined) return new TransportError('unreachable', words, error);
  const fault: TransportFault = untrusted.test(code) ? 'tls' : 'broken';
  // Node adds a piece of advice that is of no use to whoever runs this.
  const said = messageOf(inner).replace(/; if the root CA is installed locally.*$/, '');
  return new TransportError(fault, redactUrls(`${said}${code === '' ? '' : ` (${code})`}`), error);
}

/** 5xx: it let us in, but could not reach the server. */
function proxyError(status: number, host: string, cause: unknown): TransportError {
  if (status >= 500) {
    return new TransportError('proxy-failed', `the HTTP proxy answered ${status} for ${host}`, cause);
  }
  const why =
    status === 407
      ? 'wants a user and a password, or others than it got (407)'
      : `refused ${host} (${status})`;
  return new TransportError('proxy-refused', `the HTTP proxy ${why}`, cause);
}

/** Of an AggregateError, which stands for all addresses of a host, the first one speaks. */
function innermost(error: unknown): unknown[] {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (Error.isError(error) && Error.isError(error.cause)) return innermost(error.cause);
  return [error];
}
