import type { Checksums } from '../go/gosum.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import type { Layout } from '../layout.ts';
import { inspectModule } from '../modcache/modcache.ts';
import type { Pack } from '../pack/open.ts';
import type { Pool } from '../pack/pool.ts';
import { type Unpacked, unpackModules } from '../pack/unpack.ts';
import type { Guard } from '../ports/guard.ts';
import type { Runner } from '../ports/runner.ts';

/** LayOutContext is where packs are laid out, and what does the work. */
export interface LayOutContext {
  readonly gomodcache: string;
  readonly checksums: Checksums;
  readonly layout: Layout;
  /** GOFLAGS has -modcacherw. */
  readonly writableDirs: boolean;
  readonly pool: Pool;
  readonly runner: Runner;
  readonly signal: AbortSignal;
  readonly guard?: Pick<Guard, 'removeAtEnd'>;
}

/** LayOutRequest is what is to be laid out. */
export interface LayOutRequest {
  readonly pack: Pack;
  /** Whether another process may be using the module cache already. */
  readonly occupied: boolean;
  /** Modules that another part has brought. */
  readonly done: readonly ModuleVersion[];
}

/** LaidOut is what a pack brought into the module cache. */
export type LaidOut = Pick<Unpacked, 'restored' | 'rejected' | 'interrupted'> & {
  /** Modules of the pack that were in the module cache already. */
  readonly onDisk: readonly ModuleVersion[];
};

/** layOut places the modules of a pack that go.sum vouches for and that neither the disk nor another part has. */
export async function layOut(
  context: LayOutContext,
  { pack, occupied, done }: LayOutRequest,
): Promise<LaidOut> {
  const brought = new Set(done.map(moduleKey));
  const modules = pack.manifest.modules.filter((module) => !brought.has(moduleKey(module)));
  const onDisk = occupied ? await presentModules(context, modules) : [];
  const settled = new Set([...brought, ...onDisk.map(moduleKey)]);
  const { restored, rejected, interrupted } = await unpackModules({
    pack,
    gomodcache: context.gomodcache,
    checksums: context.checksums,
    wanted: (module) => !settled.has(moduleKey(module)),
    layout: context.layout,
    // Only a module cache that nothing uses yet: a foreign go command may be extracting the same module.
    layOutTrees: !occupied,
    writableDirs: context.writableDirs,
    pool: context.pool,
    signal: context.signal,
    ...(context.guard && { guard: context.guard }),
    onProgress: (count) => context.runner.progress(`restoring: ${count} of ${modules.length} modules`),
  });
  return { onDisk, restored, rejected, interrupted };
}

async function presentModules(
  { gomodcache, checksums, layout }: LayOutContext,
  modules: readonly ModuleVersion[],
): Promise<ModuleVersion[]> {
  const covered = modules.filter((module) => checksums.zip(module) !== undefined);
  const states = await Promise.all(
    covered.map((module) => inspectModule(gomodcache, module, checksums, layout)),
  );
  return covered.filter((_, index) => states[index] === 'present');
}
