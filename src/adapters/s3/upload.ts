import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { messageOf } from '../../errors.ts';
import { bytesBody, type S3Body, type S3Client, S3Error, type S3Request } from './client.ts';
import { rootOf, textIn } from './xml.ts';

/** UploadSizes says how a file is divided, in bytes. */
export interface UploadSizes {
  /** Up to here an object is sent in one request. */
  readonly singleMax: number;
  /** At least 5 MiB in AWS. 10,000 parts, which is all there may be, are more than any entry has. */
  readonly part: number;
}

const defaultSizes: UploadSizes = { singleMax: 64 * 2 ** 20, part: 32 * 2 ** 20 };

const partsAtOnce = 4;

/** FileToUpload is a regular file and its size in bytes. */
export interface FileToUpload {
  readonly path: string;
  readonly bytes: number;
}

/**
 * upload stores a file of `bytes` bytes under a key that is not taken: in one request, or in parts, of which nothing stays
 * when that fails. Where two writers race, one wins (If-None-Match). False when the key is taken. Throws as S3Client does.
 */
export async function upload(
  client: S3Client,
  key: string,
  file: FileToUpload,
  signal: AbortSignal,
  sizes: UploadSizes = defaultSizes,
): Promise<boolean> {
  try {
    if (file.bytes <= sizes.singleMax) await putWhole(client, key, file, signal);
    else await putInParts(client, key, file, sizes.part, signal);
    return true;
  } catch (error) {
    if (error instanceof S3Error && error.failure.kind === 'exists') return false;
    throw error;
  }
}

const ifAbsent = { 'if-none-match': '*' };

async function putWhole(
  client: S3Client,
  key: string,
  file: FileToUpload,
  signal: AbortSignal,
): Promise<void> {
  const body = await fileBody(file.path, 0, file.bytes);
  await client.send({ verb: 'write', method: 'PUT', key, headers: ifAbsent, body }, signal);
}

async function putInParts(
  client: S3Client,
  key: string,
  file: FileToUpload,
  partBytes: number,
  signal: AbortSignal,
): Promise<void> {
  const begun = await answerOf(
    client,
    { verb: 'write', method: 'POST', key, query: { uploads: '' } },
    signal,
  );
  const uploadId = begun && textIn(begun, 'UploadId');
  if (uploadId === undefined) throw new BadUpload('the service began an upload without an UploadId');
  try {
    const parts = await putParts({ client, key, uploadId, partBytes }, file, signal);
    const body = bytesBody(completionOf(parts));
    const request = {
      verb: 'write',
      method: 'POST',
      key,
      query: { uploadId },
      headers: ifAbsent,
      body,
    } as const;
    const root = await answerOf(client, request, signal);
    // This request can fail after its status has been sent.
    if (root?.name !== 'CompleteMultipartUploadResult') {
      throw new BadUpload(
        `the service did not complete the upload: ${(root && textIn(root, 'Code')) ?? 'no answer'}`,
      );
    }
  } catch (error) {
    throw await abandon(client, key, uploadId, error);
  }
}

/** BadUpload is an answer to an upload that makes no sense. */
export class BadUpload extends Error {
  override readonly name: string = 'BadUpload';
}

interface PartsUpload {
  readonly client: S3Client;
  readonly key: string;
  readonly uploadId: string;
  readonly partBytes: number;
}

async function putParts(
  { client, key, uploadId, partBytes }: PartsUpload,
  { path, bytes }: FileToUpload,
  parent: AbortSignal,
): Promise<readonly string[]> {
  const count = Math.ceil(bytes / partBytes);
  const etags: string[] = Array.from({ length: count }, () => '');
  const failed = new AbortController();
  const signal = AbortSignal.any([parent, failed.signal]);
  const numbers = etags.keys();
  const sendParts = async () => {
    for (const index of numbers) {
      const from = index * partBytes;
      const body = await fileBody(path, from, Math.min(partBytes, bytes - from));
      const query = { partNumber: String(index + 1), uploadId };
      const { headers } = await client.send({ verb: 'write', method: 'PUT', key, query, body }, signal);
      etags[index] = headers['etag'] ?? '';
    }
  };
  const stopAll = (error: unknown) => failed.abort(error);
  await Promise.all(Array.from({ length: partsAtOnce }, () => sendParts().catch(stopAll)));
  signal.throwIfAborted();
  return etags;
}

function completionOf(etags: readonly string[]): string {
  const parts = etags.map(
    (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escaped(etag)}</ETag></Part>`,
  );
  return `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts.join('')}</CompleteMultipartUpload>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** In ms. */
const abandonTimeout = 10_000;

/** Has the parts removed, which would be kept and paid for. Where that fails, too, the error says so. */
async function abandon(client: S3Client, key: string, uploadId: string, cause: unknown): Promise<unknown> {
  const signal = AbortSignal.timeout(abandonTimeout);
  try {
    const response = await client.sendOnce(
      { verb: 'write', method: 'DELETE', key, query: { uploadId } },
      signal,
    );
    response.discard();
    return cause;
  } catch (error) {
    return new BadUpload(`the parts already sent could not be removed (${messageOf(error)}) after`, {
      cause,
    });
  }
}

async function answerOf(client: S3Client, request: S3Request, signal: AbortSignal) {
  const { text = '' } = await client.send(request, signal);
  return rootOf(text);
}

/** The file is read twice, the first time for its hash: the service then refuses what was changed on the way. */
async function fileBody(path: string, from: number, bytes: number): Promise<S3Body> {
  const hash = createHash('sha256');
  for await (const chunk of piecesOf(path, from, bytes)) hash.update(chunk);
  return {
    hash: hash.digest('hex'),
    open: (progress) => ({ bytes, chunks: reporting(piecesOf(path, from, bytes), progress) }),
  };
}

function piecesOf(path: string, from: number, bytes: number): AsyncIterable<Uint8Array> {
  return createReadStream(path, { start: from, end: from + bytes - 1, highWaterMark: 2 ** 18 });
}

async function* reporting(
  chunks: AsyncIterable<Uint8Array>,
  progress: () => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    progress();
    yield chunk;
  }
}
