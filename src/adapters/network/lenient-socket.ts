import type { Socket } from 'node:net';
import { Duplex, pipeline, Transform, type TransformCallback } from 'node:stream';
import { readHead } from '../../http/response-head.ts';
import { TransportError } from '../../ports/transport-error.ts';
import { maxHeaderSize } from './max-header-size.ts';

/**
 * lenientSocket is a socket for one exchange of HTTP/1.1 on which the head of the answer comes as a strict parser takes it,
 * although the server wrote it as only Go takes it. What follows the head passes as it is.
 */
export function lenientSocket(socket: Socket): Socket {
  const rewriter = new HeadRewriter();
  // What breaks one of them breaks the stream, which tells whoever reads it.
  pipeline(socket, rewriter, () => undefined);
  const stream = Duplex.from({ readable: rewriter, writable: socket });
  // The rest of what undici asks of a socket.
  return Object.assign(stream, { ref: () => socket.ref(), unref: () => socket.unref() }) as unknown as Socket;
}

const lf = 0x0a;
const cr = 0x0d;

class HeadRewriter extends Transform {
  #isBody = false;
  #parts: Buffer[] = [];
  #size = 0;
  /** How many bytes the current line has, without a CR. */
  #line = 0;

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
      this.#parts.push(rest.subarray(0, end));
      this.#size += this.#parts.at(-1)?.length ?? 0;
      if (this.#size > maxHeaderSize)
        throw new TransportError('broken', `the headers exceed ${maxHeaderSize} bytes`);
      if (end === undefined) return;
      this.#finishHead();
      rest = rest.subarray(end);
    }
    if (rest.length > 0) this.push(rest);
  }

  /** Where the head ends in a chunk: behind the first empty line. */
  #endOfHead(chunk: Buffer): number | undefined {
    for (const [index, byte] of chunk.entries()) {
      if (byte === lf && this.#line === 0) return index + 1;
      if (byte === lf) this.#line = 0;
      else if (byte !== cr) this.#line++;
    }
    return undefined;
  }

  #finishHead(): void {
    const { status, text } = readHead(
      Buffer.concat(this.#parts)
        .toString('latin1')
        .replace(/\r?\n\r?\n$/, ''),
    );
    this.#parts = [];
    // Others announce an answer that is still to come.
    if (status >= 200 || status === 101) {
      this.#isBody = true;
      this.push(Buffer.from(text, 'latin1'));
    }
  }
}
