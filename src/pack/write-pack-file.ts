import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { constants as zlib, zstdCompressSync } from 'node:zlib';
import { encodeHead, headBytes } from './format.ts';
import type { ListedShard, Manifest } from './manifest.ts';
import { compressions } from './zstd-compress.ts';

/** Shards are copied in pieces of this size, all through one buffer: garbage would be as large as the pack. */
const pieceBytes = 2 ** 20;

/**
 * writePackFile puts a pack together from the files of its shards (in the order of the manifest; those of no
 * bytes do not count) and returns its size. `file` appears when it is complete. Throws errno errors.
 */
export async function writePackFile(
  file: string,
  shards: readonly { readonly file: string; readonly bytes: number }[],
  manifest: Manifest<ListedShard>,
): Promise<number> {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    const bytes = await writeParts(handle, shards, manifest).finally(() => handle.close());
    await rename(temporary, file);
    return bytes;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeParts(
  handle: FileHandle,
  shards: readonly { readonly file: string; readonly bytes: number }[],
  manifest: Manifest<ListedShard>,
): Promise<number> {
  // No hash covers the times in it, so that a damaged one would be believed.
  const params = { ...compressions.thorough, [zlib.ZSTD_c_checksumFlag]: 1 };
  const json = zstdCompressSync(JSON.stringify(manifest), { params });
  await handle.writeFile(Buffer.concat([encodeHead({ manifestBytes: json.length }), json]));
  const buffer = Buffer.allocUnsafe(pieceBytes);
  let end = headBytes + json.length;
  for (const shard of shards.filter(({ bytes }) => bytes > 0)) {
    await append(handle, shard.file, buffer);
    // On a full disk the copies would otherwise need the same room once more.
    await rm(shard.file);
    end += shard.bytes;
  }
  return end;
}

async function append(to: FileHandle, file: string, buffer: Buffer): Promise<void> {
  const from = await open(file, 'r');
  try {
    for (;;) {
      const { bytesRead } = await from.read(buffer);
      if (bytesRead === 0) return;
      await to.writeFile(buffer.subarray(0, bytesRead));
    }
  } finally {
    await from.close();
  }
}
