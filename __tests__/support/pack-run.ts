import path from 'node:path';
import { type Checksums, mergeChecksums, parseGoSum } from '../../src/go/gosum.ts';
import { openPack } from '../../src/pack/open.ts';
import { type Packed, type PackRequest, packModules } from '../../src/pack/pack.ts';
import { Pool } from '../../src/pack/pool.ts';
import { type Unpacked, type UnpackRequest, unpackModules } from '../../src/pack/unpack.ts';
import { goModH1, goSumOf, moduleH1, type TestModule } from './module-zip.ts';

/** checksumsOf is a go.sum that vouches for modules and their go.mod files. */
export function checksumsOf(modules: readonly TestModule[]): Checksums {
  return mergeChecksums([parseGoSum(goSumOf(modules), 'go.sum')]);
}

/** pack packs modules of a module cache into `file`, by the h1 they should have. */
export async function pack(
  gomodcache: string,
  file: string,
  modules: readonly TestModule[],
  options: Partial<Pick<PackRequest, 'uncovered' | 'goMods'>> & { readonly workers?: number } = {},
): Promise<Packed> {
  return packModules({
    gomodcache,
    file,
    modules: modules.map((module) => ({ path: module.path, version: module.version, h1: moduleH1(module) })),
    goMods: modules.map((module) => ({ path: module.path, version: module.version, h1: goModH1(module) })),
    uncovered: [],
    scratchDir: path.dirname(file),
    signal: new AbortController().signal,
    ...options,
  });
}

/**
 * unpack places what the go.sum of `covered` vouches for, with a thread of its own if no pool is given; throws when the pack
 * is rejected as a whole.
 */
export async function unpack(
  file: string,
  gomodcache: string,
  covered: readonly TestModule[],
  options: Partial<Omit<UnpackRequest, 'pack'>> = {},
): Promise<Unpacked> {
  const opened = await openPack(file);
  if (opened.kind !== 'ok') throw new Error(opened.reason);
  const own = new Pool(1);
  try {
    return await unpackModules({
      pack: opened.pack,
      pool: own,
      gomodcache,
      checksums: checksumsOf(covered),
      wanted: () => true,
      layout: 'full',
      layOutTrees: true,
      writableDirs: false,
      signal: new AbortController().signal,
      ...options,
    });
  } finally {
    await own.close();
    await opened.pack.close();
  }
}
