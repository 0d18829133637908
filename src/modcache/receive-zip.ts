import { mkdirSync } from 'node:fs';
import { isSystemError } from '../disk-error.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import { checkLength, hashZip, type ZipAnswer } from './hash-zip.ts';
import { modcachePaths } from './modcache.ts';
import { UnreadableModule } from './module-files.ts';
import { placeModule } from './place.ts';
import { ModuleReceiver } from './receive-module.ts';
import { removeTree } from './remove-tree.ts';
import { TreeWriter } from './tree-writer.ts';
import { memory } from './zip-memory.ts';
import { openZip } from './zip-reader.ts';

/** ZipTarget says for which module of which module cache a zip is meant. */
export interface ZipTarget {
  readonly module: ModuleVersion;
  /** What go.sum demands of it. */
  readonly h1: string;
  readonly gomodcache: string;
  /** A name in the file system of the module cache, of this zip alone; a folder is made there and removed. */
  readonly stage: string;
  /** Whether its files are laid out too: not where a go command may be at work. */
  readonly tree: boolean;
  /** Mode that folders get when they are complete, or undefined to leave them writable. */
  readonly folderMode: number | undefined;
}

/** ZipReceipt is what a zip turned out to be; a placed one is in the module cache, and no longer where it was. */
export type ZipReceipt = ZipAnswer | { readonly kind: 'placed' };

/**
 * receiveZip reads a zip once: its files are hashed while they are laid out, and where the hash is the one of go.sum, zip
 * and tree are placed in the module cache. Where they cannot be, the go command will find out why by itself, and
 * the answer is just the hash. Throws what the file system says of the zip itself.
 */
export async function receiveZip(file: string, target: ZipTarget): Promise<ZipReceipt> {
  try {
    if (await placed(file, target)) return { kind: 'placed' };
  } catch (error) {
    if (!isSystemError(error) && !(error instanceof UnreadableModule)) throw error;
  } finally {
    removeTree(target.stage);
  }
  return hashZip(file);
}

async function placed(
  file: string,
  { module, h1, gomodcache, stage, ...layout }: ZipTarget,
): Promise<boolean> {
  mkdirSync(stage);
  const tree = layout.tree ? new TreeWriter(`${stage}/tree`, `${moduleKey(module)}/`) : undefined;
  const receiver = new ModuleReceiver({ ...module, h1 }, tree === undefined ? [] : [tree]);
  try {
    await readInto(receiver, file);
  } finally {
    tree?.close();
  }
  if (receiver.finish(true) !== undefined) return false;
  if (layout.folderMode !== undefined) tree?.seal(layout.folderMode);
  return placeModule(
    {
      tree: tree && `${stage}/tree`,
      zip: file,
      ziphash: `${stage}/ziphash`,
      h1,
      folderMode: layout.folderMode,
    },
    modcachePaths(gomodcache, module),
  );
}

async function readInto(receiver: ModuleReceiver, file: string): Promise<void> {
  const zip = openZip(file, memory);
  try {
    for (const { name, bytes } of zip.files) {
      receiver.file(name, bytes);
      const content = zip.read(name);
      if (Buffer.isBuffer(content)) {
        checkLength(content.length, bytes);
        receiver.content(content, true);
      } else await readPieces(receiver, content, bytes);
    }
  } finally {
    zip.close();
  }
}

async function readPieces(
  receiver: ModuleReceiver,
  pieces: AsyncIterable<Buffer>,
  bytes: number,
): Promise<void> {
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    receiver.content(piece, length === bytes);
  }
  checkLength(length, bytes);
}
