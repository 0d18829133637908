import { readFile } from 'node:fs/promises';
import { errnoOf } from '../errors.ts';
import { goModHash } from '../go/dirhash.ts';
import { compareModules, type ModuleVersion, moduleKey } from '../go/module.ts';
import { modcachePaths } from '../modcache/modcache.ts';
import { limits } from './format.ts';
import type { PackedGoMod } from './manifest.ts';
import { isTime } from './parse-manifest.ts';

/** Refused is a module, or the go.mod of one (`path@version/go.mod`), that must not be spread. */
export interface Refused {
  readonly module: string;
  readonly reason: string;
}

/** Downloads is what the .mod and .info files of a module cache contribute to a pack. */
export interface Downloads {
  readonly mods: readonly PackedGoMod[];
  /** By moduleKey, as far as the .info files tell. */
  readonly times: ReadonlyMap<string, string>;
  readonly refused: readonly Refused[];
}

/**
 * readDownloads reads the .mod files of `goMods`, which have to match their h1, and the times of these and of
 * `modules`. What is not on disk is left out without a word.
 */
export async function readDownloads(
  gomodcache: string,
  modules: readonly ModuleVersion[],
  goMods: readonly (ModuleVersion & { readonly h1: string })[],
): Promise<Downloads> {
  const times = new Map<string, string>();
  for (const module of [...modules, ...goMods]) {
    const time = await readTime(modcachePaths(gomodcache, module).info);
    if (time !== undefined) times.set(moduleKey(module), time);
  }
  const mods: PackedGoMod[] = [];
  const refused: Refused[] = [];
  let bytes = 0;
  for (const { path, version, h1 } of goMods.toSorted(compareModules)) {
    const content = await readIfThere(modcachePaths(gomodcache, { path, version }).mod);
    if (content === undefined) continue;
    bytes += content.length;
    const reason = refuse(content, h1, bytes);
    const time = times.get(moduleKey({ path, version }));
    if (reason === undefined)
      mods.push({ path, version, h1, text: content.toString(), ...(time && { time }) });
    else refused.push({ module: `${moduleKey({ path, version })}/go.mod`, reason });
  }
  return { mods, times, refused };
}

function refuse(content: Buffer, h1: string, totalBytes: number): string | undefined {
  const found = goModHash(content);
  if (found !== h1) return `its hash is ${found}, not ${h1}`;
  if (!Buffer.from(content.toString()).equals(content)) return 'it is not UTF-8';
  return totalBytes > limits.goModTotalBytes ? 'all go.mod files together are too large' : undefined;
}

/** An .info that is damaged has no time, like one that is not there. */
async function readTime(file: string): Promise<string | undefined> {
  const content = await readIfThere(file);
  const time = /"Time":\s*"([^"\\]+)"/.exec(content?.toString() ?? '')?.[1];
  return time !== undefined && isTime(time) ? time : undefined;
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
