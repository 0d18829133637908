import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { onDisk, packFileError } from '../disk-error.ts';
import type { ActionError } from '../errors.ts';
import { type ModuleVersion, moduleKey, type RefusedModule } from '../go/module.ts';
import { sum } from '../sum.ts';
import { threadsAtOnce } from '../worker-thread.ts';
import type { ListedShard, Manifest, PackedModule } from './manifest.ts';
import { measureModules } from './measure-modules.ts';
import type { Job } from './messages.ts';
import type { ShardPacked } from './pack-shard.ts';
import { inOrder, Pool } from './pool.ts';
import { type Downloads, readDownloads } from './read-downloads.ts';
import { cutShards } from './shards.ts';
import { writePackFile } from './write-pack-file.ts';
import type { ShardModule } from './write-shard.ts';
import { type Effort, effortFor } from './zstd-compress.ts';

/** PackRequest is what goes into a pack and where it is to be written. */
export interface PackRequest {
  readonly gomodcache: string;
  /** Written beside this name first and renamed when it is complete. */
  readonly file: string;
  /** The modules to pack, each with the h1 that go.sum has for it. */
  readonly modules: readonly ShardModule[];
  /** The go.mod files to pack, each with the h1 of its /go.mod line; those not on disk are left out. */
  readonly goMods: readonly (ModuleVersion & { readonly h1: string })[];
  /** `path@version` of modules that belong to the set but that no line of go.sum covers. */
  readonly uncovered: readonly string[];
  /** How long it took to download these modules, in ms, where that is known. */
  readonly downloadMs?: number | undefined;
  /** The name of the full entry that holds the rest of the set, for a delta. */
  readonly base?: string;
  /** A folder for what is written meanwhile. */
  readonly scratchDir: string;
  readonly workers?: number;
  readonly signal: AbortSignal;
  /** Told how much work this is, once its workers have started, or if they leave a processor idle. */
  readonly onWorking?: (effort: Effort) => void;
  /** Told how many modules are done. */
  readonly onProgress?: (modules: number) => void;
}

/** Packed is what a pack has become. */
export interface Packed {
  /** Size of the file. */
  readonly bytes: number;
  readonly modules: number;
  readonly goMods: number;
  /** What was left out because it is not what its h1 says, or cannot be read. */
  readonly refused: readonly RefusedModule[];
}

/**
 * packModules writes modules of a module cache as a pack. Every file is hashed on the way; what does not match
 * its h1 is left out and reported. The same modules give the same bytes. Throws ActionError `disk-write`, and the
 * signal's reason.
 */
export async function packModules(request: PackRequest): Promise<Packed> {
  const describe = (cause: unknown): ActionError => packFileError(request.file, cause);
  const folder = path.join(request.scratchDir, `${path.basename(request.file)}.shards`);
  await onDisk(() => mkdir(folder, { recursive: true }), describe);
  const pool = new Pool(Math.min(request.workers ?? threadsAtOnce(), request.modules.length));
  // While the modules are measured, another processor has nothing to do.
  pool.start();
  try {
    const { sized, refused } = measureModules(request.gomodcache, request.modules);
    const shards = planShards(cutShards(sized), folder);
    const [written, downloads] = await Promise.all([
      writeShards(request, shards, pool),
      readDownloads(request.gomodcache, request.modules, request.goMods),
    ]);
    const manifest = {
      ...listContents(written, downloads, request.uncovered.toSorted()),
      ...(request.downloadMs === undefined ? {} : { downloadMs: Math.round(request.downloadMs) }),
      ...(request.base === undefined ? {} : { base: request.base }),
    };
    const bytes = await onDisk(() => writePackFile(request.file, written, manifest), describe);
    return {
      bytes,
      modules: manifest.modules.length,
      goMods: manifest.mods.length,
      refused: [...refused, ...written.flatMap((shard) => shard.refused), ...downloads.refused],
    };
  } finally {
    await pool.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The largest shard comes first, in the pack as in the work: so no worker is left alone with one at the end, neither when it is
 * packed nor when it is unpacked in the order it comes in.
 */
function planShards(
  shards: readonly (readonly (ShardModule & { readonly contentBytes: number })[])[],
  folder: string,
): PlannedShard[] {
  return shards
    .map((modules) => ({ modules, contentBytes: sum(modules.map(({ contentBytes }) => contentBytes)) }))
    .sort((a, b) => b.contentBytes - a.contentBytes)
    .map((shard, index) => ({ ...shard, file: path.join(folder, `${index}`) }));
}

interface PlannedShard {
  /** As measured before it is read. */
  readonly contentBytes: number;
  readonly modules: readonly ShardModule[];
  readonly file: string;
}

interface WrittenShard {
  readonly file: string;
  readonly bytes: number;
  readonly modules: readonly (ShardModule & { readonly files: number; readonly contentBytes: number })[];
  readonly refused: readonly RefusedModule[];
}

async function writeShards(
  { gomodcache, file, signal, onWorking, onProgress }: PackRequest,
  shards: readonly PlannedShard[],
  pool: Pool,
): Promise<WrittenShard[]> {
  const effort = effortFor(sum(shards.map(({ contentBytes }) => contentBytes)));
  const failure = new AbortController();
  const ending = AbortSignal.any([signal, failure.signal]);
  const written: WrittenShard[] = [];
  let done = 0;
  const jobs = shards.map(({ modules, file: shard }): Job => {
    return { kind: 'pack', request: { gomodcache, modules, file: shard, effort } };
  });
  pool.start(jobs.length);
  const packing = pool.run(inOrder(jobs), {
    signal: ending,
    onMessage: (index, message) => {
      const shard = shards[index];
      if (message.kind === 'disk' || message.kind === 'died')
        failure.abort(packFileError(file, message.reason));
      if (message.kind !== 'packed' || shard === undefined) return;
      written[index] = describeShard(shard, message);
      done += shard.modules.length;
      onProgress?.(done);
    },
  });
  // Beside another process that starts, the workers would take twice as long to start.
  const started = jobs.length < pool.size ? Promise.resolve() : pool.started();
  const telling = started.then(() => {
    if (!ending.aborted) onWorking?.(effort);
  });
  await Promise.all([packing, telling]);
  return written;
}

function describeShard(
  { modules, file }: PlannedShard,
  packed: Extract<ShardPacked, { kind: 'packed' }>,
): WrittenShard {
  return {
    file,
    bytes: packed.bytes,
    modules: packed.modules.flatMap(({ index, files, contentBytes }) => {
      const module = modules[index];
      return module === undefined ? [] : [{ ...module, files, contentBytes }];
    }),
    refused: packed.refused.flatMap(({ index, reason }) => {
      const module = modules[index];
      return module === undefined ? [] : [{ module: moduleKey(module), reason }];
    }),
  };
}

function listContents(
  written: readonly WrittenShard[],
  downloads: Downloads,
  uncovered: readonly string[],
): Manifest<ListedShard> {
  const shards: ListedShard[] = [];
  const modules: PackedModule[] = [];
  for (const shard of written.filter(({ bytes }) => bytes > 0)) {
    for (const { path, version, h1, files, contentBytes } of shard.modules) {
      const time = downloads.times.get(moduleKey({ path, version }));
      modules.push({ path, version, h1, ...(time && { time }), files, contentBytes, shard: shards.length });
    }
    shards.push({
      bytes: shard.bytes,
      contentBytes: sum(shard.modules.map(({ contentBytes }) => contentBytes)),
    });
  }
  return { modules, mods: downloads.mods, uncovered, shards };
}
