import type { HttpResponse } from '../ports/http-client.ts';

/** BodyStart is what was read of a body. */
export interface BodyStart {
  readonly bytes: Buffer;
  /** Whether that is all of it. */
  readonly isWhole: boolean;
}

/**
 * readStart reads a body up to `bytesMax` bytes, and discards what is beyond. `onPiece` is called as bytes come.
 * Rejects as HttpClient does.
 */
export async function readStart(
  response: HttpResponse,
  bytesMax: number,
  onPiece: () => void = () => undefined,
): Promise<BodyStart> {
  const pieces: Uint8Array[] = [];
  let read = 0;
  try {
    for await (const piece of response.body) {
      onPiece();
      pieces.push(piece);
      read += piece.length;
      if (read > bytesMax) break;
    }
  } finally {
    response.discard();
  }
  return { bytes: Buffer.concat(pieces).subarray(0, bytesMax), isWhole: read <= bytesMax };
}
