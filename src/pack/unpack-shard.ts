import { mkdirSync } from 'node:fs';
import { isSystemError } from '../disk-error.ts';
import { messageOf } from '../errors.ts';
import { moduleKey } from '../go/module.ts';
import { modcachePaths } from '../modcache/modcache.ts';
import { placeModule } from '../modcache/place.ts';
import { ModuleReceiver } from '../modcache/receive-module.ts';
import { removeTree } from '../modcache/remove-tree.ts';
import { TreeWriter } from '../modcache/tree-writer.ts';
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

/** ModuleOutcome is what became of a wanted module. */
export type ModuleOutcome =
  | { readonly kind: 'placed' }
  /** Something is in its place already, which the go command will judge. */
  | { readonly kind: 'occupied' }
  | { readonly kind: 'rejected'; readonly reason: string };

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
  report: (index: number, outcome: ModuleOutcome) => void,
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
  report: (outcome: ModuleOutcome) => void,
): Receiver {
  mkdirSync(folder);
  const tree = trees ? new TreeWriter(`${folder}/tree`, `${moduleKey(module)}/`) : undefined;
  const zip = zips ? new ZipWriter(`${folder}/zip`, batch) : undefined;
  const sinks = [tree, zip].filter((sink) => sink !== undefined);
  const receiver = new ModuleReceiver(module, sinks);
  const place = (): boolean => {
    if (folderMode !== undefined) tree?.seal(folderMode);
    const staged = {
      tree: tree && `${folder}/tree`,
      zip: zip && `${folder}/zip`,
      ziphash: `${folder}/ziphash`,
      h1: module.h1,
      folderMode,
    };
    return placeModule(staged, modcachePaths(gomodcache, module));
  };
  const finish = (complete: boolean): void => {
    const reason = receiver.finish(complete);
    const placed = reason === undefined && place();
    removeTree(folder);
    if (reason !== undefined) report({ kind: 'rejected', reason });
    else report({ kind: placed ? 'placed' : 'occupied' });
  };
  return {
    file: (name, size) => receiver.file(name, size),
    content: (bytes, last) => receiver.content(bytes, last),
    finish,
  };
}
