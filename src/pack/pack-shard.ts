import { isSystemError } from '../disk-error.ts';
import { messageOf } from '../errors.ts';
import { type ShardModule, type SourcedModule, writeShard } from './write-shard.ts';
import type { Effort } from './zstd-compress.ts';

/** PackShard asks for modules to be written as one shard. */
export interface PackShard {
  readonly gomodcache: string;
  readonly modules: readonly ShardModule[];
  /** Where to write it; only a `packed` answer with bytes leaves a file there that is of use. */
  readonly file: string;
  readonly effort: Effort;
}

/** ShardPacked is how that ended. */
export type ShardPacked =
  | {
      readonly kind: 'packed';
      /** Compressed; 0 when every module was refused. */
      readonly bytes: number;
      /** What is in it, by index into the modules asked for, in this order. */
      readonly modules: readonly {
        readonly index: number;
        readonly files: number;
        readonly contentBytes: number;
      }[];
      readonly refused: readonly { readonly index: number; readonly reason: string }[];
    }
  /** The file cannot be written. */
  | { readonly kind: 'disk'; readonly reason: string };

/**
 * packShard writes a shard, and repeats that when a module is not what its h1 says: with that module read from its
 * zip alone, and without it where that does not help. A tree that was changed costs time, not the module.
 */
export async function packShard({ gomodcache, modules, file, effort }: PackShard): Promise<ShardPacked> {
  const refused: { index: number; reason: string }[] = [];
  let left = modules.map((module, index): SourcedModule & { index: number } => ({
    ...module,
    index,
    reading: 'tree',
  }));
  try {
    while (left.length > 0) {
      const written = await writeShard(gomodcache, left, { file, effort });
      if (written.kind === 'written') {
        const packed = left.map(({ index }, at) => ({
          index,
          files: 0,
          contentBytes: 0,
          ...written.modules[at],
        }));
        return { kind: 'packed', bytes: written.bytes, modules: packed, refused };
      }
      const spoiler = left[written.index];
      if (spoiler === undefined) throw new Error('a module was refused that was not asked for');
      if (spoiler.reading === 'tree') {
        left = left.with(written.index, { ...spoiler, reading: 'zip' });
      } else {
        refused.push({ index: spoiler.index, reason: written.reason });
        left = left.filter((module) => module !== spoiler);
      }
    }
    return { kind: 'packed', bytes: 0, modules: [], refused };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { kind: 'disk', reason: messageOf(error) };
  }
}
