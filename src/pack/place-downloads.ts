import { mkdirSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { goModHash } from '../go/dirhash.ts';
import type { Checksums } from '../go/gosum.ts';
import { type ModuleVersion, moduleKey, type RefusedModule } from '../go/module.ts';
import { modcachePaths } from '../modcache/modcache.ts';
import { placeFile } from '../modcache/place.ts';
import { goModContent, type Manifest } from './manifest.ts';

/** DownloadsRequest says which .mod and .info files to place. */
export interface DownloadsRequest {
  readonly manifest: Manifest;
  readonly gomodcache: string;
  readonly checksums: Checksums;
  /** The modules that will be placed; each gets an .info, without which the go command asks for one. */
  readonly modules: readonly (ModuleVersion & { readonly time?: string })[];
  /** A folder in the file system of the module cache. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/** DownloadsPlaced is what has become of them. */
export interface DownloadsPlaced {
  readonly goMods: number;
  readonly rejected: readonly RefusedModule[];
}

/**
 * placeDownloads places the go.mod files of a pack that the checksums vouch for, then .info files rebuilt from
 * version and time: what else an .info says (the repository it came from) no checksum covers. These are some thousand small
 * files, so that it takes turns with what else goes on, such as signals. Rejects with errno errors, and the signal's reason.
 */
export async function placeDownloads(request: DownloadsRequest): Promise<DownloadsPlaced> {
  const { manifest, gomodcache, checksums, scratch, signal } = request;
  const temporary = `${scratch}/download`;
  const rejected: RefusedModule[] = [];
  let goMods = 0;
  for await (const mod of inTurns(manifest.mods, signal)) {
    const wanted = checksums.goMod(mod);
    if (wanted === undefined) continue;
    const content = goModContent(mod);
    const h1 = goModHash(content);
    if (h1 === wanted) goMods += Number(place(gomodcache, mod, 'mod', temporary, content));
    else
      rejected.push({
        module: `${moduleKey(mod)}/go.mod`,
        reason: `its hash is ${h1}, but go.sum says ${wanted}`,
      });
  }
  const timed = manifest.mods.filter((mod) => mod.time !== undefined && checksums.goMod(mod) !== undefined);
  for await (const module of inTurns([...request.modules, ...timed], signal)) {
    place(gomodcache, module, 'info', temporary, infoOf(module));
  }
  return { goMods, rejected };
}

/** So many files are placed in one turn. */
const turnLength = 16;

async function* inTurns<T>(all: readonly T[], signal: AbortSignal): AsyncGenerator<T> {
  for (const [index, one] of all.entries()) {
    if (index % turnLength === 0) await turn();
    signal.throwIfAborted();
    yield one;
  }
}

function place(
  gomodcache: string,
  module: ModuleVersion,
  kind: 'mod' | 'info',
  temporary: string,
  content: string | Uint8Array,
): boolean {
  const target = modcachePaths(gomodcache, module);
  mkdirSync(target.downloadDir, { recursive: true });
  return placeFile(temporary, target[kind], content);
}

/** As the go command writes it (modfetch, RevInfo). */
function infoOf({ version, time }: ModuleVersion & { readonly time?: string }): string {
  return JSON.stringify({ Version: version, ...(time && { Time: time }) });
}
