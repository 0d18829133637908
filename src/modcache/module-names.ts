import { checkFilePath, foldCase, type ModuleVersion, moduleKey } from '../go/module.ts';

/**
 * ModuleNames decides whether a file may belong to a module, given those before it: the rules of
 * golang.org/x/mod/zip for names within a zip, so that what passes can be created on every system.
 */
export class ModuleNames {
  readonly #prefix: string;
  /** What stands under each case-folded name. */
  readonly #taken = new Map<string, { readonly name: string; readonly folder: boolean }>();

  constructor(module: ModuleVersion) {
    this.#prefix = `${moduleKey(module)}/`;
  }

  /** Takes the name in, or says why it must not be. */
  refuse(name: string): string | undefined {
    if (!name.startsWith(this.#prefix)) return `\`${name}\` does not belong to this module`;
    const file = name.slice(this.#prefix.length);
    const reason = checkFilePath(file);
    if (reason !== undefined) return `\`${file}\` is not a name for a file: ${reason}`;
    return this.#take(file, false) ?? this.#takeFolders(file);
  }

  #takeFolders(file: string): string | undefined {
    for (let slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) {
      const folder = file.slice(0, slash);
      const other = this.#taken.get(foldCase(folder));
      // Where a folder is known, so are those above it.
      if (other?.folder === true && other.name === folder) return undefined;
      const reason = this.#take(folder, true);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  #take(name: string, folder: boolean): string | undefined {
    const folded = foldCase(name);
    const other = this.#taken.get(folded);
    if (other === undefined) {
      this.#taken.set(folded, { name, folder });
      return undefined;
    }
    if (other.name !== name) return `\`${name}\` and \`${other.name}\` differ only in case`;
    return other.folder || folder ? `\`${name}\` is both a file and a folder` : `\`${name}\` is there twice`;
  }
}
