import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import {
  type ModuleFile,
  type ModuleFiles,
  pieceBytes,
  UnreadableModule,
  wholeBytes,
} from './module-files.ts';

/** openTree reads a module from its extracted tree. Throws UnreadableModule, or what the file system says. */
export function openTree(tree: string, module: ModuleVersion): ModuleFiles {
  const prefix = `${moduleKey(module)}/`;
  const pathOf = (name: string): string => `${tree}/${name.slice(prefix.length)}`;
  const sizes = new Map(listFiles(tree, prefix).map(({ name, bytes }) => [name, bytes]));
  return {
    files: Array.from(sizes, ([name, bytes]) => ({ name, bytes })),
    read: (name) =>
      (sizes.get(name) ?? 0) <= wholeBytes ? readFileSync(pathOf(name)) : pieces(pathOf(name)),
    close: () => undefined,
  };
}

function listFiles(folder: string, prefix: string): ModuleFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    const name = prefix + entry.name;
    if (entry.isDirectory()) return listFiles(file, `${name}/`);
    if (!entry.isFile()) throw new UnreadableModule(`\`${name}\` is not a plain file`);
    return [{ name, bytes: statSync(file).size }];
  });
}

async function* pieces(file: string): AsyncGenerator<Buffer> {
  const fd = openSync(file, 'r');
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(pieceBytes);
      const bytes = readSync(fd, buffer);
      if (bytes === 0) return;
      yield buffer.subarray(0, bytes);
    }
  } finally {
    closeSync(fd);
  }
}
