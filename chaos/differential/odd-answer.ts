import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { type Dice, mutateBytes } from './mutate.ts';

/** plainAnswer is an answer of HTTP/1.1 as it should be, as bytes; the connection ends with it. */
export function plainAnswer(body: Buffer): Buffer {
  return answerOf({
    status: '200 OK',
    version: '1.1',
    headers: [['Content-Length', String(body.length)]],
    body,
  });
}

interface Answer {
  readonly version: string;
  readonly status: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

const statuses = [
  '201 Created',
  '202 Accepted',
  '203 Non-Authoritative Information',
  '204 No Content',
  '206 Partial Content',
  '226 IM Used',
  '300 Multiple Choices',
  '301 Moved',
  '304 Not Modified',
  '307 Temporary Redirect',
  '400 Bad Request',
  '401 Unauthorized',
  '403 Forbidden',
  '404 Not Found',
  '408 Request Timeout',
  '410 Gone',
  '418 Teapot',
  '429 Too Many Requests',
  '451 Blocked',
  '500 Oops',
  '502 Bad Gateway',
  '503 Unavailable',
  '200',
  '200 ',
  '200 fine\u00e4',
  '299 x',
  '600 x',
  '99 x',
  '2000 x',
  'OK',
] as const;

const oddHeaders: readonly (readonly [string, string])[] = [
  ['Content-Type', 'text/html; charset=utf-16'],
  ['Content-Encoding', 'identity'],
  ['Content-Encoding', 'x-unknown'],
  ['X-Long', 'x'.repeat(20_000)],
  ['X-Longer', 'x'.repeat(200_000)],
  ['X-Bytes', '\u00e4\u00ff'],
  ['X-Control', 'a\u0001b'],
  ['X-Empty', ''],
  ['x-lower', 'y'],
  ['Set-Cookie', 'a=b'],
  ['Location', '/elsewhere'],
  ['Retry-After', '0'],
  ['Content-Range', 'bytes 0-3/4'],
  ['Content-Range', 'bytes 5-9/100'],
  ['ETag', '"x"'],
  ['Content-Disposition', 'attachment; filename="x"'],
  ['X Space', 'y'],
  ['X-Tab', '\ty\t'],
  ['Transfer-Encoding', 'identity'],
  ['Transfer-Encoding', 'gzip'],
  ['Upgrade', 'h2c'],
  ['Connection', 'keep-alive'],
  ['Trailer', 'X-T'],
];

/** oddAnswer is an answer that is odd or wrong in one to two ways, as bytes. */
export function oddAnswer(body: Buffer, dice: Dice): Buffer {
  let answer: Answer = {
    status: '200 OK',
    version: '1.1',
    headers: [['Content-Length', String(body.length)]],
    body,
  };
  let cut: (bytes: Buffer) => Buffer = (bytes) => bytes;
  for (let oddities = 1 + dice.roll(2); oddities > 0; oddities--) {
    const made = dice.pick(oddityList)(answer, dice);
    answer = made.answer;
    const [before, after] = [cut, made.cut ?? ((bytes: Buffer) => bytes)];
    cut = (bytes) => after(before(bytes));
  }
  return cut(answerOf(answer));
}

interface Made {
  readonly answer: Answer;
  /** What happens to the bytes of the whole answer. */
  readonly cut?: (bytes: Buffer) => Buffer;
}

type Oddity = (answer: Answer, dice: Dice) => Made;

const oddityList: readonly [Oddity, ...Oddity[]] = [
  (answer, { pick }) => ({ answer: { ...answer, status: pick(statuses) } }),
  (answer, { pick }) => ({ answer: withHeader(answer, pick(oddHeaders) ?? ['X', 'y']) }),
  (answer, { pick }) => ({ answer: withHeader(answer, pick(oddHeaders) ?? ['X', 'y']) }),
  (answer, dice) => ({ answer: withBody(answer, mutateBytes(answer.body, dice)) }),
  (answer, dice) => ({ answer: withBody(answer, mutateBytes(answer.body, dice)) }),
  (answer, { pick }) => ({ answer: withLength(answer, pick([-1, 1, 100, -answer.body.length])) }),
  (answer, { pick }) => ({
    answer: {
      ...answer,
      headers: [...answer.headers, ['Content-Length', String(answer.body.length + pick([0, 1]))]],
    },
  }),
  (answer) => ({ answer: { ...answer, headers: without(answer, 'Content-Length') } }),
  (answer, dice) => ({ answer: chunked(answer, dice) }),
  (answer, { pick }) => ({ answer: encoded(answer, pick(['gzip', 'deflate', 'br'])) }),
  (answer, { pick }) => ({ answer: { ...answer, version: pick(['1.0', '1.2', '2.0', '0.9', '1.1 ']) } }),
  (answer, { roll }) => ({ answer, cut: (bytes) => bytes.subarray(0, roll(bytes.length)) }),
  (answer, { pick }) => ({
    answer,
    cut: (bytes) =>
      Buffer.concat([
        Buffer.from(
          pick([
            '\r\n',
            '\n',
            'HTTP/1.1 100 Continue\r\n\r\n',
            'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n',
            ' ',
          ]),
        ),
        bytes,
      ]),
  }),
  (answer) => ({ answer, cut: withBareNewlines }),
  (answer, { pick }) => ({
    answer: { ...answer, headers: [...answer.headers, ['X-Folded', pick(['a\r\n b', 'a\r\n\tb', 'a\n b'])]] },
  }),
  (answer, { roll }) => ({
    answer: {
      ...answer,
      headers: [
        ...answer.headers,
        ...Array.from({ length: 50 + roll(300) }, (_, n) => [`X-${n}`, 'y'] as const),
      ],
    },
  }),
];

function withHeader(answer: Answer, header: readonly [string, string]): Answer {
  return { ...answer, headers: [...answer.headers, header] };
}

function without({ headers }: Answer, name: string): (readonly [string, string])[] {
  return headers.filter(([other]) => other !== name);
}

function withBody(answer: Answer, body: Buffer): Answer {
  const hasLength = answer.headers.some(([name]) => name === 'Content-Length');
  const headers = without(answer, 'Content-Length');
  return {
    ...answer,
    body,
    headers: hasLength ? [...headers, ['Content-Length', String(body.length)]] : headers,
  };
}

function withLength(answer: Answer, off: number): Answer {
  const length = Math.max(0, answer.body.length + off);
  return { ...answer, headers: [...without(answer, 'Content-Length'), ['Content-Length', String(length)]] };
}

function encoded(answer: Answer, encoding: 'gzip' | 'deflate' | 'br'): Answer {
  const compress = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }[encoding];
  return withHeader(withBody(answer, compress(answer.body)), ['Content-Encoding', encoding]);
}

