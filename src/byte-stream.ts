/** bytesOf yields the pieces of a byte stream, which Node's types say may be anything; throws a TypeError where one is. */
export async function* bytesOf(stream: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const piece of stream) yield toBuffer(piece);
}

/** toBuffer returns a piece of a byte stream as what it is; throws a TypeError for anything else. */
export function toBuffer(piece: unknown): Buffer {
  if (!Buffer.isBuffer(piece)) throw new TypeError('a byte stream gave something else than bytes');
  return piece;
}
