/**
 * bytesOf yields the pieces of a byte stream, which Node types as `unknown`. Throws a TypeError for anything
 * but bytes.
 */
export async function* bytesOf(stream: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const piece of stream) yield toBuffer(piece);
}

/** toBuffer returns a piece of a byte stream as a Buffer. Throws a TypeError for anything but bytes. */
export function toBuffer(piece: unknown): Buffer {
  if (!Buffer.isBuffer(piece)) throw new TypeError('a byte stream gave something else than bytes');
  return piece;
}
