import { messageOf } from '../../errors.ts';
import { FetchFailure } from '../../fetch/failure.ts';
import { readRanges } from '../../fetch/read-ranges.ts';
import { EngineFault } from '../../modcache/zlib-engine.ts';
import { type CacheFetch, EntryInterrupted } from '../../ports/cache-backend.ts';
import { ArchiveFault, openArchivedPack } from './archived-pack.ts';
import { decompress } from './decompress.ts';
import { unavailable } from './endpoint.ts';
import { lookUpEntry, type MatchedEntry } from './look-up-entry.ts';
import type { CacheService } from './service.ts';

/** FetchRequest says which entry is fetched. */
export interface FetchRequest {
  readonly keys: readonly string[];
  readonly signal: AbortSignal;
  /** Told which entry will come, before its first bytes are here. */
  readonly onMatched: ((key: string) => void) | undefined;
}

/** fetchEntry fetches an entry. It resolves when its archive has begun to come, and has proved to be one of a pack. */
export async function fetchEntry(
  service: CacheService,
  { keys, signal, onMatched }: FetchRequest,
): Promise<CacheFetch> {
  const match = await lookUpEntry(service, keys, signal);
  if (match.kind !== 'found') return match;
  maskSigned(service, match.url);
  onMatched?.(match.key);
  try {
    return await openEntry(service, match, signal);
  } catch (error) {
    if (signal.aborted) return unavailable(messageOf(signal.reason));
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    if (error instanceof FetchFailure) return unavailable(reason);
    return { kind: 'broken', key: match.key, reason };
  }
}

/** Those of Azure, S3 and Google have 40 characters and more. */
const signatureMin = 16;

/** Whoever knows the URL can read the entry, and the runner's log is read by many. */
function maskSigned({ mask }: CacheService, url: string): void {
  mask(url);
  const signature = new URL(url).searchParams.get('sig');
  // A shorter one would take common words out of everything that is told.
  if (signature === null || signature.length < signatureMin) return;
  mask(signature);
  mask(encodeURIComponent(signature));
}

async function openEntry(
  service: CacheService,
  { key, url, compression }: MatchedEntry,
  signal: AbortSignal,
): Promise<CacheFetch> {
  const { sizeLimit } = service;
  const http = await service.http();
  const body = await readRanges({
    ...service,
    send: (headers, each) => http.send({ url, headers, signal: each }),
    signal,
  });
  try {
    const { bytes, content } = await openArchivedPack(decompress(body.pieces));
    if (bytes > sizeLimit) throw new ArchiveFault(`it is larger than ${sizeLimit} bytes`);
    return {
      kind: 'found',
      key,
      bytes,
      source: { kind: 'stream', pieces: interruptible(content) },
      ...(compression === 'gzip' ? { note: savedByGzip } : {}),
      dispose: () => body.close(),
    };
  } catch (error) {
    await body.close();
    throw error;
  }
}

const savedByGzip = 'the entry was saved by a job without zstd, with gzip';

/** The content, with what can go wrong worded as the port has it. */
async function* interruptible(
  content: AsyncGenerator<Uint8Array, undefined>,
): AsyncGenerator<Uint8Array, undefined> {
  try {
    return yield* content;
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new EntryInterrupted(reason, { isDamaged: !(error instanceof FetchFailure), cause: error });
  }
}

/** What is wrong with an entry, in one sentence; undefined for an error that is not expected. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof ArchiveFault) return error.message;
  if (isDecompressionFault(error)) return `its archive cannot be decompressed: ${messageOf(error)}`;
  if (!(error instanceof FetchFailure)) return undefined;
  const { status, message } = error;
  if (status === undefined) return `the storage of the cache service failed: ${message}`;
  const expired = status === 403 ? ', its signature may have expired' : '';
  return `the storage of the cache service answered ${message}${expired}`;
}

function isDecompressionFault(error: unknown): boolean {
  const code = Error.isError(error) && 'code' in error ? String(error.code) : '';
  return error instanceof EngineFault || /^(?:Z_|ZSTD_)/.test(code);
}
