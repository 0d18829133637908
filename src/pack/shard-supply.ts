import { EntryInterrupted, type Interruption } from '../ports/cache-backend.ts';
import { unlessAborted } from '../resilience/unless-aborted.ts';
import type { Job } from './messages.ts';
import type { PackSource } from './open.ts';
import type { PackStream } from './pack-stream.ts';
import type { Queue } from './pool.ts';
import { ChannelWriter, channelBytes } from './shard-channel.ts';
import { type MemorySlice, ShardMemory } from './shard-memory.ts';
import type { ShardPlan, UnpackShard } from './unpack-shard.ts';

/** ShardSupply gives the shards of a pack to workers. */
export interface ShardSupply {
  /** The jobs, each with the index of its plan. */
  readonly next: Queue;
  /** Brings the bytes that the jobs read. Rejects with the signal's reason. */
  feed(): Promise<void>;
  /** To be told when a worker has ended a job, in whatever way. */
  ended(index: number): void;
  /** Why the rest of the pack did not come; undefined while nothing is wrong. */
  readonly interrupted: Interruption | undefined;
}

/** supplyShards gives out the jobs of `plans`, which are in the order of their shards. */
export function supplyShards(
  source: PackSource,
  plans: readonly ShardPlan[],
  signal: AbortSignal,
): ShardSupply {
  return source.kind === 'file'
    ? new StoredShards(plans, source.fd)
    : new ComingShards(plans, source.stream, signal);
}

/** Of a file, the largest shard comes first: one that begins last would keep one worker busy while the others are idle. */
class StoredShards implements ShardSupply {
  readonly interrupted = undefined;
  readonly #jobs: [number, Job][];

  constructor(plans: readonly ShardPlan[], fd: number) {
    const bySize = [...plans.entries()].sort(([, a], [, b]) => b.shard.contentBytes - a.shard.contentBytes);
    this.#jobs = bySize.map(([index, plan]) => [index, job({ ...plan, stored: { kind: 'file', fd } })]);
  }

  readonly next: Queue = async () => this.#jobs.shift();

  async feed(): Promise<void> {}

  ended(): void {}
}

function job(request: UnpackShard): Job {
  return { kind: 'unpack', request };
}

/**
 * In bytes: what may have come and not been unpacked. It keeps all workers busy while one of them unpacks a module that is
 * much larger than others, because shards come one after the other.
 */
const memoryBytes = 48 * 2 ** 20;

/** In bytes: a larger shard passes through a ring of this size. */
const ringMax = memoryBytes / 2;

class ComingShards implements ShardSupply {
  readonly #plans: readonly ShardPlan[];
  readonly #stream: PackStream;
  readonly #signal: AbortSignal;
  readonly #memory: ShardMemory;
  readonly #channels = new Map<number, { readonly slice: MemorySlice; readonly writer: ChannelWriter }>();
  readonly #jobs: [number, Job][] = [];
  #isOver = false;
  #interrupted: Interruption | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(plans: readonly ShardPlan[], stream: PackStream, signal: AbortSignal) {
    this.#plans = plans;
    this.#stream = stream;
    const needed = plans.reduce((sum, { shard }) => sum + channelBytes(shard.bytes), 0);
    this.#memory = new ShardMemory(Math.min(needed, memoryBytes));
    this.#signal = signal;
  }

  get interrupted(): Interruption | undefined {
    return this.#interrupted;
  }

  readonly next: Queue = async () => {
    while (this.#jobs.length === 0 && !this.#isOver) await this.#changed.promise;
    return this.#jobs.shift();
  };

  async feed(): Promise<void> {
    try {
      for (const [index, plan] of this.#plans.entries()) await this.#bring(index, plan);
    } catch (error) {
      if (!(error instanceof EntryInterrupted)) throw error;
      this.#interrupted = error;
    } finally {
      this.#isOver = true;
      this.#tell();
    }
  }

  ended(index: number): void {
    const channel = this.#channels.get(index);
    if (channel === undefined) return;
    channel.writer.abandon();
    this.#channels.delete(index);
    this.#memory.giveBack(channel.slice);
    this.#tell();
  }

  async #bring(index: number, plan: ShardPlan): Promise<void> {
    const { offset, bytes } = plan.shard;
    await this.#unlessAborted(this.#stream.skipTo(offset));
    const slice = await this.#unlessAborted(this.#lend(channelBytes(Math.min(bytes, ringMax))));
    const writer = new ChannelWriter(slice);
    this.#channels.set(index, { slice, writer });
    this.#jobs.push([index, job({ ...plan, stored: { kind: 'channel', slice } })]);
    this.#tell();
    try {
      for (const end = offset + bytes; this.#stream.position < end; ) {
        const piece = await this.#unlessAborted(this.#stream.next(end - this.#stream.position));
        await this.#unlessAborted(writer.write(piece));
      }
      writer.end();
    } catch (error) {
      writer.interrupt();
      throw error;
    }
  }

  /** Memory that no worker reads from, as soon as there is some. */
  async #lend(bytes: number): Promise<MemorySlice> {
    for (;;) {
      const slice = this.#memory.lend(bytes);
      if (slice !== undefined) return slice;
      await this.#changed.promise;
    }
  }

  /** A transfer can be long in coming: nothing waits for it when the run has ended. */
  #unlessAborted<T>(promise: Promise<T>): Promise<T> {
    return unlessAborted(promise, this.#signal);
  }

  #tell(): void {
    const changed = this.#changed;
    this.#changed = Promise.withResolvers();
    changed.resolve();
  }
}
