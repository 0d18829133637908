import { createHash, hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, constants as zlib } from 'node:zlib';
import { messageOf } from '../errors.ts';
import { hash1 } from '../go/dirhash.ts';
import type { ModuleVersion } from '../go/module.ts';
import { limits } from './format.ts';
import { type ModuleContents, type ModuleFile, UnreadableModule, wrongLength } from './module-files.ts';
import { ModuleNames } from './module-names.ts';
import { openModule, type Reading } from './module-source.ts';
import { TarWriter } from './tar-writer.ts';

/** ShardModule is a module to be written, with the h1 that vouches for it. */
export type ShardModule = ModuleVersion & { readonly h1: string };

/** SourcedModule also says where its contents are read from. */
export type SourcedModule = ShardModule & { readonly reading: Reading };

/** ShardWritten is how writing a shard ended. */
export type ShardWritten =
  | {
      readonly kind: 'written';
      /** Compressed, as they lie in the file. */
      readonly bytes: number;
      /** In the order of the modules asked for. */
      readonly modules: readonly { readonly files: number; readonly contentBytes: number }[];
    }
  /** One module cannot be packed, or is not what its h1 says: the shard has to be written without it. */
  | { readonly kind: 'refused'; readonly index: number; readonly reason: string };

/**
 * compression is how shards and manifests are compressed. What helps most is to find again what was seen megabytes
 * ago: more candidates for each hash (searchLog) do that at less cost than a larger table, which falls out of the
 * processor's cache, or than long-distance matching. Measured: bench/README.md.
 */
export const compression: Readonly<Record<number, number>> = {
  [zlib.ZSTD_c_compressionLevel]: 6,
  [zlib.ZSTD_c_hashLog]: 20,
  [zlib.ZSTD_c_searchLog]: 5,
  [zlib.ZSTD_c_minMatch]: 6,
  [zlib.ZSTD_c_windowLog]: limits.windowLog,
  [zlib.ZSTD_c_checksumFlag]: 1,
};

/** Compressed bytes come in pieces of this size: a batch of the tar gives one or two. */
const storedPieceBytes = 2 ** 18;

/**
 * writeShard writes modules of a module cache as one zstd frame to `file`. The h1 of each is formed while its
 * files pass by, so it is known only when they are compressed already: a mismatch, which is rare, spoils the shard,
 * and nothing is read twice otherwise. Throws what the file system says of `file`.
 */
export async function writeShard(
  gomodcache: string,
  modules: readonly SourcedModule[],
  file: string,
): Promise<ShardWritten> {
  const compress = createZstdCompress({ params: compression, chunkSize: storedPieceBytes });
  const target = createWriteStream(file);
  const storing = pipeline(compress, target);
  const tar = new TarWriter(compress);
  const written: { files: number; contentBytes: number }[] = [];
  try {
    for (const [index, module] of modules.entries()) {
      const outcome = await writeModule(tar, gomodcache, module);
      if (typeof outcome === 'string') {
        compress.destroy();
        await storing.catch(() => undefined);
        return { kind: 'refused', index, reason: outcome };
      }
      written.push(outcome);
    }
    await tar.end();
  } catch (error) {
    compress.destroy();
    // The first failure is the one to tell; the pipeline's is a consequence of it, or the same.
    await storing.catch(() => undefined);
    throw error;
  }
  await storing;
  return { kind: 'written', bytes: target.bytesWritten, modules: written };
}

/** Writes the files of a module, or says why it must not be packed. */
async function writeModule(
  tar: TarWriter,
  gomodcache: string,
  module: SourcedModule,
): Promise<{ files: number; contentBytes: number } | string> {
  try {
    const source = openModule(gomodcache, module, module.reading);
    try {
      return await writeFiles(tar, source, module);
    } finally {
      source.close();
    }
  } catch (error) {
    if (error instanceof UnreadableModule) return messageOf(error);
    throw error;
  }
}

async function writeFiles(
  tar: TarWriter,
  source: ModuleContents,
  module: ShardModule,
): Promise<{ files: number; contentBytes: number } | string> {
  const files = source.files.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  const contentBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const reason = refuseFiles(module, files, contentBytes);
  if (reason !== undefined) return reason;
  const hashed: { name: string; sha256: string }[] = [];
  for (const file of files) hashed.push({ name: file.name, sha256: await writeFile(tar, source, file) });
  const h1 = hash1(hashed);
  return h1 === module.h1 ? { files: files.length, contentBytes } : `its hash is ${h1}, not ${module.h1}`;
}

/** Returns the digest of what was written, which is what is compressed: it is read back from the tar itself. */
async function writeFile(
  tar: TarWriter,
  source: ModuleContents,
  { name, bytes }: ModuleFile,
): Promise<string> {
  const room = await tar.room(name, bytes);
  if (room !== undefined) {
    source.fill(name, room);
    return hash('sha256', room, 'hex');
  }
  await tar.file(name, bytes);
  const content = source.read(name);
  return writePieces(tar, { name, bytes }, Buffer.isBuffer(content) ? [content] : content);
}

function refuseFiles(
  module: ModuleVersion,
  files: readonly ModuleFile[],
  contentBytes: number,
): string | undefined {
  if (contentBytes > limits.moduleBytes) return `its files have ${contentBytes} bytes together`;
  if (files.length > limits.moduleFiles) return `it has ${files.length} files`;
  const names = new ModuleNames(module);
  for (const { name } of files) {
    const reason = names.refuse(name);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

async function writePieces(
  tar: TarWriter,
  file: ModuleFile,
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<string> {
  const sha256 = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > file.bytes) throw wrongLength(file);
    sha256.update(piece);
    await tar.content(piece);
  }
  if (bytes !== file.bytes) throw wrongLength(file);
  return sha256.digest('hex');
}
