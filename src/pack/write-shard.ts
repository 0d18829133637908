import { createHash, hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, constants as zlib } from 'node:zlib';
import { messageOf } from '../errors.ts';
import { hash1 } from '../go/dirhash.ts';
import type { ModuleVersion } from '../go/module.ts';
import { limits } from './format.ts';
import { type ModuleFile, type ModuleFiles, UnreadableModule } from './module-files.ts';
import { ModuleNames } from './module-names.ts';
import { openModule } from './module-source.ts';
import { TarWriter } from './tar-writer.ts';

/** ShardModule is a module to be written, with the h1 that vouches for it. */
export type ShardModule = ModuleVersion & { readonly h1: string };

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
 * compression is how shards and manifests are compressed. What helps most is to find again what was seen tens of
 * megabytes ago (a hash table larger than the level's own); long-distance matching on top of that made it worse.
 * Measured: bench/README.md.
 */
export const compression: Readonly<Record<number, number>> = {
  [zlib.ZSTD_c_compressionLevel]: 8,
  [zlib.ZSTD_c_hashLog]: 21,
  [zlib.ZSTD_c_minMatch]: 7,
  [zlib.ZSTD_c_windowLog]: limits.windowLog,
  [zlib.ZSTD_c_checksumFlag]: 1,
};

/**
 * writeShard writes modules of a module cache as one zstd frame to `file`. The h1 of each is formed while its
 * files pass by, so it is known only when they are compressed already: a mismatch, which is rare, spoils the shard,
 * and nothing is read twice otherwise. Throws what the file system says of `file`.
 */
export async function writeShard(
  gomodcache: string,
  modules: readonly ShardModule[],
  file: string,
): Promise<ShardWritten> {
  const compress = createZstdCompress({ params: compression });
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
  module: ShardModule,
): Promise<{ files: number; contentBytes: number } | string> {
  try {
    const source = openModule(gomodcache, module);
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
  source: ModuleFiles,
  module: ShardModule,
): Promise<{ files: number; contentBytes: number } | string> {
  const files = source.files.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  const contentBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const reason = refuseFiles(module, files, contentBytes);
  if (reason !== undefined) return reason;
  const hashed: { name: string; sha256: string }[] = [];
  for (const file of files) {
    await tar.file(file.name, file.bytes);
    const content = source.read(file.name);
    const sha256 = Buffer.isBuffer(content)
      ? await writeWhole(tar, file, content)
      : await writePieces(tar, file, content);
    hashed.push({ name: file.name, sha256 });
  }
  const h1 = hash1(hashed);
  return h1 === module.h1 ? { files: files.length, contentBytes } : `its hash is ${h1}, not ${module.h1}`;
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

async function writeWhole(tar: TarWriter, file: ModuleFile, content: Buffer): Promise<string> {
  if (content.length !== file.bytes) throw changed(file);
  await tar.content(content);
  return hash('sha256', content, 'hex');
}

async function writePieces(tar: TarWriter, file: ModuleFile, pieces: AsyncIterable<Buffer>): Promise<string> {
  const sha256 = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > file.bytes) throw changed(file);
    sha256.update(piece);
    await tar.content(piece);
  }
  if (bytes !== file.bytes) throw changed(file);
  return sha256.digest('hex');
}

function changed(file: ModuleFile): UnreadableModule {
  return new UnreadableModule(`\`${file.name}\` does not have the ${file.bytes} bytes it should have`);
}
