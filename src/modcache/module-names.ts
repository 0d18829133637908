import { checkFilePath, foldCase, type ModuleVersion, moduleKey } from '../go/module.ts';
import { moduleLimits } from './module-files.ts';

/** What has a name in a folder; without `folder`, a file. */
interface Node {
  readonly name: string;
  readonly folder: Folder | undefined;
}

/** By case-folded name. */
type Folder = Map<string, Node>;

/**
 * ModuleNames decides whether a file may belong to a module, given those before it: the rules of
 * golang.org/x/mod/zip for names within a zip, so that what passes can be created on every system. The time it takes
 * is proportional to the length of the names.
 */
export class ModuleNames {
  readonly #prefix: string;
  readonly #root: Folder = new Map();
  #folders = 0;
  /** The folder of the last name, where most of the next ones belong too. */
  #last: { readonly path: string; readonly folder: Folder } = { path: '', folder: this.#root };

  constructor(module: ModuleVersion) {
    this.#prefix = `${moduleKey(module)}/`;
  }

  /**
   * Adds a name, or returns why it must not be there. A name that ends with a slash is an entry for a folder, which zips
   * of other tools than Go's have; the prefix alone is that of the module itself.
   */
  refuse(name: string): string | undefined {
    if (!name.startsWith(this.#prefix)) return `\`${name}\` does not belong to this module`;
    const path = name.slice(this.#prefix.length);
    if (path === '' && name.endsWith('/')) return undefined;
    return path.endsWith('/') ? this.#addFolder(path.slice(0, -1)) : this.#addFile(path);
  }

  #addFile(path: string): string | undefined {
    const reason = refusePath(path) ?? refuseGoMod(path);
    if (reason !== undefined) return reason;
    const slash = path.lastIndexOf('/');
    const folder = this.#folderAt(path.slice(0, Math.max(0, slash)));
    if (typeof folder === 'string') return folder;
    const name = path.slice(slash + 1);
    const folded = foldCase(name);
    const other = folder.get(folded);
    if (other === undefined) {
      folder.set(folded, { name, folder: undefined });
      return undefined;
    }
    if (other.name !== name) return onlyCase(path, other.name);
    return other.folder === undefined ? `\`${path}\` is there twice` : bothKinds(path);
  }

  #addFolder(path: string): string | undefined {
    const reason = refusePath(path);
    if (reason !== undefined) return reason;
    const folder = this.#folderAt(path);
    return typeof folder === 'string' ? folder : undefined;
  }

  /** The folder with this path, which is made where it is not there, or why it cannot be. */
  #folderAt(path: string): Folder | string {
    if (path === this.#last.path) return this.#last.folder;
    let folder = this.#root;
    for (let start = 0, end = 0; end < path.length; start = end + 1) {
      const slash = path.indexOf('/', start);
      end = slash < 0 ? path.length : slash;
      const below = this.#folderIn(folder, path.slice(start, end), () => path.slice(0, end));
      if (typeof below === 'string') return below;
      folder = below;
    }
    this.#last = { path, folder };
    return folder;
  }

  #folderIn(parent: Folder, name: string, pathOf: () => string): Folder | string {
    const folded = foldCase(name);
    const other = parent.get(folded);
    if (other === undefined) {
      this.#folders += 1;
      if (this.#folders > moduleLimits.folders) return `it has more than ${moduleLimits.folders} folders`;
      const folder: Folder = new Map();
      parent.set(folded, { name, folder });
      return folder;
    }
    if (other.name !== name) return onlyCase(pathOf(), other.name);
    return other.folder ?? bothKinds(pathOf());
  }
}

function refusePath(path: string): string | undefined {
  if (Buffer.byteLength(path) > moduleLimits.nameBytes)
    return `a name in it has more than ${moduleLimits.nameBytes} bytes`;
  if (depthOf(path) > moduleLimits.depth)
    return `a file in it is more than ${moduleLimits.depth} folders deep`;
  const reason = checkFilePath(path);
  return reason === undefined ? undefined : `\`${path}\` is not a name for a file: ${reason}`;
}

function depthOf(path: string): number {
  let depth = 0;
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) depth += 1;
  return depth;
}

function refuseGoMod(path: string): string | undefined {
  if (path === 'go.mod' || !/(?:^|\/)go\.mod$/i.test(path)) return undefined;
  return `\`${path}\`: a go.mod file can only stand at the root of a module, in lower case`;
}

/** `other` is the last element of the path that is there already. */
function onlyCase(path: string, other: string): string {
  const parent = path.slice(0, path.lastIndexOf('/') + 1);
  return `\`${path}\` and \`${parent}${other}\` differ only in case`;
}

function bothKinds(path: string): string {
  return `\`${path}\` is both a file and a folder`;
}
