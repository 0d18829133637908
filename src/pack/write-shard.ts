import { createHash, hash } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { messageOf } from '../errors.ts';
import { hash1 } from '../go/dirhash.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import {
  type ModuleContents,
  type ModuleFile,
  moduleLimits,
  UnreadableModule,
  wrongLength,
} from '../modcache/module-files.ts';
import { ModuleNames } from '../modcache/module-names.ts';
import { openModule, type Reading } from '../modcache/module-source.ts';
import { inPackOrder } from './file-order.ts';
import { encodeListing } from './listing.ts';
import { ShardWriter } from './shard-writer.ts';
import { compressFrame, type Effort } from './zstd-compress.ts';

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
 * writeShard writes modules of a module cache as one zstd frame to `file`. The h1 of each is computed while its
 * files pass by, so it is known only when they are compressed already: a mismatch, which is rare, spoils the shard,
 * and nothing is read twice otherwise. Throws what the file system says of `file`.
 */
export async function writeShard(
  gomodcache: string,
  modules: readonly SourcedModule[],
  { file, effort }: { readonly file: string; readonly effort: Effort },
): Promise<ShardWritten> {
  const fd = openSync(file, 'w');
  let bytes = 0;
  const frame = compressFrame(effort, (piece) => {
    writeFileSync(fd, piece);
    bytes += piece.length;
  });
  try {
    const shard = new ShardWriter(frame);
    const written: { files: number; contentBytes: number }[] = [];
    for (const [index, module] of modules.entries()) {
      const outcome = await writeModule(shard, gomodcache, module);
      if (typeof outcome === 'string') {
        await frame.abandon();
        return { kind: 'refused', index, reason: outcome };
      }
      written.push(outcome);
    }
    await shard.end();
    return { kind: 'written', bytes, modules: written };
  } catch (error) {
    await frame.abandon();
    throw error;
  } finally {
    closeSync(fd);
  }
}

/** Writes the files of a module, or says why it must not be packed. */
async function writeModule(
  shard: ShardWriter,
  gomodcache: string,
  module: SourcedModule,
): Promise<{ files: number; contentBytes: number } | string> {
  try {
    const source = openModule(gomodcache, module, module.reading);
    try {
      return await writeFiles(shard, source, module);
    } finally {
      source.close();
    }
  } catch (error) {
    if (error instanceof UnreadableModule) return messageOf(error);
    throw error;
  }
}

async function writeFiles(
  shard: ShardWriter,
  source: ModuleContents,
  module: ShardModule,
): Promise<{ files: number; contentBytes: number } | string> {
  const prefix = `${moduleKey(module)}/`;
  const files = inPackOrder(prefix, source.files);
  const contentBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const reason = refuseFiles(module, files, contentBytes);
  if (reason !== undefined) return reason;
  const listing = encodeListing(prefix, files);
  if (listing.length > moduleLimits.listingBytes)
    return `the names of its files have ${listing.length} bytes together`;
  await shard.content(listing);
  const hashed: { name: string; sha256: string }[] = [];
  for (const file of files) hashed.push({ name: file.name, sha256: await writeFile(shard, source, file) });
  const h1 = hash1(hashed);
  return h1 === module.h1
    ? { files: files.length, contentBytes }
    : `its files hash to ${h1}, but go.sum says ${module.h1}`;
}

/** Returns the digest of what was written, as it is compressed: it is read from the batch itself. */
async function writeFile(
  shard: ShardWriter,
  source: ModuleContents,
  { name, bytes }: ModuleFile,
): Promise<string> {
  const room = await shard.room(bytes);
  if (room !== undefined) {
    source.fill(name, room);
    return hash('sha256', room, 'hex');
  }
  const content = source.read(name);
  return writePieces(shard, { name, bytes }, Buffer.isBuffer(content) ? [content] : content);
}

function refuseFiles(
  module: ModuleVersion,
  files: readonly ModuleFile[],
  contentBytes: number,
): string | undefined {
  if (contentBytes > moduleLimits.moduleBytes) return `its files have ${contentBytes} bytes together`;
  if (files.length > moduleLimits.files) return `it has ${files.length} files`;
  const names = new ModuleNames(module);
  for (const { name } of files) {
    const reason = names.refuse(name);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

async function writePieces(
  shard: ShardWriter,
  file: ModuleFile,
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<string> {
  const sha256 = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > file.bytes) throw wrongLength(file);
    sha256.update(piece);
    await shard.content(piece);
  }
  if (bytes !== file.bytes) throw wrongLength(file);
  return sha256.digest('hex');
}
