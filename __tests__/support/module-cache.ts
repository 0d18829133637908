import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { modcachePaths } from '../../src/modcache/modcache.ts';
import { goModOf, moduleH1, moduleZip, type TestModule } from './module-zip.ts';

/** testTime is the time that module caches made here give every version. */
export const testTime = '2024-02-03T04:05:06Z';

/** fillModuleCache lays modules into a module cache as the go command would, as zips, trees or both. */
export async function fillModuleCache(
  gomodcache: string,
  modules: readonly TestModule[],
  layout: 'full' | 'zip' | 'tree' = 'full',
): Promise<void> {
  for (const module of modules) {
    const paths = modcachePaths(gomodcache, module);
    await mkdir(paths.downloadDir, { recursive: true });
    await writeFile(paths.info, JSON.stringify({ Version: module.version, Time: testTime }));
    await writeFile(paths.mod, goModOf(module));
    await writeFile(paths.ziphash, moduleH1(module));
    if (layout !== 'tree') await writeFile(paths.zip, moduleZip(module));
    if (layout !== 'zip') await extract(paths.tree, module);
  }
}

/** listFiles names every file below a folder, sorted, with `/`, links and all. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}

/** readTree reads the extracted files of a module, by their names within it; undefined when there is no tree. */
export async function readTree(
  gomodcache: string,
  module: { readonly path: string; readonly version: string },
): Promise<Record<string, string> | undefined> {
  const { tree } = modcachePaths(gomodcache, module);
  const there = await stat(tree).catch(() => undefined);
  if (there === undefined) return undefined;
  const contents: Record<string, string> = {};
  for (const name of await listFiles(tree)) contents[name] = await readFile(path.join(tree, name), 'utf8');
  return contents;
}

async function extract(tree: string, module: TestModule): Promise<void> {
  for (const [name, content] of Object.entries(module.files)) {
    // Like the go command, which extracts no entry for a folder.
    if (name === '' || name.endsWith('/')) continue;
    const file = path.join(tree, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, 0o444);
  }
}
