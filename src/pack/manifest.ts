import type { ModuleVersion } from '../go/module.ts';

/** PackedModule is a module whose files lie in a shard. */
export interface PackedModule extends ModuleVersion {
  /** Of the module's files, as the writer computed it. A reader uses its own go.sum. */
  readonly h1: string;
  /** When the version was made, RFC 3339; absent when the disk had no .info. */
  readonly time?: string;
  readonly files: number;
  /** Sum of the sizes of its files. */
  readonly contentBytes: number;
  /** Index into `shards`. */
  readonly shard: number;
}

/** PackedGoMod is the go.mod of a module of the graph, whether its files are packed or not. */
export interface PackedGoMod extends ModuleVersion {
  readonly h1: string;
  readonly text: string;
  /** What `text` is where the file is not UTF-8; absent for the file itself. */
  readonly encoding?: 'base64';
  /** When the version was made, RFC 3339; absent when the disk had no .info. */
  readonly time?: string;
}

/** ListedShard is a shard as the manifest lists it: each begins where the one before ends. */
export interface ListedShard {
  /** As stored, compressed. */
  readonly bytes: number;
  /** Sum of the sizes of the files in it. */
  readonly contentBytes: number;
}

/** Shard is a part of the file that one worker reads or writes by itself. */
export interface Shard extends ListedShard {
  /** From the start of the file. */
  readonly offset: number;
}

/** Manifest is the table of contents of a pack: as it is written, or with the place of each shard in the file. */
export interface Manifest<S extends ListedShard = Shard> {
  /** By shard, within a shard in the order of the entries. */
  readonly modules: readonly PackedModule[];
  readonly mods: readonly PackedGoMod[];
  /** `path@version` of modules that belong to the set and are not here because no go.sum line vouches for them. */
  readonly uncovered: readonly string[];
  /** How long it took to download what is in here, in ms, where the writer did so. Nothing is decided by it. */
  readonly downloadMs?: number;
  /** The key of the full entry that holds the rest of the set; absent in a full entry. */
  readonly base?: string;
  readonly shards: readonly S[];
}

/** goModContent returns the bytes of a packed go.mod file. */
export function goModContent({ text, encoding }: PackedGoMod): Buffer {
  return Buffer.from(text, encoding ?? 'utf8');
}

/** modulesByShard returns the modules of each shard, with one pass over the manifest. */
export function modulesByShard({ modules, shards }: Pick<Manifest, 'modules' | 'shards'>): PackedModule[][] {
  const groups = shards.map((): PackedModule[] => []);
  for (const module of modules) groups[module.shard]?.push(module);
  return groups;
}
