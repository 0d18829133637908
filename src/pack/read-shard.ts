import { readSync } from 'node:fs';
import { messageOf } from '../errors.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import { isSystemError } from './disk-error.ts';
import type { Shard } from './manifest.ts';
import { BrokenTar, type TarHandler, TarReader } from './tar-reader.ts';
import { decompressFrame, FrameDamage } from './zstd-frame.ts';

/** ListedModule is what the manifest says of a module in a shard. */
export interface ListedModule extends ModuleVersion {
  readonly files: number;
  readonly contentBytes: number;
}

/** Receiver takes in the files of one module of a shard. */
export interface Receiver {
  file(name: string, size: number): void;
  content(bytes: Buffer, last: boolean): void;
  /** All files have come that the manifest lists (`complete`), or the shard went on without them. */
  finish(complete: boolean): void;
}

/** ShardRead is how reading a shard ended. */
export type ShardRead =
  | { readonly kind: 'read' }
  /** Nothing more can be had from it; modules finished before are as good as ever. */
  | { readonly kind: 'broken'; readonly reason: string };

/** Compressed bytes are read in pieces of this size. */
const storedPieceBytes = 2 ** 18;

/**
 * readShard decompresses a shard of the open file `fd` and hands each module, in the order of `modules`, to the
 * receiver that `open` gives for it (none: its files pass by unread). Whatever the shard contains, reading
 * ends: files, names and sizes may not exceed what `modules` says. What a receiver throws passes through.
 */
export async function readShard(
  fd: number,
  shard: Shard,
  modules: readonly ListedModule[],
  open: (index: number) => Receiver | undefined,
): Promise<ShardRead> {
  const sorter = new ModuleSorter(modules, open);
  const tar = new TarReader(sorter);
  try {
    await decompressFrame(stretch(fd, shard), (piece) => tar.push(piece));
    tar.end();
    sorter.end();
    return { kind: 'read' };
  } catch (error) {
    if (error instanceof BrokenTar) return { kind: 'broken', reason: error.message };
    if (error instanceof FrameDamage) {
      return { kind: 'broken', reason: `it cannot be decompressed: ${error.message}` };
    }
    throw error;
  }
}

/** The same memory for all pieces: each is used up before the next is read. */
function* stretch(fd: number, { offset, bytes }: Shard): Generator<Buffer> {
  const memory = Buffer.allocUnsafeSlow(Math.min(storedPieceBytes, bytes));
  const end = offset + bytes;
  for (let at = offset; at < end; ) {
    const read = readPiece(fd, memory.subarray(0, end - at), at);
    if (read === 0) return;
    at += read;
    yield memory.subarray(0, read);
  }
}

function readPiece(fd: number, memory: Buffer, position: number): number {
  try {
    return readSync(fd, memory, 0, memory.length, position);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BrokenTar(`it cannot be read: ${messageOf(error)}`);
  }
}

/** ModuleSorter follows which module of a shard the files belong to, and that none has more than it should. */
class ModuleSorter implements TarHandler {
  readonly #modules: readonly ListedModule[];
  readonly #prefixes: readonly string[];
  readonly #open: (index: number) => Receiver | undefined;
  #index = -1;
  #receiver: Receiver | undefined;
  #filesLeft = 0;
  #bytesLeft = 0;

  constructor(modules: readonly ListedModule[], open: (index: number) => Receiver | undefined) {
    this.#modules = modules;
    this.#prefixes = modules.map((module) => `${moduleKey(module)}/`);
    this.#open = open;
  }

  file(name: string, size: number): void {
    if (!this.#isOf(this.#index, name)) this.#enter(name);
    this.#filesLeft -= 1;
    this.#bytesLeft -= size;
    if (this.#filesLeft < 0 || this.#bytesLeft < 0) {
      throw new BrokenTar(`\`${name}\` is more than the manifest says its module holds`);
    }
    this.#receiver?.file(name, size);
  }

  content(bytes: Buffer, last: boolean): void {
    this.#receiver?.content(bytes, last);
  }

  end(): void {
    this.#advance(this.#modules.length);
  }

  #isOf(index: number, name: string): boolean {
    const prefix = this.#prefixes[index];
    return prefix !== undefined && name.startsWith(prefix);
  }

  #enter(name: string): void {
    const next = this.#prefixes.findIndex((_, index) => index > this.#index && this.#isOf(index, name));
    if (next < 0) throw new BrokenTar(`\`${name}\` belongs to no module that could follow here`);
    this.#advance(next);
  }

  /** Modules that are passed over are opened too: one without files is complete as it is. */
  #advance(next: number): void {
    while (this.#index < next) {
      this.#receiver?.finish(this.#filesLeft === 0 && this.#bytesLeft === 0);
      this.#index += 1;
      const module = this.#modules[this.#index];
      this.#receiver = module && this.#open(this.#index);
      this.#filesLeft = module?.files ?? 0;
      this.#bytesLeft = module?.contentBytes ?? 0;
    }
  }
}
