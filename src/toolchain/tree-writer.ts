import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** TreeWriter writes the files of an archive of Go into a folder. */
export interface TreeWriter {
  /**
   * Writes one file, by its name in the archive. It is executable if its mode says so, or if it is one of
   * Go's programs. Rejects for a name that is not below the archive's folder or could lead elsewhere, and for
   * a repeated one.
   */
  write(name: string, content: Buffer | AsyncIterable<Buffer>, mode?: number): Promise<void>;
}

/** Go's programs; module zips have no modes (cmd/go/internal/toolchain, Exec). */
const program = /^(?:bin\/[^/]+|pkg\/tool\/.+|lib\/wasm\/go_[^/]+_exec)$/;

/** treeWriter writes the files below `prefix` in an archive to `dir`. */
export function treeWriter(prefix: string, dir: string): TreeWriter {
  const made = new Map<string, Promise<unknown>>();
  return {
    async write(name, content, mode = 0) {
      const within = withinTree(name, prefix);
      const file = path.join(dir, ...within.split('/'));
      const parent = path.dirname(file);
      const making = made.get(parent) ?? mkdir(parent, { recursive: true });
      made.set(parent, making);
      await making;
      const isProgram = program.test(within) || (mode & 0o100) !== 0;
      await writeFile(file, content, { flag: 'wx', mode: isProgram ? 0o755 : 0o644 });
    },
  };
}

/**
 * A module zip can contain only its own go.mod, so Go's are named `_go.mod` there
 * (cmd/go/internal/toolchain).
 */
function withinTree(name: string, prefix: string): string {
  const within = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  const parts = within.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\:\0]/.test(part))) {
    throw new Error(`invalid name in an archive of Go: ${JSON.stringify(name)}`);
  }
  return parts.with(-1, parts.at(-1) === '_go.mod' ? 'go.mod' : (parts.at(-1) ?? '')).join('/');
}
