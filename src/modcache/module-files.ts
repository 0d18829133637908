/** ModuleFile is a file of a module, by the name it has in the module zip: `path@version/file`. */
export interface ModuleFile {
  readonly name: string;
  readonly bytes: number;
}

/** ModuleFiles is what the files of a module are read through, from its zip or its extracted tree. */
export interface ModuleFiles {
  readonly files: readonly ModuleFile[];
  /**
   * The content of a file: small ones at once, large ones in pieces, each valid until the next is asked for. Throws
   * UnreadableModule.
   */
  read(name: string): Buffer | AsyncIterable<Buffer>;
  close(): void;
}

/** ModuleContents is what a module is packed through. */
export interface ModuleContents extends ModuleFiles {
  /** Fills `target`, which is as long as the file should be, with its content. Throws UnreadableModule. */
  fill(name: string, target: Buffer): void;
}

/** UnreadableModule says why a module on disk cannot be packed. */
export class UnreadableModule extends Error {}

/** wrongLength is what is wrong with a file that is longer or shorter than it was said to be. */
export function wrongLength({ name, bytes }: ModuleFile): UnreadableModule {
  return new UnreadableModule(`\`${name}\` does not have the ${bytes} bytes it should have`);
}

/** wholeBytes is up to which size a file is read in one piece. */
export const wholeBytes = 8 * 2 ** 20;

/** pieceBytes is the size of the pieces that larger ones are read in. */
export const pieceBytes = 2 ** 20;

/** ByteRange is the bytes of a file from `from` up to, and without, `until`. */
export interface ByteRange {
  readonly from: number;
  readonly until: number;
}

/** moduleLimits are what a module can have at most, in bytes and in numbers. */
export const moduleLimits = {
  /** Of all files together, and of the zip; the go command has the same (golang.org/x/mod/zip, MaxZipFile). */
  moduleBytes: 500 * 2 ** 20,
  /** Of go.mod and LICENSE, each; the go command has the same (MaxGoMod and MaxLICENSE). */
  goModBytes: 16 * 2 ** 20,
  /** Of the list of its files, in a pack or a zip. */
  listingBytes: 64 * 2 ** 20,
  /** Files; Go has no limit, and the largest module known has 60 000. */
  files: 250_000,
  /** Folders. */
  folders: 100_000,
  /** Folders above a file: each costs as many steps as it is deep, whenever it is made or removed. */
  depth: 64,
  /** Of a name below the module; longer ones cannot be created on Linux (PATH_MAX). */
  nameBytes: 4095,
} as const;
