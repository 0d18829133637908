import type { OnEvent } from '../fetch/events.ts';
import type { FetchContext } from '../fetch/fetch.ts';
import { isLarge, type RequestedFile } from '../fetch/requested-file.ts';
import { servers } from '../fetch/servers.ts';
import { spools } from '../fetch/spool.ts';
import type { Upstream } from '../fetch/upstream.ts';
import { type Verifier, wrongHash } from '../fetch/verify.ts';
import { walkUpstreams } from '../fetch/walk.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { HttpClient } from '../ports/http-client.ts';

/** DownloadsOptions is what downloading Go needs. Times in ms. */
export interface DownloadsOptions {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly attempts: number;
  readonly stallTimeout: number;
  readonly concurrency: number;
  /** An existing folder for large files. */
  readonly dir: string;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** Expected is the hash that a file must have, and how to compute it. */
export interface Expected {
  readonly hash: string;
  readonly hashFile: (file: string) => Promise<string>;
}

/**
 * From is which upstreams are asked, in order as in a GOPROXY list, and which others when these fail
 * transiently.
 */
export interface From {
  readonly upstreams: readonly Upstream[];
  readonly fallback?: readonly Upstream[];
}

/**
 * Downloads fetches files as the module proxy does: retried, resumed, checked. Both verbs throw NotFetched.
 */
export interface Downloads {
  /** The content of a small file. */
  read(from: From, path: string): Promise<Buffer>;
  /**
   * The path of a large file on disk, once its hash is right; fails with `mismatch` when it is wrong every
   * time.
   */
  save(from: From, path: string, expected: Expected): Promise<string>;
}

/** goDownloads makes Downloads of a client. */
export function goDownloads(options: DownloadsOptions): Downloads {
  const { http, clock, random, attempts, signal, onEvent, dir } = options;
  const shared: Omit<FetchContext, 'verifier'> = {
    http,
    clock,
    random,
    attempts,
    signal,
    onEvent,
    servers: servers(options, clock, onEvent),
    spoolFor: spools(dir),
  };
  const get = ({ upstreams, fallback = [] }: From, file: RequestedFile, verifier: Verifier) => {
    const walk = { group: { upstreams, hasTail: false }, fallback };
    return walkUpstreams({ ...shared, verifier }, walk, file, { priority: 'now', isLarge: isLarge(file) });
  };
  return {
    async read(from, path) {
      const content = await get(from, fileAt('text', path), unchecked);
      if (content.kind !== 'memory') throw new Error('a small file is kept in memory');
      return content.bytes;
    },
    async save(from, path, expected) {
      const content = await get(from, fileAt('archive', path), verifierOf(expected));
      if (content.kind === 'memory') throw new Error('a large file is kept on disk');
      return content.file;
    },
  };
}

function fileAt(kind: 'text' | 'archive', wire: string): RequestedFile {
  return { kind, wire, path: undefined, module: undefined };
}

const unchecked: Verifier = { expectedHash: () => undefined, verify: async (_, received) => received };

function verifierOf({ hash, hashFile }: Expected): Verifier {
  return {
    expectedHash: () => hash,
    async verify(_, received, wrongHashes) {
      if (received.kind !== 'file') throw new Error('a large file is kept on disk');
      const found = await hashFile(received.file);
      if (found !== hash) throw wrongHash({ found, expected: hash }, wrongHashes);
      return received;
    },
  };
}
