import { TransportError } from '../ports/transport-error.ts';

/** Head is the head of an answer: what a strict parser takes for it, and its status. */
export interface Head {
  readonly status: number;
  /** Status line and headers, with the empty line at their end; it says `Connection: close`. */
  readonly text: string;
}

/** Headers that are about the connection, which is closed after the answer. */
const ofConnection = new Set(['connection', 'keep-alive', 'proxy-connection', 'upgrade']);

/**
 * readHead reads the head of an HTTP/1 answer as Go does (net/http, ReadResponse; net/textproto, ReadMIMEHeader; net/http,
 * readTransfer): lines may end in LF alone and headers may be folded, a name with a space counts for nothing, the same
 * Content-Length may come several times and counts for nothing beside a chunked body. `text` is one character for a byte,
 * without the empty line. Throws TransportError for what Go refuses.
 */
export function readHead(text: string): Head {
  const [first = '', ...lines] = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const { minor, code, reason = '' } = statusLine.exec(first)?.groups ?? {};
  if (code === undefined) throw malformed('status line');
  const headers = unfold(lines).flatMap(headerOf);
  const framing = framingOf(headers, minor !== '0');
  const others = headers.filter(({ name }) => !ofConnection.has(name) && !ofFraming.has(name));
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

/** All but visible characters, spaces and what is not ASCII. */
const invalidInValue = /[^\t\x20-\x7e\x80-\xff]/g;

interface Header {
  readonly name: string;
  readonly value: string;
}

/** A line that begins with a space goes on with the one before it. */
function unfold(lines: readonly string[]): string[] {
  const unfolded: string[][] = [];
  for (const line of lines) {
    if (!/^[ \t]/.test(line)) unfolded.push([line]);
    else if (unfolded.length === 0) throw malformed('header');
    else unfolded.at(-1)?.push(line);
  }
  return unfolded.map((parts) => parts.map(trimmed).join(' '));
}

function trimmed(text: string): string {
  return text.replace(/^[ \t]+/, '').replace(/[ \t]+$/, '');
}

/** None for a name with a space: nobody asks for such a header. */
function headerOf(line: string): Header[] {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon);
  const value = trimmed(line.slice(colon + 1));
  if (colon <= 0 || /[^\w!#$%&'*+.^`|~ -]/.test(name) || value.search(invalidInValue) >= 0)
    throw malformed('header');
  return name.includes(' ') ? [] : [{ name: name.toLowerCase(), value }];
}

const ofFraming = new Set(['content-length', 'transfer-encoding']);

/** What says where the body ends: chunks come before a length, and neither means the end of the connection. */
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
  return new TransportError('broken', `the answer is not HTTP (malformed ${what})`);
}
