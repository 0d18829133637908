import { statSync } from 'node:fs';
import { modcacheError, onDisk } from '../disk-error.ts';
import type { Checksums } from '../go/gosum.ts';
import { type ModuleVersion, moduleKey, type RefusedModule } from '../go/module.ts';
import { keepsTrees, keepsZips, type Layout } from '../layout.ts';
import { freeBytes } from '../modcache/free-bytes.ts';
import { type Lock, takeLock } from '../modcache/lock.ts';
import { removeTree } from '../modcache/remove-tree.ts';
import { makeScratch } from '../modcache/scratch.ts';
import type { Interruption } from '../ports/cache-backend.ts';
import type { Guard } from '../ports/guard.ts';
import { formatBytes } from '../text/format.ts';
import { modulesByShard, type PackedModule } from './manifest.ts';
import type { Pack } from './open.ts';
import { placeDownloads } from './place-downloads.ts';
import type { Pool } from './pool.ts';
import { RestoreTally } from './restore-tally.ts';
import { supplyShards } from './shard-supply.ts';
import type { ShardPlan } from './unpack-shard.ts';

/** UnpackRequest says which modules of a pack are to be placed where, and how. */
export interface UnpackRequest {
  readonly pack: Pack;
  readonly gomodcache: string;
  /** Of the checkout: what it does not list is not even considered. */
  readonly checksums: Checksums;
  /** Of the modules that are covered, those the disk lacks. */
  readonly wanted: (module: ModuleVersion) => boolean;
  readonly layout: Layout;
  /** False where a foreign go command may be at work on GOMODCACHE: then zips only, which go extracts itself. */
  readonly layOutTrees: boolean;
  /** GOFLAGS has -modcacherw. */
  readonly writableDirs: boolean;
  /** Who does the work; it is left open. */
  readonly pool: Pool;
  readonly signal: AbortSignal;
  /** Knows the scratch folder and the lock, where the process itself may be ended. */
  readonly guard?: Pick<Guard, 'removeAtEnd'>;
  /** Told how many modules are done. */
  readonly onProgress?: (modules: number) => void;
  /** How much can be written to the disk of a folder, in bytes; by default what the file system says. */
  readonly freeBytes?: (folder: string) => number | undefined;
}

/** Unpacked is what a pack brought. */
export interface Unpacked {
  readonly restored: readonly (ModuleVersion & { readonly bytes: number })[];
  /** How many go.mod files were placed. */
  readonly goMods: number;
  readonly rejected: readonly RefusedModule[];
  /** Modules of the pack that are not covered, not wanted, or found in their place already. */
  readonly skipped: number;
  /** Why the rest of the pack did not come; undefined when all of it did. What it would have held is skipped. */
  readonly interrupted: Interruption | undefined;
}

/**
 * unpackModules places what the checksums vouch for. Nothing that a pack contains makes it throw; nothing but the module
 * cache is written to. Throws ActionError `disk-write` when that fails, and the signal's reason; what has been placed
 * by then is complete, and nothing half-written stays.
 */
export async function unpackModules(request: UnpackRequest): Promise<Unpacked> {
  const { gomodcache, guard } = request;
  return onDisk(
    async () => {
      const scratch = makeScratch(gomodcache);
      const forget = guard?.removeAtEnd(scratch);
      const wantsTrees = request.layOutTrees && keepsTrees(request.layout);
      let lock: Lock | undefined;
      try {
        if (wantsTrees) lock = await takeLock(gomodcache, guard);
        return await unpackInto(request, scratch, lock !== undefined);
      } finally {
        await lock?.release();
        removeTree(scratch);
        forget?.();
      }
    },
    (cause) => modcacheError(gomodcache, cause),
  );
}

type Candidate = PackedModule & { readonly h1: string };

async function unpackInto(request: UnpackRequest, scratch: string, trees: boolean): Promise<Unpacked> {
  const { pack, gomodcache, checksums, pool, signal, onProgress } = request;
  const { manifest } = pack;
  const coming = manifest.modules.flatMap((module): Candidate[] => {
    const h1 = request.wanted(module) ? checksums.zip(module) : undefined;
    return h1 === undefined ? [] : [{ ...module, h1 }];
  });
  checkRoom(request, coming, scratch, trees);
  const plans = planShards(request, coming, scratch, trees);
  pool.start(plans.length);
  const tally = new RestoreTally(plans, onProgress);
  const failure = new AbortController();
  const ending = AbortSignal.any([signal, failure.signal]);
  const supply = supplyShards(pack.source, plans, ending);
  const unpacking = pool.run(supply.next, {
    signal: ending,
    onMessage: (index, message) => {
      if (message.kind === 'disk') failure.abort(modcacheError(gomodcache, message.reason));
      else tally.note(index, message);
      if (message.kind !== 'module') supply.ended(index);
    },
  });
  // What comes of the pack goes to the workers first: they wait for it, and nobody waits for these files.
  const placing = supply
    .feed()
    .then(() =>
      placeDownloads({ manifest, modules: coming, gomodcache, checksums, scratch, signal: ending }),
    );
  const downloads = await during(unpacking, placing, failure);
  const { restored, rejected } = tally;
  return {
    restored,
    goMods: downloads.goMods,
    rejected: [...rejected, ...downloads.rejected],
    skipped: manifest.modules.length - restored.length - rejected.length,
    interrupted: supply.interrupted,
  };
}

/**
 * Before a byte is written: what an entry claims to hold has to fit on the disk, or it would take the room that a download
 * needs, which keeps its zips compressed.
 */
function checkRoom(
  { gomodcache, layout, freeBytes: look = freeBytes }: UnpackRequest,
  coming: readonly Candidate[],
  scratch: string,
  trees: boolean,
): void {
  const copies = Number(trees) + Number(writesZips(layout, trees));
  const needed = copies * coming.reduce((sum, { contentBytes }) => sum + contentBytes, 0);
  const free = look(scratch);
  if (free === undefined || needed <= free) return;
  const reason = `the entry needs ${formatBytes(needed)}, and ${formatBytes(free)} are free`;
  throw modcacheError(gomodcache, reason);
}

function writesZips(layout: Layout, trees: boolean): boolean {
  return !trees || keepsZips(layout);
}

/** Returns what `work` brings while `running` goes on. When one fails, `stop` ends the other; the first error is the cause. */
async function during<T>(running: Promise<void>, work: Promise<T>, stop: AbortController): Promise<T> {
  try {
    const [result] = await Promise.all([work, running]);
    return result;
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled([work, running]);
    throw error;
  }
}

/** One plan for each shard that holds something wanted, in the order of the shards. */
function planShards(
  { pack, gomodcache, layout, writableDirs }: UnpackRequest,
  coming: readonly Candidate[],
  scratch: string,
  trees: boolean,
): ShardPlan[] {
  const wanted = new Map(coming.map((module) => [moduleKey(module), module.h1]));
  // What the umask left of 0777, less the right to write: as the go command does it.
  const folderMode = writableDirs ? undefined : statSync(scratch).mode & 0o555;
  const groups = modulesByShard(pack.manifest);
  const shards = pack.manifest.shards.map(
    (shard, index): ShardPlan => ({
      shard,
      modules: (groups[index] ?? []).map((module) => ({ ...module, h1: wanted.get(moduleKey(module)) })),
      gomodcache,
      scratch: `${scratch}/${index}`,
      trees,
      zips: writesZips(layout, trees),
      folderMode,
    }),
  );
  return shards.filter((job) => job.modules.some((module) => module.h1 !== undefined));
}
