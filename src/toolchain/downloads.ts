import type { Checker } from '../fetch/check.ts';
import type { OnEvent } from '../fetch/events.ts';
import { FetchFailure } from '../fetch/failure.ts';
import type { Fetcher } from '../fetch/fetch.ts';
import { hosts } from '../fetch/host.ts';
import type { RequestedFile } from '../fetch/requested-file.ts';
import { spools } from '../fetch/spool.ts';
import type { Upstream } from '../fetch/upstream.ts';
import { walkUpstreams } from '../fetch/walk.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { HttpClient } from '../ports/http-client.ts';

/** DownloadsOptions is what downloading Go goes by. Times in ms. */
export interface DownloadsOptions {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly attempts: number;
  readonly stallTimeout: number;
  readonly concurrency: number;
  /** An existing folder for what is too large for memory. */
  readonly dir: string;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** Expected is what a file has to hash to, by which function. */
export interface Expected {
  readonly hash: string;
  readonly hashFile: (file: string) => Promise<string>;
}

/** From is who is asked for a file, one after the other as in a GOPROXY list, and who else where these fail for a while. */
export interface From {
  readonly upstreams: readonly Upstream[];
  readonly fallback?: readonly Upstream[];
}

/** Downloads fetches files as the module proxy does: repeated, carried on, checked. Both verbs throw NotFetched. */
export interface Downloads {
  /** The content of a small file. */
  read(from: From, path: string): Promise<Buffer>;
  /** The path of a large one on disk, once its hash is right; it fails with `mismatch` where it is wrong again and again. */
  save(from: From, path: string, expected: Expected): Promise<string>;
}

/** goDownloads makes Downloads of a client. */
export function goDownloads(options: DownloadsOptions): Downloads {
  const fetcher = { ...options, hostOf: hosts(options), spoolFor: spools(options.dir) };
  const get = (from: From, file: RequestedFile, checker: Checker) => {
    const { upstreams, fallback = [] } = from;
    const walk = { group: { upstreams, hasTail: false }, fallback };
    const request: Fetcher = { ...fetcher, checker };
    return walkUpstreams(request, walk, file, { priority: 'now', isLarge: file.kind === 'zip' });
  };
  return {
    async read(from, path) {
      const content = await get(from, fileOf('sumdb', path), unchecked);
      if (content.kind !== 'memory') throw new Error('a small file is kept in memory');
      return content.bytes;
    },
    async save(from, path, expected) {
      const content = await get(from, fileOf('zip', path), checkerOf(expected));
      if (content.kind === 'memory') throw new Error('a large file is kept on disk');
      return content.file;
    },
  };
}

/** The kind decides whether it is kept in memory or on disk. */
function fileOf(kind: 'sumdb' | 'zip', wire: string): RequestedFile {
  return { kind, wire, path: undefined, module: undefined };
}

const unchecked: Checker = { wanted: () => undefined, check: async (_, received) => received };

/** What is damaged on its way is hardly ever damaged in the same way twice. */
const accidentsMax = 2;

function checkerOf({ hash, hashFile }: Expected): Checker {
  return {
    wanted: () => hash,
    async check(_, received, wrong) {
      if (received.kind !== 'file') throw new Error('a large file is kept on disk');
      const found = await hashFile(received.file);
      if (found === hash) return received;
      const times = (wrong.get(found) ?? 0) + 1;
      wrong.set(found, times);
      throw new FetchFailure({
        kind: times >= accidentsMax ? 'mismatch' : 'wrong-hash',
        found,
        expected: hash,
      });
    },
  };
}
