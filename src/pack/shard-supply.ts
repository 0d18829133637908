import { EntryInterrupted } from '../ports/cache-backend.ts';
import type { Job } from './messages.ts';
import type { PackSource } from './open.ts';
import type { PackStream } from './pack-stream.ts';
import type { Queue } from './pool.ts';
import { ChannelWriter, channelMemory } from './shard-channel.ts';
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
  readonly interrupted: string | undefined;
}

/** supplyShards gives out the jobs of `plans`, which are in the order of their shards. `workers`: how many there are. */
export function supplyShards(
  source: PackSource,
  plans: readonly ShardPlan[],
  workers: number,
  signal: AbortSignal,
): ShardSupply {
  return source.kind === 'file'
    ? new StoredShards(plans, source.fd)
    : new ComingShards(plans, source.stream, workers, signal);
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

/** In bytes. Most shards fit in whole, so that the next ones can come while workers are busy with it. */
const ringBytes = 4 * 2 ** 20;

/** So many shards may come before a worker is free. */
const ahead = 2;

class ComingShards implements ShardSupply {
  readonly #plans: readonly ShardPlan[];
  readonly #stream: PackStream;
  readonly #aborted: Promise<never>;
  readonly #idle: SharedArrayBuffer[] = [];
  #roomFor: number;
  readonly #channels = new Map<
    number,
    { readonly memory: SharedArrayBuffer; readonly writer: ChannelWriter }
  >();
  readonly #jobs: [number, Job][] = [];
  #isOver = false;
  #interrupted: string | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(plans: readonly ShardPlan[], stream: PackStream, workers: number, signal: AbortSignal) {
    this.#plans = plans;
    this.#stream = stream;
    this.#roomFor = workers + ahead;
    this.#aborted = rejection(signal);
  }

  get interrupted(): string | undefined {
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
      this.#interrupted = error.message;
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
    this.#idle.push(channel.memory);
    this.#tell();
  }

  async #bring(index: number, plan: ShardPlan): Promise<void> {
    const { offset, bytes } = plan.shard;
    await this.#unlessAborted(this.#stream.skipTo(offset));
    const memory = await this.#unlessAborted(this.#memory());
    const writer = new ChannelWriter(memory);
    this.#channels.set(index, { memory, writer });
    this.#jobs.push([index, job({ ...plan, stored: { kind: 'channel', memory } })]);
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

  /** Memory that no worker reads from. */
  async #memory(): Promise<SharedArrayBuffer> {
    for (;;) {
      const idle = this.#idle.pop();
      if (idle !== undefined) return idle;
      if (this.#roomFor > 0) break;
      await this.#changed.promise;
    }
    this.#roomFor -= 1;
    return channelMemory(ringBytes);
  }

  /** A transfer can be long in coming: nothing waits for it when the run has ended. */
  #unlessAborted<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#aborted]);
  }

  #tell(): void {
    const changed = this.#changed;
    this.#changed = Promise.withResolvers();
    changed.resolve();
  }
}

/** Rejects with the signal's reason, when there is one. */
function rejection(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  // Where nothing waits for it, the signal tells others.
  promise.catch(() => undefined);
  if (signal.aborted) reject(signal.reason);
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}
