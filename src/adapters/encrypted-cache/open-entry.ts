import { open } from 'node:fs/promises';
import { bytesOf } from '../../byte-stream.ts';
import { errnoOf, messageOf } from '../../errors.ts';
import {
  type CacheFetch,
  EntryInterrupted,
  type EntrySource,
  type FoundEntry,
} from '../../ports/cache-backend.ts';
import { contentBytesOf, FrameOpener, framesOf, headerBytes, isHeader, sealedFrameBytes } from './frames.ts';
import type { EncryptionKey } from './key.ts';

/**
 * openEncryptedEntry decrypts an entry as it comes, under the name that it was encrypted as. Its first frame is read at
 * once: an entry of another key, or one that is not encrypted, is broken. `found` is disposed of unless it is returned.
 */
export async function openEncryptedEntry(
  found: FoundEntry,
  key: EncryptionKey,
  name: string,
): Promise<CacheFetch> {
  const { pieces, close } = await piecesOf(found.source);
  const dispose = async () => {
    await close();
    await found.dispose();
  };
  const refuse = async (outcome: CacheFetch): Promise<CacheFetch> => {
    await dispose();
    return outcome;
  };
  try {
    const bytes = contentBytesOf(found.bytes);
    const { header, rest } = await readHeader(pieces);
    if (bytes === undefined || !isHeader(header)) return await refuse(broken(name, 'it is not encrypted'));
    const contents = decrypted(rest, new FrameOpener(header, key, name));
    const first = await contents.next();
    if (first.done) return await refuse(broken(name, 'it is not whole'));
    if (first.value === undefined) {
      return await refuse(broken(name, 'it is encrypted with another key, or damaged'));
    }
    const source = { kind: 'stream', pieces: resumed(first.value, contents) } as const;
    return { ...found, key: name, bytes, source, dispose };
  } catch (error) {
    await dispose();
    if (!(error instanceof EntryInterrupted)) throw error;
    return error.isDamaged ? broken(name, error.reason) : { kind: 'unavailable', reason: error.reason };
  }
}

function broken(key: string, reason: string): CacheFetch {
  return { kind: 'broken', key, reason };
}

interface OpenSource {
  readonly pieces: AsyncIterator<Uint8Array>;
  close(): Promise<void>;
}

async function piecesOf(source: EntrySource): Promise<OpenSource> {
  if (source.kind === 'stream') return { pieces: source.pieces, close: async () => undefined };
  const pieces = fileReader(source.file);
  return { pieces, close: async () => void (await pieces.return(undefined)) };
}

async function* fileReader(file: string): AsyncGenerator<Uint8Array, undefined> {
  try {
    await using handle = await open(file);
    yield* bytesOf(handle.createReadStream({ highWaterMark: 2 ** 18, autoClose: false }));
    return undefined;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    throw new EntryInterrupted(`it cannot be read: ${messageOf(error)}`, { isDamaged: false, cause: error });
  }
}

/** The header, shorter where the entry is, and what follows it. */
async function readHeader(pieces: AsyncIterator<Uint8Array>) {
  let read = Buffer.of();
  while (read.length < headerBytes) {
    const { done, value } = await pieces.next();
    if (done) break;
    read = Buffer.concat([read, value]);
  }
  return { header: read.subarray(0, headerBytes), rest: following(read.subarray(headerBytes), pieces) };
}

async function* following(
  first: Uint8Array,
  pieces: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, undefined> {
  yield first;
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  return undefined;
}

/** What the frames hold; undefined for one that does not decrypt. */
async function* decrypted(
  pieces: AsyncIterable<Uint8Array>,
  opener: FrameOpener,
): AsyncGenerator<Buffer | undefined, undefined> {
  for await (const frame of framesOf(pieces, sealedFrameBytes)) yield opener.open(frame);
  return undefined;
}

async function* resumed(
  first: Uint8Array,
  rest: AsyncIterable<Buffer | undefined>,
): AsyncGenerator<Uint8Array, undefined> {
  yield first;
  for await (const contents of rest) {
    if (contents === undefined)
      throw new EntryInterrupted('a part of the encrypted entry is damaged', { isDamaged: true });
    yield contents;
  }
  return undefined;
}
