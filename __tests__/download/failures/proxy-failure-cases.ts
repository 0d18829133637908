import type { FailureReason } from '../../../src/fetch/failure-reason.ts';
import type { HttpRequest } from '../../../src/ports/http-client.ts';
import { TransportError, type TransportFault } from '../../../src/ports/transport-error.ts';
import type { ScriptedAnswer } from '../../http/scripted-http.ts';
import { buildModule } from '../../support/goproxy-module.ts';

/** source is the module that every case is about, which go.sum lists. */
export const source = {
  path: 'example.com/alpha',
  version: 'v1.0.0',
  files: { 'alpha.go': `package alpha\n\n// ${'alpha '.repeat(500)}\n` },
};

/** alpha is that module as a proxy serves it. */
export const alpha = buildModule(source);

const { zip } = alpha;
const forged = buildModule({ ...source, files: { 'alpha.go': 'package alpha // forged\n' } });

/** What an upstream answers to the `time`-th request for a file (1 for the first). */
export type Answer = (request: HttpRequest, time: number) => ScriptedAnswer | Error | 'hang';

/** ProxyFailureCase is a way in which a file cannot be had, and what the classifier has to make of it. */
export interface ProxyFailureCase {
  readonly name: string;
  /** Which file fails, by a part of its URL; `all`: the server gives nothing. */
  readonly file: '.info' | '.mod' | '.zip' | '/@v/list' | '/lookup/' | 'all';
  readonly answer: Answer;
  /** Class, code, fault, and `transient` or `lasting`. */
  readonly verdict: string;
  readonly attempts: number;
  readonly goMightSucceed: boolean;
  /** How many attempts the proxy may make. */
  readonly allowed: number;
  readonly goproxy: string;
  readonly gonoproxy: string;
}

type Details = Partial<Omit<ProxyFailureCase, 'name' | 'answer' | 'verdict'>>;

function failing(
  name: string,
  answer: ScriptedAnswer | Error | 'hang' | Answer,
  verdict: string,
  details: Details = {},
): ProxyFailureCase {
  return {
    name,
    file: '.zip',
    answer: typeof answer === 'function' ? answer : () => answer,
    verdict,
    attempts: verdict.endsWith(' transient') ? 2 : 1,
    goMightSucceed: true,
    allowed: 2,
    goproxy: 'https://proxy.example.com',
    gonoproxy: '',
    ...details,
  };
}

const text = { 'content-type': 'text/plain' };
const clear: Details = { goMightSucceed: false };
const trouble = 'server server-error infrastructure transient';
const notSupported = 'server request-refused infrastructure lasting';
const notFound = 'not-found module-not-found go.mod lasting';
const denied = 'auth forbidden settings lasting';

const statuses: readonly ProxyFailureCase[] = [
  failing('404', { status: 404 }, notFound, clear),
  failing('410', { status: 410 }, notFound, clear),
  failing('404 to a list', { status: 404, headers: text, body: ['not found'] }, notFound, {
    ...clear,
    file: '/@v/list',
  }),
  failing(
    '404 that knows why',
    { status: 404, headers: text, body: ['not found: example.com/alpha@v1.0.0: unknown revision v1.0.0'] },
    'version unknown-revision go.mod lasting',
    clear,
  ),
  failing(
    '404 of the checksum database',
    { status: 404 },
    'not-found checksum-database-lacks-module settings lasting',
    { ...clear, file: '/lookup/' },
  ),
  failing(
    '403 of the checksum database',
    { status: 403, headers: text, body: ['blocked'] },
    'auth checksum-database-refused settings lasting',
    { ...clear, file: '/lookup/' },
  ),
  failing(
    '451 of the checksum database',
    { status: 451 },
    'auth checksum-database-refused settings lasting',
    { ...clear, file: '/lookup/' },
  ),
  failing(
    '404 that means 502',
    { status: 404, headers: text, body: ['not found: bad upstream'] },
    'server masked-server-error infrastructure transient',
    clear,
  ),
  failing('401', { status: 401 }, 'auth unauthorized settings lasting', clear),
  failing('403', { status: 403 }, denied, clear),
  failing(
    '403 with a reason phrase and a text',
    { status: 403, statusText: 'Blocked by policy 17', headers: text, body: ['ask\u0007 security\n\nnow'] },
    denied,
    clear,
  ),
  failing('407', { status: 407 }, 'auth http-proxy-denied settings lasting', clear),
  failing('408', { status: 408 }, trouble),
  failing('425', { status: 425 }, trouble),
  failing('429', { status: 429 }, 'throttled throttled infrastructure transient', clear),
  failing('451', { status: 451 }, denied, clear),
  failing('400', { status: 400 }, notSupported),
  failing('304', { status: 304 }, notSupported),
  failing('500', { status: 500 }, trouble),
  failing('501', { status: 501 }, notSupported),
  failing('502', { status: 502 }, trouble),
  failing('503', { status: 503 }, trouble),
  failing('503 for an hour', { status: 503, headers: { 'retry-after': '3600' } }, trouble, { attempts: 1 }),
  failing('505', { status: 505 }, notSupported),
  failing('511', { status: 511 }, notSupported),
];

