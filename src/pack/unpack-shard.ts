import { mkdirSync } from 'node:fs';
import { isSystemError } from '../disk-error.ts';
import { messageOf } from '../errors.ts';
import { ModuleStage, type StageOutcome } from '../modcache/module-stage.ts';
import { ZipWriter } from '../modcache/zip-writer.ts';
import type { Shard } from './manifest.ts';
import { readShard, type StoredShard } from './read-shard.ts';
import type { ListedModule, Receiver } from './shard-reader.ts';

/** UnpackShard asks for the modules of one shard to be placed in a module cache. */
export interface UnpackShard {
  readonly stored: StoredShard;
  readonly shard: Shard;
  /** All modules of the shard; those without `h1` are not wanted. */
  readonly modules: readonly (ListedModule & { readonly h1: string | undefined })[];
  readonly gomodcache: string;
  /** A folder in the file system of the module cache, of this shard alone; it need not exist. */
  readonly scratch: string;
  readonly trees: boolean;
  readonly zips: boolean;
  /** Mode that folders of trees get when they are complete, or undefined to leave them writable. */
  readonly folderMode: number | undefined;
}

/** ShardPlan says what is to become of a shard, wherever its bytes will be read from. */
export type ShardPlan = Omit<UnpackShard, 'stored'>;

/** ShardUnpacked is how a shard ended, after `report` has told of the modules. */
export type ShardUnpacked =
  | { readonly kind: 'read' }
  | { readonly kind: 'broken'; readonly reason: string }
  | { readonly kind: 'interrupted' }
  /** The module cache cannot be written to. */
  | { readonly kind: 'disk'; readonly reason: string };

/**
 * unpackShard verifies and places the wanted modules of a shard and calls `report` once for each, by its index.
 * When the shard is broken or interrupted, the modules it has not told of are lost; the others are in place.
 */
export async function unpackShard(
  request: UnpackShard,
  report: (index: number, outcome: StageOutcome) => void,
): Promise<ShardUnpacked> {
  const { stored, shard, modules, scratch } = request;
  const batch = ZipWriter.batch();
  try {
    mkdirSync(scratch);
    return await readShard(stored, shard, modules, (index) => {
      const module = modules[index];
      if (module?.h1 === undefined) return undefined;
      return stage(request, { ...module, h1: module.h1 }, `${scratch}/${index}`, batch, (outcome) =>
        report(index, outcome),
      );
    });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { kind: 'disk', reason: messageOf(error) };
  }
}

function stage(
  { gomodcache, trees, zips, folderMode }: UnpackShard,
  module: ListedModule & { readonly h1: string },
  folder: string,
  batch: Buffer,
  report: (outcome: StageOutcome) => void,
): Receiver {
  const zip = zips ? { zip: { write: batch } } : {};
  const staged = new ModuleStage(module, { gomodcache, folder, tree: trees, ...zip, folderMode });
  return {
    file: (name, size) => staged.file(name, size),
    content: (bytes, last) => staged.content(bytes, last),
    finish: (complete) => {
      const outcome = staged.finish(complete);
      staged.remove();
      report(outcome);
    },
  };
}