function chunked(answer: Answer, { roll, pick }: Dice): Answer {
  const extension = pick(['', '', ';x=y', ' ', ';']);
  const parts: Buffer[] = [];
  for (let at = 0; at < answer.body.length; ) {
    const part = answer.body.subarray(at, at + 1 + roll(200));
    const size = part.length.toString(16).padStart(pick([1, 1, 4]), '0');
    parts.push(Buffer.from(`${size}${extension}\r\n`), part, Buffer.from('\r\n'));
    at += part.length;
  }
  parts.push(
    Buffer.from(
      pick([
        '0\r\n\r\n',
        '0\r\n\r\n',
        '0\r\nX-T: y\r\n\r\n',
        '',
        '0\r\n',
        'x\r\n',
        '00000000000000000\r\n\r\n',
      ]),
    ),
  );
  const keepsLength = roll(5) === 0;
  const headers = keepsLength ? answer.headers : without(answer, 'Content-Length');
  return {
    ...answer,
    headers: [...headers, ['Transfer-Encoding', pick(['chunked', 'Chunked'])]],
    body: Buffer.concat(parts),
  };
}

/** Lines of the head that end with LF alone. */
function withBareNewlines(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return bytes;
  const head = bytes
    .subarray(0, end + 4)
    .toString('latin1')
    .replaceAll('\r\n', '\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes.subarray(end + 4)]);
}

function answerOf({ version, status, headers, body }: Answer): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`HTTP/${version} ${status}\r\n${lines}\r\n`, 'latin1'), body]);
}
