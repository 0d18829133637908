import { isUtf8 } from 'node:buffer';
import { goModHash } from '../go/dirhash.ts';
import { compareModules, type ModuleVersion, moduleKey, type RefusedModule } from '../go/module.ts';
import { isRfc3339 } from '../go/rfc3339.ts';
import { modcachePaths } from '../modcache/modcache.ts';
import { ifPresent, ifRegular, readPlainFile } from '../plain-file.ts';
import type { PackedGoMod } from './manifest.ts';
import { manifestBounds } from './manifest-bounds.ts';

/** Which part of a manifest go.mod files may take, so that it stays readable for the projects that have them. */
const goModShare = 0.6;

/** Downloads is what the .mod and .info files of a module cache contribute to a pack. */
export interface Downloads {
  readonly mods: readonly PackedGoMod[];
  /** By moduleKey, as far as the .info files tell. */
  readonly times: ReadonlyMap<string, string>;
  readonly refused: readonly RefusedModule[];
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
  const refused: RefusedModule[] = [];
  const bytesMax = goModShare * manifestBounds(goMods.length).bytes;
  let bytes = 0;
  for (const { path, version, h1 } of goMods.toSorted(compareModules)) {
    const content = await readIfThere(modcachePaths(gomodcache, { path, version }).mod);
    if (content === undefined) continue;
    bytes += jsonBytes(content);
    const reason = refuse(content, h1, bytes > bytesMax);
    const time = times.get(moduleKey({ path, version }));
    if (reason === undefined) mods.push({ path, version, h1, ...textOf(content), ...(time && { time }) });
    else refused.push({ module: `${moduleKey({ path, version })}/go.mod`, reason });
  }
  return { mods, times, refused };
}

/** A comment in a go.mod may hold any bytes, which JSON cannot. */
function textOf(content: Buffer): Pick<PackedGoMod, 'text' | 'encoding'> {
  return isUtf8(content)
    ? { text: content.toString() }
    : { text: content.toString('base64'), encoding: 'base64' };
}

function refuse(content: Buffer, h1: string, isTooMuch: boolean): string | undefined {
  const found = goModHash(content);
  if (found !== h1) return `its hash is ${found}, not ${h1}`;
  return isTooMuch ? 'all go.mod files together are too large' : undefined;
}

/** What a file takes in a manifest at most: JSON writes a control character in six bytes. */
function jsonBytes(content: Buffer): number {
  return Buffer.byteLength(JSON.stringify(content.toString('latin1')));
}

/** An .info that is damaged has no time, like one that is not there. */
async function readTime(file: string): Promise<string | undefined> {
  const content = await readIfThere(file);
  const time = /"Time":\s*"([^"\\]+)"/.exec(content?.toString() ?? '')?.[1];
  return time !== undefined && isRfc3339(time) ? time : undefined;
}

/** What is not a regular file is left out, too. */
async function readIfThere(file: string): Promise<Buffer | undefined> {
  return ifRegular(ifPresent(readPlainFile(file)));
}
