import type { StageOutcome } from '../modcache/module-stage.ts';
import type { Died } from '../worker-thread.ts';
import type { PackShard, ShardPacked } from './pack-shard.ts';
import type { ShardUnpacked, UnpackShard } from './unpack-shard.ts';

/** Job is what a worker is asked to do: one shard. */
export type Job =
  | { readonly kind: 'pack'; readonly request: PackShard }
  | { readonly kind: 'unpack'; readonly request: UnpackShard };

/** WorkerMessage is what a worker says of its job: modules as they are done, then how it ended. */
export type WorkerMessage =
  | { readonly kind: 'module'; readonly index: number; readonly outcome: StageOutcome }
  | ShardPacked
  | ShardUnpacked;

/** JobMessage is what the pool passes on: what the worker says, or that it died of the job. */
export type JobMessage = WorkerMessage | Died;
