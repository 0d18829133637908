import { constants, type FileHandle, open } from 'node:fs/promises';
import { constants as zlib, zstdDecompressSync } from 'node:zlib';
import { isSystemError } from '../disk-error.ts';
import { errnoOf, messageOf } from '../errors.ts';
import { decodeHead, headBytes, limits } from './format.ts';
import type { Manifest } from './manifest.ts';
import { parseManifest } from './parse-manifest.ts';

/** Pack is an open pack whose manifest holds together; its shards have not been looked at. */
export interface Pack {
  readonly manifest: Manifest;
  /** Size of the file in bytes. */
  readonly bytes: number;
  /** Of the open file; the workers read from it, so that nobody can exchange the file meanwhile. */
  readonly fd: number;
  close(): Promise<void>;
}

/** Opened is a pack, or why a file is none. */
export type Opened =
  | { readonly kind: 'ok'; readonly pack: Pack }
  | { readonly kind: 'rejected'; readonly reason: string };

/** openPack opens a pack and reads its manifest. A file that is no pack is rejected, whatever it contains. */
export async function openPack(file: string): Promise<Opened> {
  const handle = await openPlainFile(file);
  if (typeof handle === 'string') return { kind: 'rejected', reason: handle };
  try {
    const pack = await readPack(handle);
    if (typeof pack !== 'string') return { kind: 'ok', pack };
    await handle.close();
    return { kind: 'rejected', reason: pack };
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

async function readPack(handle: FileHandle): Promise<Pack | string> {
  const { size } = await handle.stat();
  const head = decodeHead(await readAt(handle, 0, headBytes), size);
  if (typeof head === 'string') return head;
  const json = await readManifest(handle, head.manifestBytes);
  if (json === undefined) return 'the manifest is damaged or too large';
  const manifest = parseManifest(json, { start: headBytes + head.manifestBytes, end: size });
  if (typeof manifest === 'string') return manifest;
  return { manifest, bytes: size, fd: handle.fd, close: () => handle.close() };
}

async function readManifest(handle: FileHandle, bytes: number): Promise<string | undefined> {
  if (bytes > limits.manifestBytes) return undefined;
  try {
    const options = {
      maxOutputLength: limits.manifestBytes,
      params: { [zlib.ZSTD_d_windowLogMax]: limits.windowLog },
    };
    return zstdDecompressSync(await readAt(handle, headBytes, bytes), options).toString();
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

async function readAt(handle: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, position);
  return buffer.subarray(0, bytesRead);
}
