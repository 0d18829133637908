import { type ModuleVersion, moduleKey, type RefusedModule } from '../go/module.ts';
import type { JobMessage } from './messages.ts';
import type { ShardPlan } from './unpack-shard.ts';

/** RestoreTally counts what became of each wanted module, also when its shard broke before it. */
export class RestoreTally {
  readonly restored: (ModuleVersion & { readonly bytes: number })[] = [];
  readonly rejected: RefusedModule[] = [];
  readonly #shards: readonly ShardPlan[];
  readonly #open: readonly Set<number>[];
  readonly #onProgress: ((modules: number) => void) | undefined;
  #done = 0;

  constructor(shards: readonly ShardPlan[], onProgress: ((modules: number) => void) | undefined) {
    this.#shards = shards;
    this.#open = shards.map(
      ({ modules }) => new Set([...modules.keys()].filter((index) => modules[index]?.h1 !== undefined)),
    );
    this.#onProgress = onProgress;
  }

  /** Takes in what a worker said of a shard. Of one that was interrupted, the modules that did not come stay open. */
  note(shard: number, message: JobMessage): void {
    if (message.kind === 'module') {
      const { outcome } = message;
      const reason = outcome.kind === 'rejected' ? outcome.reason : undefined;
      this.#settle(shard, message.index, outcome.kind === 'placed', reason);
    } else if (message.kind === 'broken' || message.kind === 'died') {
      const reason = `its part of the entry is broken: ${message.reason}`;
      for (const index of this.#open[shard] ?? []) this.#settle(shard, index, false, reason);
    }
  }

  #settle(shard: number, index: number, placed: boolean, reason: string | undefined): void {
    const module = this.#shards[shard]?.modules[index];
    if (module === undefined || !this.#open[shard]?.delete(index)) return;
    const { path, version, contentBytes } = module;
    if (placed) this.restored.push({ path, version, bytes: contentBytes });
    if (reason !== undefined) this.rejected.push({ module: moduleKey(module), reason });
    this.#done += 1;
    this.#onProgress?.(this.#done);
  }
}
