import { closeSync, constants, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import {
  type ModuleContents,
  type ModuleFile,
  pieceBytes,
  UnreadableModule,
  wrongLength,
} from './module-files.ts';

/** Neither follows a link nor waits at a pipe; zero where a system knows no such flag. */
const plainFile = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** openTree reads a module from its extracted tree. Throws UnreadableModule, or what the file system says. */
export function openTree(tree: string, module: ModuleVersion): ModuleContents {
  return readTree(tree, module, [...walk(tree, `${moduleKey(module)}/`)]);
}

/** readTree reads the files of an extracted tree that are known already; others that lie there are not seen. */
export function readTree(tree: string, module: ModuleVersion, files: readonly ModuleFile[]): ModuleContents {
  const prefixLength = moduleKey(module).length;
  const pathOf = (name: string): string => tree + name.slice(prefixLength);
  return {
    files,
    read: (name) => pieces(pathOf(name)),
    fill: (name, target) => fill(pathOf(name), name, target),
    close: () => undefined,
  };
}

/** treeBytes is how many bytes the files of a tree have together. Throws like openTree. */
export function treeBytes(tree: string, module: ModuleVersion): number {
  let total = 0;
  for (const { bytes } of walk(tree, `${moduleKey(module)}/`)) total += bytes;
  return total;
}

function* walk(folder: string, prefix: string): Generator<ModuleFile> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    const name = prefix + entry.name;
    if (entry.isDirectory()) yield* walk(file, `${name}/`);
    else if (entry.isFile()) yield { name, bytes: statSync(file).size };
    else throw new UnreadableModule(`\`${name}\` is not a plain file`);
  }
}

/** That a file has grown since is not looked for: its hash shows it. */
function fill(file: string, name: string, target: Buffer): void {
  const fd = openSync(file, plainFile);
  try {
    for (let filled = 0; filled < target.length; ) {
      const bytes = readSync(fd, target, filled, target.length - filled, null);
      if (bytes === 0) throw wrongLength({ name, bytes: target.length });
      filled += bytes;
    }
  } finally {
    closeSync(fd);
  }
}

/** One buffer serves all pieces: thrown away, they would pile up until the garbage collector comes by. */
async function* pieces(file: string): AsyncGenerator<Buffer> {
  const fd = openSync(file, plainFile);
  try {
    const buffer = Buffer.allocUnsafe(pieceBytes);
    for (;;) {
      const bytes = readSync(fd, buffer);
      if (bytes === 0) return;
      yield buffer.subarray(0, bytes);
    }
  } finally {
    closeSync(fd);
  }
}
