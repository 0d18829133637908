import { type ModuleVersion, moduleKey } from '../go/module.ts';
import type { JobMessage } from './messages.ts';
import type { UnpackShard } from './unpack-shard.ts';

/** Ledger keeps the books of a restore: what became of each wanted module, also when its shard broke before it. */
export class Ledger {
  readonly restored: (ModuleVersion & { readonly bytes: number })[] = [];
  readonly rejected: { readonly module: string; readonly reason: string }[] = [];
  readonly #shards: readonly UnpackShard[];
  readonly #open: readonly Set<number>[];
  readonly #onProgress: ((modules: number) => void) | undefined;
  #done = 0;

  constructor(shards: readonly UnpackShard[], onProgress: ((modules: number) => void) | undefined) {
    this.#shards = shards;
    this.#open = shards.map(
      ({ modules }) => new Set([...modules.keys()].filter((index) => modules[index]?.h1 !== undefined)),
    );
    this.#onProgress = onProgress;
  }

  /** Takes in what was said of a shard. */
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
