import { mkdirSync } from 'node:fs';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import { modcachePaths } from './modcache.ts';
import { placeModule } from './place.ts';
import { ModuleReceiver } from './receive-module.ts';
import { removeTree } from './remove-tree.ts';
import { TreeWriter } from './tree-writer.ts';
import { ZipWriter } from './zip-writer.ts';

/** StageOptions says where a module is laid out before it is placed, and how. */
export interface StageOptions {
  readonly gomodcache: string;
  /** A name in the file system of the module cache, of this module alone; a folder is made there. */
  readonly folder: string;
  /** Whether its files are laid out as a tree: not where a go command may be at work. */
  readonly tree: boolean;
  /** Whether a zip is written, through this memory, or which file it is; without it, none is placed. */
  readonly zip?: { readonly write: Buffer } | { readonly file: string };
  /** Mode that folders of the tree get when they are complete, or undefined to leave them writable. */
  readonly folderMode: number | undefined;
}

/** StageOutcome is what became of a module. */
export type StageOutcome =
  | { readonly kind: 'placed' }
  /** Something is in its place already, which the go command will judge. */
  | { readonly kind: 'occupied' }
  | { readonly kind: 'rejected'; readonly reason: string };

/** ModuleStage takes in the files of a module under temporary names, and places them where they are what its h1 says. */
export class ModuleStage {
  readonly #module: ModuleVersion & { readonly h1: string };
  readonly #options: StageOptions;
  readonly #tree: TreeWriter | undefined;
  readonly #receiver: ModuleReceiver;

  /** Throws errno errors. */
  constructor(module: ModuleVersion & { readonly h1: string }, options: StageOptions) {
    const { folder, tree, zip } = options;
    this.#module = module;
    this.#options = options;
    mkdirSync(folder);
    this.#tree = tree ? new TreeWriter(`${folder}/tree`, `${moduleKey(module)}/`) : undefined;
    const zipWriter = zip && 'write' in zip ? new ZipWriter(this.#zipFile, zip.write) : undefined;
    this.#receiver = new ModuleReceiver(
      module,
      [this.#tree, zipWriter].filter((sink) => sink !== undefined),
    );
  }

  file(name: string, size: number): void {
    this.#receiver.file(name, size);
  }

  content(bytes: Buffer, last: boolean): void {
    this.#receiver.content(bytes, last);
  }

  /** Places the module. `complete`: as many files came as were announced. Throws errno errors. */
  finish(complete: boolean): StageOutcome {
    const reason = this.#receiver.finish(complete);
    if (reason !== undefined) return { kind: 'rejected', reason };
    return { kind: this.#place() ? 'placed' : 'occupied' };
  }

  /** Removes what was not placed, after `finish` or after an error. Throws errno errors. */
  remove(): void {
    this.#tree?.close();
    removeTree(this.#options.folder);
  }

  #place(): boolean {
    const { gomodcache, folder, zip, folderMode } = this.#options;
    if (folderMode !== undefined) this.#tree?.seal(folderMode);
    const staged = {
      tree: this.#tree && `${folder}/tree`,
      zip: zip && this.#zipFile,
      ziphash: `${folder}/ziphash`,
      h1: this.#module.h1,
      folderMode,
    };
    return placeModule(staged, modcachePaths(gomodcache, this.#module));
  }

  get #zipFile(): string {
    const { folder, zip } = this.#options;
    return zip && 'file' in zip ? zip.file : `${folder}/zip`;
  }
}
