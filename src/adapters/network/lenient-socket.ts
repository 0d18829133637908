import type { Socket } from 'node:net';
import { Duplex, pipeline, Transform, type TransformCallback } from 'node:stream';
import { readHead } from '../../http/response-head.ts';
import { TransportError } from '../../ports/transport-error.ts';
import { headMax } from './head-max.ts';

/**
 * lenientSocket wraps a socket for one HTTP/1.1 exchange: the head of the response reaches undici in the form
 * that a strict parser takes, although only Go takes what the server sent. Everything after the head passes
 * unchanged.
 */
export function lenientSocket(socket: Socket): Socket {
  const rewriter = new HeadRewriter();
  // An error of either one ends the other, and the reader gets it.
  pipeline(socket, rewriter, () => undefined);
  const stream = Duplex.from({ readable: rewriter, writable: socket });
  // Undici uses nothing else of a socket.
  return Object.assign(stream, { ref: () => socket.ref(), unref: () => socket.unref() }) as unknown as Socket;
}

const lf = 0x0a;
const cr = 0x0d;

class HeadRewriter extends Transform {
  #isBody = false;
  #parts: Buffer[] = [];
  #bytes = 0;
  #lines = 0;
  /** Whether the current line has anything but a CR so far. */
  #hasText = false;

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    try {
      this.#take(chunk);
      done();
    } catch (error) {
      done(Error.isError(error) ? error : new Error(String(error)));
    }
  }

  #take(chunk: Buffer): void {
    let rest = chunk;
    while (!this.#isBody && rest.length > 0) {
      const end = this.#endOfHead(rest);
      const part = rest.subarray(0, end);
      this.#parts.push(part);
      this.#bytes += part.length;
      if (this.#bytes > headMax.bytes || this.#lines > headMax.lines)
        throw new TransportError(
          'broken',
          `the headers exceed ${headMax.bytes >> 20} MB or ${headMax.lines} lines`,
        );
      if (end === undefined) return;
      this.#finishHead();
      rest = rest.subarray(end);
    }
    if (rest.length > 0) this.push(rest);
  }

  /** The offset after the first empty line. */
  #endOfHead(chunk: Buffer): number | undefined {
    let start = 0;
    for (let end = chunk.indexOf(lf); end >= 0; end = chunk.indexOf(lf, start)) {
      const isEmpty = !this.#hasText && isBlank(chunk, start, end);
      this.#hasText = false;
      this.#lines++;
      start = end + 1;
      if (isEmpty) return start;
    }
    if (!isBlank(chunk, start, chunk.length)) this.#hasText = true;
    return undefined;
  }

  #finishHead(): void {
    const { status, text } = readHead(Buffer.concat(this.#parts).toString('latin1'));
    this.#parts = [];
    // Any other 1xx response precedes the one that counts.
    if (status >= 200 || status === 101) {
      this.#isBody = true;
      this.push(Buffer.from(text, 'latin1'));
    }
  }
}

function isBlank(chunk: Buffer, start: number, end: number): boolean {
  return end === start || (end === start + 1 && chunk[start] === cr);
}
