import { TransportError } from '../ports/transport-error.ts';

/** Head is the head of a response in the form that a strict parser takes, and its status. */
export interface Head {
  readonly status: number;
  /** Status line, headers and the empty line; always with `Connection: close`. */
  readonly text: string;
}

/** Headers about the connection, which is closed after the response. */
const connectionHeaders = new Set(['connection', 'keep-alive', 'proxy-connection', 'upgrade']);

/**
 * readHead reads the head of an HTTP/1 response as Go does (net/http, ReadResponse and fixLength;
 * net/textproto, ReadMIMEHeader). Lines may end in LF alone. Headers may be folded. A header whose name has a
 * space is ignored. Content-Length may be repeated with the same value, and is ignored for a chunked body.
 * `text` includes the empty line at its end, one character for each byte. Throws TransportError for what Go
 * refuses.
 */
export function readHead(text: string): Head {
  const [first = '', ...lines] = text
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const { minor, code, reason = '' } = statusLine.exec(first)?.groups ?? {};
  if (code === undefined) throw malformed('status line');
  const headers = unfold(lines.filter((line) => line !== '')).flatMap(parseHeader);
  const framing = framingOf(headers, minor !== '0');
  const others = headers.filter(({ name }) => !connectionHeaders.has(name) && !framingHeaders.has(name));
  const fields = [...others, ...framing, { name: 'connection', value: 'close' }];
  return {
    status: Number(code),
    text: [
      `HTTP/1.1 ${code} ${reason.replace(invalidInValue, ' ')}`,
      ...fields.map(({ name, value }) => `${name}: ${value}`),
      '\r\n',
    ].join('\r\n'),
  };
}

const statusLine = /^HTTP\/\d\.(?<minor>\d) +(?<code>\d{3})(?: (?<reason>.*))?$/;

/** Control characters. */
const invalidInValue = /[^\t\x20-\x7e\x80-\xff]/g;

interface Header {
  readonly name: string;
  readonly value: string;
}

/** A line that begins with a space continues the line before it. */
function unfold(lines: readonly string[]): string[] {
  const unfolded: string[][] = [];
  for (const line of lines) {
    if (!/^[ \t]/.test(line)) unfolded.push([line]);
    else if (unfolded.length === 0) throw malformed('header');
    else unfolded.at(-1)?.push(line);
  }
  return unfolded.map((parts) => parts.map(trimmed).join(' '));
}

/** Without a pattern, which would take quadratic time for many spaces inside a line. */
function trimmed(text: string): string {
  const isSpace = (at: number) => text[at] === ' ' || text[at] === '\t';
  let [start, end] = [0, text.length];
  while (start < end && isSpace(start)) start++;
  while (start < end && isSpace(end - 1)) end--;
  return text.slice(start, end);
}

/** Go keeps a header whose name has a space under a key that nothing reads. */
function parseHeader(line: string): Header[] {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon);
  const value = trimmed(line.slice(colon + 1));
  if (colon <= 0 || /[^\w!#$%&'*+.^`|~ -]/.test(name) || value.search(invalidInValue) >= 0)
    throw malformed('header');
  return name.includes(' ') ? [] : [{ name: name.toLowerCase(), value }];
}

const framingHeaders = new Set(['content-length', 'transfer-encoding']);

/**
 * The header that says where the body ends. Chunks take precedence over a length; without either, the
 * connection ends it.
 */
function framingOf(headers: readonly Header[], knowsChunks: boolean): Header[] {
  const valuesOf = (of: string) => headers.filter(({ name }) => name === of).map(({ value }) => value);
  const encodings = knowsChunks ? valuesOf('transfer-encoding') : [];
  const [encoding] = encodings;
  if (encodings.length > 1 || (encoding !== undefined && encoding.toLowerCase() !== 'chunked'))
    throw malformed('Transfer-Encoding');
  const [length, ...more] = new Set(valuesOf('content-length'));
  if (more.length > 0 || (length !== undefined && !/^\d{1,15}$/.test(length)))
    throw malformed('Content-Length');
  if (encoding !== undefined) return [{ name: 'transfer-encoding', value: 'chunked' }];
  return length === undefined ? [] : [{ name: 'content-length', value: length }];
}

function malformed(what: string): TransportError {
  return new TransportError('broken', `the response is not HTTP (malformed ${what})`);
}
