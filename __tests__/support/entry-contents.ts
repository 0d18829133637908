import { createReadStream } from 'node:fs';
import type { CacheFetch, FoundEntry } from '../../src/ports/cache-backend.ts';

/** contentsOf reads an entry to its end and disposes of it; throws when there is none, or when it breaks off. */
export async function contentsOf(fetched: CacheFetch): Promise<Buffer> {
  if (fetched.kind !== 'found') throw new Error(`not found: ${JSON.stringify(fetched)}`);
  try {
    const pieces: Buffer[] = [];
    for await (const piece of piecesOf(fetched)) pieces.push(Buffer.from(piece));
    const contents = Buffer.concat(pieces);
    if (contents.length !== fetched.bytes)
      throw new Error(`${contents.length} of ${fetched.bytes} bytes came`);
    return contents;
  } finally {
    await fetched.dispose();
  }
}

/** piecesOf yields the bytes of an entry, each piece valid until the next. */
export async function* piecesOf({ source }: FoundEntry): AsyncGenerator<Uint8Array> {
  if (source.kind === 'file') return yield* createReadStream(source.file);
  for (let next = await source.pieces.next(); !next.done; next = await source.pieces.next()) yield next.value;
}
