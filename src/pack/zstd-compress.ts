import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, type ZstdCompress, constants as zlib } from 'node:zlib';
import { ZlibEngine } from '../modcache/zlib-engine.ts';
import { limits } from './format.ts';

/** Effort is how much time goes into fewer bytes. */
export type Effort = 'quick' | 'thorough';

/**
 * compressions are how shards and manifests are compressed. What helps most is to find what was seen megabytes
 * ago: more candidates for each hash (searchLog) do that at less cost than a larger table, which falls out of the
 * processor's cache, or than long-distance matching. 2^4 of them are enough because files that are like each other
 * lie near each other (file-order.ts). A small pack is transferred in no time, so that half the processor time is worth
 * a twentieth of the bytes. Measured: bench/README.md. A shard needs no checksum of zstd: every file in it is hashed.
 */
export const compressions: Readonly<Record<Effort, Readonly<Record<number, number>>>> = {
  quick: parameters({ level: 5, hashLog: 19, searchLog: 4 }),
  thorough: parameters({ level: 6, hashLog: 20, searchLog: 4 }),
};

function parameters({
  level,
  hashLog,
  searchLog,
}: Readonly<Record<'level' | 'hashLog' | 'searchLog', number>>): Record<number, number> {
  return {
    [zlib.ZSTD_c_compressionLevel]: level,
    [zlib.ZSTD_c_hashLog]: hashLog,
    [zlib.ZSTD_c_searchLog]: searchLog,
    [zlib.ZSTD_c_minMatch]: 6,
    [zlib.ZSTD_c_windowLog]: limits.windowLog,
  };
}

/** In bytes of content: a pack of so much has about 30 MB. */
const smallMax = 192 * 2 ** 20;

/** effortFor is the effort for a pack of so much content. */
export function effortFor(contentBytes: number): Effort {
  return contentBytes <= smallMax ? 'quick' : 'thorough';
}

/** Compressed bytes come in pieces of at most this size. */
const pieceBytes = 2 ** 18;

/** FrameWriter compresses what it is given into one frame. After an error, as before `end`, it is to be abandoned. */
export interface FrameWriter {
  /** The caller may reuse the bytes when this has resolved. */
  write(bytes: Buffer): Promise<void>;
  end(): Promise<void>;
  /** Ends it wherever it is. Does not reject. */
  abandon(): Promise<void>;
}

/** Compression begins a frame. `take` may keep a piece only during the call; what it throws, the next call rejects with. */
export type Compression = (effort: Effort, take: (piece: Buffer) => void) => FrameWriter;

/** The engine of the last frame of this thread, kept to be used once more. */
let idle: { readonly effort: Effort; readonly engine: ZlibEngine } | undefined;

/** compressFrame compresses in this thread. The same bytes give the same frame, whatever was compressed before. */
export const compressFrame: Compression = (effort, take) => {
  const engine = idleEngine(effort) ?? ZlibEngine.behind(openStream(effort), pieceBytes);
  if (engine === undefined) return compressByStream(effort, take);
  return {
    write: async (bytes) => engine.run(zlib.ZSTD_e_continue, bytes, take),
    end: async () => {
      engine.run(zlib.ZSTD_e_flush, nothing, take);
      // With everything flushed, this leaves room in the output: a full output would make it run once more,
      // and begin an empty frame.
      engine.run(zlib.ZSTD_e_end, nothing, take);
      idle = { effort, engine };
    },
    abandon: async () => engine.close(),
  };
};

/** compressByStream is compressFrame as it works on a Node whose engine cannot be reached. */
export const compressByStream: Compression = (effort, take) => {
  const stream = openStream(effort);
  const storing = pipeline(stream, sinkOf(take));
  // It is looked at when the next call fails, or at the end.
  storing.catch(() => undefined);
  return {
    async write(bytes) {
      const failed = await new Promise<unknown>((resolve) => stream.write(bytes, resolve));
      // What the stream says then is a consequence of what ended the pipeline.
      if (failed) await storing;
    },
    async end() {
      stream.end();
      await storing;
    },
    async abandon() {
      stream.destroy();
      await storing.catch(() => undefined);
    },
  };
};

function idleEngine(effort: Effort): ZlibEngine | undefined {
  const last = idle;
  idle = undefined;
  if (last === undefined || last.effort === effort) return last?.engine;
  last.engine.close();
  return undefined;
}

function openStream(effort: Effort): ZstdCompress {
  return createZstdCompress({ params: compressions[effort], chunkSize: pieceBytes });
}

function sinkOf(take: (piece: Buffer) => void): Writable {
  return new Writable({
    write(piece: Buffer, _encoding, done) {
      try {
        take(piece);
      } catch (error) {
        done(Error.isError(error) ? error : new Error('it cannot be stored', { cause: error }));
        return;
      }
      done();
    },
  });
}

const nothing = Buffer.alloc(0);