/** The code lies as deep as undici and Node have it. */
function transport(fault: TransportFault, code?: string): TransportError {
  if (code === undefined) return new TransportError(fault, `words of ${fault}`);
  const first = Object.assign(new Error('the first address'), { code });
  const cause = new AggregateError([first], 'all addresses');
  return new TransportError(fault, `words of ${fault}`, new Error('outer', { cause }));
}

const noName = 'network name-not-resolved infrastructure transient';
const noConnection = 'network connection-refused infrastructure transient';
const late = 'network timed-out infrastructure transient';
const interrupted = 'network connection-broken infrastructure transient';
const untrusted = 'tls certificate infrastructure lasting';

const faults: Readonly<Record<TransportFault, readonly ProxyFailureCase[]>> = {
  unreachable: [
    failing('no such name', transport('unreachable', 'ENOTFOUND'), noName),
    failing('a name server that is down', transport('unreachable', 'EAI_AGAIN'), noName),
    failing('a refused connection', transport('unreachable', 'ECONNREFUSED'), noConnection),
    failing('no connection in time', transport('unreachable', 'UND_ERR_CONNECT_TIMEOUT'), late),
    failing('no connection in the system’s time', transport('unreachable', 'ETIMEDOUT'), late),
    failing(
      'a host that has never answered, so that it was given up',
      transport('unreachable', 'ECONNREFUSED'),
      'network connection-refused infrastructure lasting',
      { file: 'all', attempts: 2 },
    ),
  ],
  broken: [
    failing('a reset connection', transport('broken', 'ECONNRESET'), interrupted),
    failing('a connection that broke without a code', transport('broken'), interrupted),
    failing(
      'what is not HTTP',
      transport('broken', 'HPE_INVALID_CONSTANT'),
      'server invalid-answer infrastructure transient',
    ),
  ],
  'proxy-failed': [
    failing(
      'a forward proxy that cannot reach the server',
      transport('proxy-failed'),
      'network http-proxy-unreachable infrastructure transient',
    ),
  ],
  'proxy-refused': [
    failing(
      'a forward proxy that denies us',
      transport('proxy-refused'),
      'auth http-proxy-denied settings lasting',
      clear,
    ),
  ],
  tls: [
    failing(
      'an expired certificate',
      transport('tls', 'CERT_HAS_EXPIRED'),
      'tls certificate-expired infrastructure lasting',
    ),
    failing('a self-signed certificate', transport('tls', 'DEPTH_ZERO_SELF_SIGNED_CERT'), untrusted),
    failing('a certificate of another name', transport('tls', 'ERR_TLS_CERT_ALTNAME_INVALID'), untrusted),
    failing(
      'an alert of TLS',
      transport('tls', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'),
      'tls tls infrastructure lasting',
    ),
    failing(
      'a missing client certificate',
      transport('tls', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
      'tls client-certificate infrastructure lasting',
    ),
    failing(
      'a server without TLS',
      transport('tls', 'ERR_SSL_WRONG_VERSION_NUMBER'),
      'tls tls infrastructure lasting',
    ),
  ],
  redirect: [
    failing('redirects without end', transport('redirect'), 'server redirects infrastructure lasting'),
  ],
};

const whole = { 'content-length': String(zip.length), etag: '"1"' };
const begun: ScriptedAnswer = { headers: whole, body: [zip.subarray(0, zip.length >> 1)] };

/** The zip after a change. */
function zipWith(change: (bytes: Buffer) => unknown): Buffer {
  const bytes = Buffer.from(zip);
  change(bytes);
  return bytes;
}

const damaged = zipWith((bytes) => bytes.write('beta!', bytes.indexOf('alpha alpha') + 20));
const zip64WithoutRecord = zipWith((bytes) => bytes.fill(0xff, bytes.length - 14, bytes.length - 2));
const unknownMethod = zipWith((bytes) => bytes.writeUInt16LE(12, bytes.indexOf('PK\x01\x02') + 10));

/** Of a damaged zip the range that is asked for again, and a byte more. */
const oneMore: Answer = ({ headers }) => {
  const range = /^bytes=(\d+)-(\d+)$/.exec(headers['range'] ?? '');
  if (range === null) return { headers: whole, body: [damaged] };
  const size = Number(range[2]) - Number(range[1]) + 1;
  return {
    status: 206,
    headers: { 'content-range': `bytes ${range[1]}-${range[2]}/${zip.length}` },
    body: [Buffer.alloc(size + 1)],
  };
};

/** Goes on at another place than asked for. */
const elsewhere: Answer = (_, time) => {
  if (time === 1) return { ...begun, finally: new TransportError('broken', 'words of a break') };
  return { status: 206, headers: { 'content-range': `bytes 0-9/${zip.length}` } };
};

const compressedPart: Answer = (request, time) =>
  time === 1 ? elsewhere(request, time) : { status: 206, uncompressed: true };

const damage = 'network damaged-download infrastructure transient';
const invalid = 'server invalid-answer infrastructure transient';
const ofInfo: Details = { file: '.info' };
const openCircuit: Details = {
  file: 'all',
  goproxy: 'https://one.example.com|https://two.example.com',
  attempts: 1,
};

/** Of two upstreams, the first fails until it is not asked any more, and the second does not have the module. */
function fromOne(answer: ScriptedAnswer | Error): Answer {
  return ({ url }) => (url.includes('//one.') ? answer : { status: 404 });
}

/**
 * cases has every reason for which the proxy does not give a file, with every way in which it is treated. The two that are
 * left out are those of the reader of cache entries (read-ranges.ts).
 */
export const cases: Readonly<
  Record<Exclude<FailureReason['kind'], 'changed' | 'html-page'>, readonly ProxyFailureCase[]>
> = {
  status: statuses,
  transport: Object.values(faults).flat(),
  'no-answer': [failing('no answer', 'hang', late)],
  stalled: [failing('a body that stops', { ...begun, finally: 'hang' }, late)],
  'circuit-open': [
    failing('a circuit that a server error opened', fromOne({ status: 502 }), trouble, openCircuit),
    failing(
      'a circuit that too many requests opened',
      fromOne({ status: 429 }),
      'throttled throttled infrastructure transient',
      openCircuit,
    ),
    failing(
      'a circuit that a name without an address opened',
      fromOne(transport('unreachable', 'ENOTFOUND')),
      noName,
      openCircuit,
    ),
  ],
  'no-proxy-allowed': [
    failing(
      'a module that GONOPROXY names',
      { status: 200 },
      'configuration proxy-not-allowed settings lasting',
      { ...clear, file: 'all', gonoproxy: 'example.com/alpha' },
    ),
  ],
  truncated: [failing('half a body', begun, interrupted)],
  'wrong-range': [failing('a body that goes on elsewhere', elsewhere, interrupted)],
  excess: [failing('more than the range', oneMore, damage, { allowed: 1, attempts: 1 })],
  'compressed-part': [failing('a compressed part', compressedPart, interrupted)],
  'too-large': [
    failing(
      'a go.mod without end',
      { body: Array<Buffer>(33).fill(Buffer.alloc(2 ** 20)) },
      'version module-too-large go.mod lasting',
      { ...clear, file: '.mod' },
    ),
  ],
  'invalid-zip': [
    failing('no zip', { body: ['<html>'] }, damage),
    failing('a zip64 record that is missing', { body: [zip64WithoutRecord] }, damage),
    failing('a zip of an unknown method', { body: [unknownMethod] }, damage),
  ],
  'invalid-info': [
    failing('an .info that is a page', { body: ['<html>'] }, invalid, ofInfo),
    failing('an .info that is a list', { body: ['[]'] }, invalid, ofInfo),
    failing('an .info of another version', { body: ['{"Version":"v1.0.1"}'] }, invalid, ofInfo),
    failing('an .info with a wrong time', { body: ['{"Version":"v1.0.0","Time":"x"}'] }, invalid, ofInfo),
  ],
  'wrong-hash': [
    failing('another zip', { body: [forged.zip] }, damage),
    failing('another go.mod', { body: ['module example.com/alpha\n'] }, damage, { file: '.mod' }),
  ],
  mismatch: [
    failing(
      'another zip each time',
      { body: [forged.zip] },
      'checksum checksum-mismatch infrastructure lasting',
      { ...clear, allowed: 6, attempts: 3 },
    ),
  ],
};
