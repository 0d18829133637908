import { errnoOf, messageOf } from '../../errors.ts';
import { redactUrls } from '../../go/url-credentials.ts';
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

/** Codes of Node and OpenSSL for an untrusted certificate, and for two sides that have no TLS in common. */
const refused =
  /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_|PATH_LENGTH_EXCEEDED|UNSPECIFIED$)/;

/** Codes of OpenSSL for a broken connection. */
const brokenTls = /BAD_RECORD_MAC|DECRYPTION_FAILED|DECODE_ERROR|UNEXPECTED_EOF|INTERNAL_ERROR/;

/** asTransportError translates an error of undici or the system. */
export function asTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  const inner = innermost(error);
  const code = errnoOf(inner) ?? errnoOf(error) ?? '';
  const words = unreachable.get(code);
  if (words !== undefined) return new TransportError('unreachable', words, error);
  const fault: TransportFault = refused.test(code) && !brokenTls.test(code) ? 'tls' : 'broken';
  // Node adds advice that does not help here, and OpenSSL the line of its own source.
  const said = (reasonOf(inner) ?? messageOf(inner)).replace(/; if the root CA is installed locally.*$/, '');
  return new TransportError(fault, redactUrls(`${said}${code === '' ? '' : ` (${code})`}`), error);
}

function reasonOf(error: unknown): string | undefined {
  const isOpenssl = Error.isError(error) && 'library' in error && 'reason' in error;
  return isOpenssl ? String(error.reason) : undefined;
}

/** proxyError is the error for an HTTP proxy that did not let a request through to `host`. */
export function proxyError(status: number, host: string, reason = ''): TransportError {
  const answer = reason === '' ? String(status) : `${status} ${reason}`;
  // The proxy accepted the request but could not reach the server.
  if (status >= 500)
    return new TransportError('proxy-failed', `the HTTP proxy answered ${answer} for ${host}`);
  const why =
    status === 407
      ? `asks for a user and a password, or for others than it got (${answer})`
      : `refused ${host} (${answer})`;
  return new TransportError('proxy-refused', `the HTTP proxy ${why}`);
}

/**
 * innermost is the cause of an error; of an AggregateError, which stands for all addresses of a host, the
 * first one.
 */
export function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (Error.isError(error) && Error.isError(error.cause)) return innermost(error.cause);
  return error;
}
