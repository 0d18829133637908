import { rm } from 'node:fs/promises';
import { FetchFailure } from '../fetch/failure.ts';
import type { Fetcher } from '../fetch/fetch.ts';
import type { Group } from '../fetch/goproxy-list.ts';
import { NotFetched } from '../fetch/not-fetched.ts';
import type { RequestedFile } from '../fetch/requested-file.ts';
import type { Content } from '../fetch/spool.ts';
import type { Upstream } from '../fetch/upstream.ts';
import { walkUpstreams } from '../fetch/walk.ts';
import { matchesGlobs } from '../go/goproxy.ts';
import type { Priority } from '../resilience/priority-limiter.ts';
import { Singleflight } from './singleflight.ts';

/** PrivatePatterns says which modules are nobody else's business, as lists of globs. */
export interface PrivatePatterns {
  readonly goprivate: string;
  readonly gonoproxy: string;
  readonly gonosumdb: string;
}

/** ModuleSource gives files, whether they are here already, on their way, or still to be fetched. */
export interface ModuleSource {
  /** Throws NotFetched, the signal's reason, or what the disk says. */
  get(group: Group, file: RequestedFile, priority: Priority): Promise<Content>;
  /** To be called when a file has been handed over: nobody asks for a zip twice, and it lies on the disk. */
  release(group: Group, file: RequestedFile, content: Content): Promise<void>;
  /** Whether a proxy may be asked for a module at all: the go command does not, where GONOPROXY matches. */
  mayAsk(path: string): boolean;
}

/** moduleSource fetches through `fetcher`, with `mirrors` to fall back on for what is public. */
export function moduleSource(
  fetcher: Fetcher,
  mirrors: readonly Upstream[],
  patterns: PrivatePatterns,
): ModuleSource {
  const hosts = new Set<string>();
  const singleflight = new Singleflight<Content>(() => {
    for (const host of hosts) fetcher.hostOf(host).limiter.admit();
  });
  const { goprivate } = patterns;
  const noProxy = patterns.gonoproxy || goprivate;
  const noSumDb = patterns.gonosumdb || goprivate;
  const mayAsk = (path: string) => !matchesGlobs(noProxy, path);
  const isPublic = (path: string) =>
    [goprivate, noProxy, noSumDb].every((globs) => !matchesGlobs(globs, path));

  const keyOf = ({ upstreams }: Group, { wire }: RequestedFile) => `${upstreams[0]?.url} ${wire}`;

  return {
    mayAsk,
    get(group, file, priority) {
      const fallback = file.path !== undefined && isPublic(file.path) ? mirrors : [];
      for (const { host } of [...group.upstreams, ...fallback]) hosts.add(host);
      const terms = { priority, isLarge: file.kind === 'zip', keep: file.module !== undefined };
      return singleflight.join(keyOf(group, file), terms, async (demand) => {
        try {
          if (file.path !== undefined && !mayAsk(file.path)) throw notToBeAsked(file);
          return await walkUpstreams(fetcher, { group, fallback }, file, demand);
        } catch (error) {
          if (!fetcher.signal.aborted) fetcher.onEvent({ kind: 'failed', file });
          throw error;
        }
      });
    },
    async release(group, file, content) {
      if (content.kind === 'memory') return;
      singleflight.forget(keyOf(group, file));
      if (content.kind === 'file') await rm(content.file, { force: true });
    },
  };
}

function notToBeAsked(file: RequestedFile): NotFetched {
  return new NotFetched(file, new FetchFailure({ kind: 'no-proxy-allowed' }), []);
}
