import { ActionError, errnoOf } from '../errors.ts';
import type { Group } from '../fetch/goproxy-list.ts';
import { moduleFile, type RequestedFile } from '../fetch/requested-file.ts';
import type { Content } from '../fetch/spool.ts';
import { goModHash } from '../go/dirhash.ts';
import { parseDependencyGoMod } from '../go/gomod.ts';
import type { Checksums } from '../go/gosum.ts';
import { checkModule, type ModuleVersion, moduleKey } from '../go/module.ts';
import { type GraphRoot, type Requirements, walkModuleGraph } from '../go/module-graph.ts';
import { modcachePaths } from '../modcache/modcache.ts';
import { readPlainFile } from '../plain-file.ts';
import type { ModuleSource } from './module-source.ts';
import type { Placement } from './placement.ts';

/** PrefetchSet is what the go command will request, as far as that is known. */
export interface PrefetchSet {
  /** Modules whose .info and zip it will request. */
  readonly modules: readonly ModuleVersion[];
  /** The roots of module graphs, whose go.mod files it will request. */
  readonly graphs: readonly GraphRoot[];
}

/** PrefetchContext is where a prefetch gets its files, and where it places them. */
export interface PrefetchContext {
  readonly source: ModuleSource;
  readonly group: Group;
  readonly checksums: Checksums;
  readonly placement: Placement | undefined;
  /** Called for each file that has been placed in the module cache. */
  readonly onPlaced: (file: RequestedFile) => void;
}

/**
 * prefetch fetches a set before it is requested, and places the files that go.sum verifies in the module
 * cache. A file that fails is reported by an event, and fetched again when it is requested. Rejects only for
 * programming errors.
 */
export async function prefetch(place: PrefetchContext, { modules, graphs }: PrefetchSet): Promise<void> {
  const goModOf = once((module) => goModFrom(place, module));
  // The graph first, because other fetches depend on it; each .info last, because nothing does.
  await Promise.all([
    ...graphs.map((root) => walkModuleGraph(root, goModOf)),
    ...modules.map((module) => fetchZip(place, module)),
    ...modules.map((module) => fetchInfo(place, module)),
  ]);
}

async function fetchZip(place: PrefetchContext, module: ModuleVersion): Promise<void> {
  const file = moduleFile(module, 'zip');
  const content = await tryFetch(place, file, 'later');
  if (content?.kind === 'placed') place.onPlaced(file);
}

async function fetchInfo(place: PrefetchContext, module: ModuleVersion): Promise<void> {
  const file = moduleFile(module, 'info');
  const content = await tryFetch(place, file, 'later');
  // No checksum covers an .info, so it is placed only with a module that one covers.
  if (content?.kind !== 'memory' || place.checksums.zip(module) === undefined) return;
  placeSmall(place, file, content.bytes);
}

/**
 * Undefined for a go.mod that go.sum does not list: the go command has to look it up in the checksum
 * database.
 */
async function goModFrom(place: PrefetchContext, module: ModuleVersion): Promise<Requirements | undefined> {
  const h1 = checkModule(module) === undefined ? place.checksums.goMod(module) : undefined;
  if (h1 === undefined) return undefined;
  const there = await fromDisk(place, module);
  if (there !== undefined && goModHash(there) === h1) return parsed(there.toString());
  const file = moduleFile(module, 'mod');
  const content = await tryFetch(place, file, 'soon');
  if (content?.kind !== 'memory') return undefined;
  placeSmall(place, file, content.bytes);
  return parsed(content.bytes.toString());
}

function placeSmall({ placement, onPlaced }: PrefetchContext, file: RequestedFile, bytes: Buffer): void {
  if (placement?.placeSmall(file, bytes)) onPlaced(file);
}

async function tryFetch(
  { source, group }: PrefetchContext,
  file: RequestedFile,
  priority: 'soon' | 'later',
): Promise<Content | undefined> {
  if (file.path === undefined || !source.mayAsk(file.path)) return undefined;
  try {
    return await source.get(group, file, priority);
  } catch {
    // Reported by an event, and to the go command when it requests the file.
    return undefined;
  }
}

async function fromDisk({ placement }: PrefetchContext, module: ModuleVersion): Promise<Buffer | undefined> {
  if (placement === undefined || placement.fresh) return undefined;
  try {
    return await readPlainFile(modcachePaths(placement.gomodcache, module).mod);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

/** Undefined for a file that the go command cannot read either. */
function parsed(text: string): Requirements | undefined {
  try {
    return parseDependencyGoMod(text, 'go.mod');
  } catch (error) {
    if (error instanceof ActionError) return undefined;
    throw error;
  }
}

function once<T>(fetch: (module: ModuleVersion) => Promise<T>): (module: ModuleVersion) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (module) => {
    const key = moduleKey(module);
    const outcome = known.get(key) ?? fetch(module);
    known.set(key, outcome);
    return outcome;
  };
}
