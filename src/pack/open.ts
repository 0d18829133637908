import { constants, type FileHandle, open } from 'node:fs/promises';
import { isSystemError } from '../disk-error.ts';
import { errnoOf, messageOf } from '../errors.ts';
import type { Arrival } from '../ports/cache-backend.ts';
import { decodeHead, headBytes } from './format.ts';
import type { Manifest } from './manifest.ts';
import { type ManifestBounds, widestBounds } from './manifest-bounds.ts';
import { decodeManifest } from './parse-manifest.ts';

/** Pack is an open pack whose manifest holds together; its shards have not been looked at. */
export interface Pack {
  readonly manifest: Manifest;
  /** Size of the file in bytes. */
  readonly bytes: number;
  /** Of the open file; the workers read from it, so that nobody can exchange the file meanwhile. */
  readonly fd: number;
  /** Of the shards; absent when all of them are there. */
  readonly arrival?: Arrival | undefined;
  close(): Promise<void>;
}

/** Opened is a pack, or why a file is none. */
export type Opened =
  | { readonly kind: 'ok'; readonly pack: Pack }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** It broke off before its manifest had come. */
  | { readonly kind: 'cut'; readonly reason: string };

/** Coming is what is known of a file that is still on its way. */
export interface Coming {
  /** Its size in bytes, when all of it is there. */
  readonly bytes: number;
  readonly arrival?: Arrival;
}

/**
 * openPack opens a pack and reads its manifest; of one that is still `coming` when that has come. A file that is no pack
 * is rejected, whatever it contains, and so is one whose manifest exceeds `bounds`.
 */
export async function openPack(
  file: string,
  coming?: Coming,
  bounds: ManifestBounds = widestBounds,
): Promise<Opened> {
  const handle = await openPlainFile(file);
  if (typeof handle === 'string') return { kind: 'rejected', reason: handle };
  try {
    const opened = await readPack(handle, coming, bounds);
    if (opened.kind !== 'ok') await handle.close();
    return opened;
  } catch (error) {
    await handle.close();
    if (!isSystemError(error)) throw error;
    return { kind: 'rejected', reason: `it cannot be read: ${messageOf(error)}` };
  }
}

/** A link or a pipe in the place of a pack is not followed and not waited for. */
async function openPlainFile(file: string): Promise<FileHandle | string> {
  try {
    // Not defined on Windows, where unprivileged users make no links.
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    const handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    return 'it is not a plain file';
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return errnoOf(error) === 'ELOOP' ? 'it is not a plain file' : `it cannot be opened: ${messageOf(error)}`;
  }
}

async function readPack(
  handle: FileHandle,
  coming: Coming | undefined,
  bounds: ManifestBounds,
): Promise<Opened> {
  const bytes = coming?.bytes ?? (await handle.stat()).size;
  const arrival = coming?.arrival;
  const lost = await arrival?.upTo(Math.min(headBytes, bytes));
  if (lost !== undefined) return { kind: 'cut', reason: lost.reason };
  const head = decodeHead(await readAt(handle, 0, headBytes), bytes);
  if (typeof head === 'string') return { kind: 'rejected', reason: head };
  const start = headBytes + head.manifestBytes;
  const cut = await arrival?.upTo(start);
  if (cut !== undefined) return { kind: 'cut', reason: cut.reason };
  if (head.manifestBytes > bounds.bytes)
    return { kind: 'rejected', reason: 'the manifest is damaged or too large' };
  const stored = await readAt(handle, headBytes, head.manifestBytes);
  const manifest = decodeManifest(stored, { bounds, stretch: { start, end: bytes } });
  if (typeof manifest === 'string') return { kind: 'rejected', reason: manifest };
  return { kind: 'ok', pack: { manifest, bytes, fd: handle.fd, arrival, close: () => handle.close() } };
}

async function readAt(handle: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, position);
  return buffer.subarray(0, bytesRead);
}
