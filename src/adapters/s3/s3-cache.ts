import { stat } from 'node:fs/promises';
import { messageOf } from '../../errors.ts';
import { FetchFailure } from '../../fetch/failure.ts';
import { readRanges } from '../../fetch/read-ranges.ts';
import {
  type CacheBackend,
  type CacheFetch,
  type CacheLookup,
  type CacheStore,
  EntryInterrupted,
  type Unavailable,
} from '../../ports/cache-backend.ts';
import type { Clock, Random } from '../../ports/clock.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { Bucket } from './bucket.ts';
import { S3Client, S3Error } from './client.ts';
import type { CredentialSource } from './credentials.ts';
import { type Explained, explain } from './explain.ts';
import { findEntry, type StoredEntry } from './list.ts';
import { upload } from './upload.ts';

/** S3CacheOptions are the settings of `s3Cache`. Times in ms, sizes in bytes. */
export interface S3CacheOptions {
  readonly bucket: Bucket;
  readonly credentials: CredentialSource;
  readonly http: () => Promise<HttpClient>;
  /** Whether an object of this name can be an entry; others do not count. Default: all. */
  readonly isEntry?: (name: string) => boolean;
  /** How long nothing may move during a transfer. */
  readonly stallTimeout: number;
  /** How long one request may be silent; default 10 s, at most `stallTimeout`. */
  readonly requestTimeout?: number;
  /** The largest entry taken; default 10 GB. */
  readonly sizeLimit?: number;
  /** Bytes per second below which a restore is given up, on average over `stallTimeout`; default 1 MB/s. */
  readonly speedFloor?: number;
  readonly clock: Clock;
  readonly random: Random;
}

/** Of one request. */
const attempts = 4;

/**
 * s3Cache keeps entries as objects `PREFIX/KEY` of a bucket. Objects are never overwritten and never removed: whoever
 * writes needs no right to delete, and of two writers one wins. What is in a bucket is not trusted.
 */
export function s3Cache(options: S3CacheOptions): CacheBackend {
  const { stallTimeout, requestTimeout = Math.min(10_000, stallTimeout) } = options;
  const client = new S3Client({ ...options, requestTimeout, attempts });
  const closed = new AbortController();
  const answering = async <T>(signal: AbortSignal, body: (signal: AbortSignal) => Promise<T>) => {
    const either = AbortSignal.any([signal, closed.signal]);
    try {
      either.throwIfAborted();
      return await body(either);
    } catch (error) {
      return reasonOf(error, either, options);
    }
  };
  return {
    lookup: (keys, signal) =>
      answering(signal, (ending) => lookUp(client, options, keys, ending)).then(asUnavailable),
    fetch: (keys, signal, onMatched) =>
      answering(signal, async (ending): Promise<CacheFetch> => {
        const entry = await firstOf(client, options, keys, ending);
        if (entry === undefined) return { kind: 'none' };
        onMatched?.(entry.key);
        return read(client, entry, { ...options, requestTimeout }, ending);
      }).then(asUnavailable),
    store: (key, file, signal) => answering(signal, (ending) => store(client, key, file, ending)),
    async close() {
      closed.abort(new Error('the cache is no longer needed'));
    },
  };
}

async function lookUp(
  client: S3Client,
  options: S3CacheOptions,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<CacheLookup> {
  const entry = await firstOf(client, options, keys, signal);
  return entry === undefined ? { kind: 'none' } : { kind: 'found', key: entry.key };
}

async function firstOf(
  client: S3Client,
  { bucket: { prefix }, isEntry = () => true }: S3CacheOptions,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<StoredEntry | undefined> {
  for (const key of keys) {
    const entry = await findEntry({ client, prefix, isEntry }, key, signal);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

async function store(client: S3Client, key: string, file: string, signal: AbortSignal): Promise<CacheStore> {
  const { size: bytes } = await stat(file);
  const isStored = await upload(client, key, { path: file, bytes }, signal);
  return isStored ? { kind: 'stored', bytes } : { kind: 'exists' };
}

async function read(
  client: S3Client,
  { key, bytes }: StoredEntry,
  options: S3CacheOptions & { readonly requestTimeout: number },
  signal: AbortSignal,
): Promise<CacheFetch> {
  const { sizeLimit = 10e9, speedFloor = 1e6 } = options;
  const send = async (headers: Readonly<Record<string, string>>, ending: AbortSignal) => {
    try {
      return await client.sendOnce({ verb: 'read', method: 'GET', key, headers }, ending);
    } catch (error) {
      throw asFetchFailure(error);
    }
  };
  const body = await readRanges({ ...options, send, sizeLimit, speedFloor, signal });
  if (body.bytes !== undefined && body.bytes !== bytes) {
    await body.close();
    return { kind: 'unavailable', reason: `S3: the object ${key} is not of the size that the listing says` };
  }
  return {
    kind: 'found',
    key,
    bytes,
    source: { kind: 'stream', pieces: interruptible(body.pieces, signal, options) },
    dispose: () => body.close(),
  };
}

/** Whoever reads the entry is to know only that it broke off. */
async function* interruptible(
  pieces: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  options: S3CacheOptions,
): AsyncGenerator<Uint8Array, undefined> {
  try {
    yield* pieces;
    return undefined;
  } catch (error) {
    throw new EntryInterrupted(reasonOf(error, signal, options).reason, { isDamaged: false, cause: error });
  }
}

/** In the terms of what repeats the requests for ranges. */
function asFetchFailure(error: unknown): unknown {
  if (!(error instanceof S3Error)) return error;
  const { text: body, status } = error.failure;
  if (status === 412) return new FetchFailure({ kind: 'changed' });
  return error.transient ? new FetchFailure({ kind: 'status', status, body }) : error;
}

function reasonOf(error: unknown, signal: AbortSignal, { bucket, credentials }: S3CacheOptions): Explained {
  if (signal.aborted) return { kind: 'unavailable', reason: messageOf(signal.reason) };
  const explained = explain(error, bucket, credentials.identity);
  if (explained === undefined) throw error;
  return explained;
}

/** Reading that is not allowed is a cache that cannot be used. */
function asUnavailable<T>(outcome: T | Explained): Exclude<T, Explained> | Unavailable {
  return isDenied(outcome)
    ? { kind: 'unavailable', reason: outcome.reason }
    : (outcome as Exclude<T, Explained>);
}

function isDenied(outcome: unknown): outcome is Explained {
  return typeof outcome === 'object' && outcome !== null && 'kind' in outcome && outcome.kind === 'denied';
}
