import type { FileHandle } from 'node:fs/promises';
import { isSystemError } from '../disk-error.ts';
import { errnoOf, messageOf } from '../errors.ts';
import { ok, type Parsed, problem } from '../parsed.ts';
import { NotRegularFile, openPlainFile } from '../plain-file.ts';
import { EntryInterrupted, type EntrySource, type Interruption } from '../ports/cache-backend.ts';
import { decodeHead, headBytes } from './format.ts';
import type { Manifest } from './manifest.ts';
import { type ManifestBounds, widestBounds } from './manifest-bounds.ts';
import { PackStream } from './pack-stream.ts';
import { decodeManifest } from './parse-manifest.ts';

/** PackFile is an open pack on disk; the workers read from the open file, so that nothing can exchange it meanwhile. */
export interface PackFile {
  readonly kind: 'file';
  readonly fd: number;
}

/** PackSource is where the shards of an open pack are read from. */
export type PackSource =
  | PackFile
  /** Its position is the end of the manifest. */
  | { readonly kind: 'stream'; readonly stream: PackStream };

/** Pack is an open pack whose manifest holds together; its shards have not been looked at. */
export interface Pack<S extends PackSource = PackSource> {
  readonly manifest: Manifest;
  /** Size of the pack in bytes. */
  readonly bytes: number;
  readonly source: S;
  close(): Promise<void>;
}

/** Opened is a pack, or says why there is no pack. */
export type Opened<S extends PackSource = PackSource> =
  | { readonly kind: 'ok'; readonly pack: Pack<S> }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** It broke off before its manifest had come. */
  | ({ readonly kind: 'interrupted' } & Interruption);

/** openEntry opens the pack of an entry of `bytes` bytes, as openPack and openPackStream do. */
export function openEntry(source: EntrySource, bytes: number, bounds: ManifestBounds): Promise<Opened> {
  return source.kind === 'file'
    ? openPack(source.file, bounds)
    : openPackStream(source.pieces, bytes, bounds);
}

/**
 * openPack opens a pack and reads its manifest. A file that is no pack is rejected, whatever it contains, and so is one whose
 * manifest exceeds `bounds`.
 */
export async function openPack(
  file: string,
  bounds: ManifestBounds = widestBounds,
): Promise<Opened<PackFile>> {
  const opened = await openInPlace(file);
  if (opened.kind === 'problem') return { kind: 'rejected', reason: opened.message };
  const handle = opened.value;
  try {
    const { size } = await handle.stat();
    let position = 0;
    const parsed = await readManifest(size, bounds, async (bytes) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, position);
      position += bytesRead;
      return buffer.subarray(0, bytesRead);
    });
    if (parsed.kind === 'ok') {
      const source = { kind: 'file', fd: handle.fd } as const;
      return {
        kind: 'ok',
        pack: { manifest: parsed.value, bytes: size, source, close: () => handle.close() },
      };
    }
    await handle.close();
    return { kind: 'rejected', reason: parsed.message };
  } catch (error) {
    await handle.close();
    if (!isSystemError(error)) throw error;
    return { kind: 'rejected', reason: `it cannot be read: ${messageOf(error)}` };
  }
}

/** openPackStream is openPack for a pack of `bytes` bytes that comes in `pieces`: it reads no further than the manifest. */
export async function openPackStream(
  pieces: AsyncIterator<Uint8Array>,
  bytes: number,
  bounds: ManifestBounds = widestBounds,
): Promise<Opened> {
  const stream = new PackStream(pieces);
  try {
    const parsed = await readManifest(bytes, bounds, (wanted) => stream.read(wanted));
    if (parsed.kind === 'problem') return { kind: 'rejected', reason: parsed.message };
    return {
      kind: 'ok',
      pack: {
        manifest: parsed.value,
        bytes,
        source: { kind: 'stream', stream },
        close: async () => undefined,
      },
    };
  } catch (error) {
    if (!(error instanceof EntryInterrupted)) throw error;
    return { kind: 'interrupted', reason: error.reason, isDamaged: error.isDamaged };
  }
}

/** A link or a pipe in the place of a pack is not followed and not waited for. */
async function openInPlace(file: string): Promise<Parsed<FileHandle>> {
  try {
    return ok(await openPlainFile(file, { followLinks: false }));
  } catch (error) {
    if (error instanceof NotRegularFile || errnoOf(error) === 'EISDIR')
      return problem('it is not a plain file');
    if (!isSystemError(error)) throw error;
    return problem(`it cannot be opened: ${messageOf(error)}`);
  }
}

/** Returns the manifest of a pack of `size` bytes, or why the pack is rejected. `read` gives the next bytes, fewer only at the end. */
async function readManifest(
  size: number,
  bounds: ManifestBounds,
  read: (bytes: number) => Promise<Buffer>,
): Promise<Parsed<Manifest>> {
  const head = decodeHead(await read(Math.min(headBytes, size)), size);
  if (head.kind === 'problem') return head;
  const { manifestBytes } = head.value;
  if (manifestBytes > bounds.bytes) return problem('the manifest is damaged or too large');
  const range = { from: headBytes + manifestBytes, until: size };
  return decodeManifest(await read(manifestBytes), { bounds, range });
}
