import { errnoOf } from '../../errors.ts';
import type { FetchFailure } from '../../fetch/failure.ts';
import type { FailureReason } from '../../fetch/failure-reason.ts';
import { NotFetched } from '../../fetch/not-fetched.ts';
import type { RequestedFile } from '../../fetch/requested-file.ts';
import type { TransportFault } from '../../ports/transport-error.ts';
import { saysUnknownRevision } from './module-rules.ts';
import type { FailureMeaning } from './rule.ts';

/** proxyMeanings are failures that only our own module proxy has, so the go command has no words for them. */
export const proxyMeanings: readonly FailureMeaning[] = [
  {
    code: 'proxy-not-allowed',
    class: 'configuration',
    transient: false,
    input: 'gonoproxy',
    hint: 'GONOPROXY (or GOPRIVATE) names this module, so no proxy is asked for it: add `direct` to `goproxy`, or correct `gonoproxy`.',
  },
  {
    code: 'proxy-fault',
    class: 'internal',
    transient: false,
    hint: 'This is a fault of go-mod-download, not of your project. Please report it with the log of a run with debug logging on.',
  },
];

/**
 * proxyFailureCode is the code of what kept our module proxy from giving a file (ProxyHooks.failureOf). It
 * depends on values only, on no text of ours; what a server wrote into a 404 is the server's.
 */
export function proxyFailureCode(error: unknown): string {
  if (error instanceof NotFetched) return codeOf(error.failure.reason, error.failure, error.file);
  const errno = errnoOf(error);
  if (errno === undefined) return 'proxy-fault';
  return diskCodes[errno] ?? 'modcache-unusable';
}

const diskCodes: Readonly<Record<string, string>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'disk-permission',
  EPERM: 'disk-permission',
  EROFS: 'disk-permission',
};

const codes = {
  'no-answer': 'timed-out',
  stalled: 'timed-out',
  'circuit-open': 'server-error',
  'no-proxy-allowed': 'proxy-not-allowed',
  truncated: 'connection-broken',
  'wrong-range': 'connection-broken',
  excess: 'damaged-download',
  changed: 'invalid-answer',
  'html-page': 'invalid-answer',
  'compressed-part': 'connection-broken',
  'too-large': 'module-too-large',
  'invalid-zip': 'damaged-download',
  'invalid-info': 'invalid-answer',
  'wrong-hash': 'damaged-download',
  mismatch: 'checksum-mismatch',
} as const satisfies Record<Exclude<FailureReason['kind'], 'status' | 'transport'>, string>;

function codeOf(reason: FailureReason, failure: FetchFailure, file: RequestedFile): string {
  if (reason.kind === 'transport') return codeOfTransport(reason.fault, reason.code ?? '');
  if (reason.kind === 'circuit-open' && reason.last !== undefined) return codeOf(reason.last, failure, file);
  if (reason.kind !== 'status') return codes[reason.kind];
  if (failure.kind === 'absent') return codeOfAbsent(file, reason.body);
  if (failure.kind === 'refused' && file.kind === 'sumdb' && reason.status < 500)
    return 'checksum-database-refused';
  return codeOfStatus(reason.status, failure.transient);
}

function codeOfAbsent({ kind, wire }: RequestedFile, body: string): string {
  if (kind === 'sumdb' && wire.includes('/lookup/')) return 'checksum-database-lacks-module';
  return saysUnknownRevision.test(body) ? 'unknown-revision' : 'module-not-found';
}

const statusCodes: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'masked-server-error',
  407: 'http-proxy-denied',
  410: 'masked-server-error',
  429: 'throttled',
  451: 'forbidden',
};

function codeOfStatus(status: number, transient: boolean): string {
  return statusCodes[status] ?? (transient ? 'server-error' : 'request-refused');
}

/** By the code of the system, Node or undici; the first that fits, and without one the last. */
const transportCodes: Readonly<Record<TransportFault, readonly (readonly [RegExp, string])[]>> = {
  unreachable: [
    [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'name-not-resolved'],
    [/TIMED?_?OUT$/, 'timed-out'],
    [/^/, 'connection-refused'],
  ],
  broken: [
    [/^HPE_|HEADERS_OVERFLOW/, 'invalid-answer'],
    [/^/, 'connection-broken'],
  ],
  'proxy-failed': [[/^/, 'http-proxy-unreachable']],
  'proxy-refused': [[/^/, 'http-proxy-denied']],
  tls: [
    [/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/, 'certificate-expired'],
    [/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/, 'client-certificate'],
    [/^ERR_SSL_/, 'tls'],
    [/^/, 'certificate'],
  ],
  redirect: [[/^/, 'redirects']],
};

function codeOfTransport(fault: TransportFault, code: string): string {
  return transportCodes[fault].find(([pattern]) => pattern.test(code))?.[1] ?? 'connection-broken';
}
