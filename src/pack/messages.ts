import type { PackShard, ShardPacked } from './pack-shard.ts';
import type { ModuleOutcome, ShardUnpacked, UnpackShard } from './unpack-shard.ts';

/** Job is what a worker is asked to do: one shard. */
export type Job =
  | { readonly kind: 'pack'; readonly request: PackShard }
  | { readonly kind: 'unpack'; readonly request: UnpackShard };

/** WorkerMessage is what a worker says of its job: modules as they are done, then how it ended. */
export type WorkerMessage =
  | { readonly kind: 'module'; readonly index: number; readonly outcome: ModuleOutcome }
  | ShardPacked
  | ShardUnpacked;

/** JobMessage is what the pool passes on: what the worker says, or that it died of the job. */
export type JobMessage = WorkerMessage | { readonly kind: 'died'; readonly reason: string };
