import { statSync } from 'node:fs';
import { isSystemError } from '../disk-error.ts';
import type { ModuleVersion } from '../go/module.ts';
import { hashZip, type ZipAnswer } from './hash-zip.ts';
import { UnreadableModule } from './module-files.ts';
import { ModuleStage } from './module-stage.ts';
import { zipContentBytes } from './zip-directory.ts';
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

/** A zip whose files have this many times its size, and a megabyte, is hashed before they are laid out. */
const expansionMax = 16;

/**
 * receiveZip reads a zip once: its files are hashed while they are laid out, and where the hash is the one of go.sum, zip
 * and tree are placed in the module cache. Where they cannot be, the go command will find out why by itself, and
 * the answer is just the hash. Source code hardly ever shrinks to a sixteenth; a zip that claims to hold more is hashed
 * first, so that the disk never holds much more of what is unverified than a server has sent. Throws what the file
 * system says of the zip itself.
 */
export async function receiveZip(file: string, target: ZipTarget): Promise<ZipReceipt> {
  if (target.tree && expandsFar(file)) {
    const answer = await hashZip(file);
    if (answer.kind !== 'hashed' || answer.h1 !== target.h1) return answer;
  }
  try {
    if (await place(file, target)) return { kind: 'placed' };
  } catch (error) {
    if (!isSystemError(error) && !(error instanceof UnreadableModule)) throw error;
  }
  return hashZip(file);
}

/** A zip without a readable directory is left to hashZip, which says what is wrong with it. */
function expandsFar(file: string): boolean {
  try {
    return zipContentBytes(file) > expansionMax * statSync(file).size + 2 ** 20;
  } catch (error) {
    if (error instanceof UnreadableModule) return false;
    throw error;
  }
}

async function place(file: string, { module, h1, stage: folder, ...layout }: ZipTarget): Promise<boolean> {
  const stage = new ModuleStage({ ...module, h1 }, { ...layout, folder, zip: { file } });
  try {
    await readInto(stage, file);
    return stage.finish(true).kind === 'placed';
  } finally {
    stage.remove();
  }
}

async function readInto(stage: ModuleStage, file: string): Promise<void> {
  const zip = openZip(file, memory);
  try {
    for (const { name, bytes } of zip.files) {
      stage.file(name, bytes);
      const content = zip.read(name);
      if (Buffer.isBuffer(content)) stage.content(content, true);
      else await readPieces(stage, content, bytes);
    }
  } finally {
    zip.close();
  }
}

async function readPieces(stage: ModuleStage, pieces: AsyncIterable<Buffer>, bytes: number): Promise<void> {
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    stage.content(piece, length === bytes);
  }
}
